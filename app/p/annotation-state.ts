import type { AnnotationKind } from '#lib/argument/record/annotation';
import type { PreviewNode } from './annotation-preview';

/** A scenario as it stands in the form: `slug: property`, and a kind of page, empty for the scenario's first. */
export interface TestField {
  readonly test: string;
  readonly kind: string;
}

/** What the annotation form holds, and what came of its last sending. */
export interface AnnotationFormState {
  readonly body: string;
  readonly kind: AnnotationKind;
  /** Last line of a range, as typed; empty where it speaks of no lines. */
  readonly end: string;
  /** Titles or slugs of claims, as chosen. */
  readonly claims: readonly string[];
  readonly tests: readonly TestField[];
  /** Id of the policy whose rule it speaks of; empty for none. */
  readonly policy: string;
  /** Name of the decision point; empty for none. */
  readonly point: string;
  readonly slug: string;
  /** The version that the text was made from; 0 for a new one, also for one that was deleted while its form was open. */
  readonly version: number;
  /** Empty rows to add to claims and scenarios beyond the first. */
  readonly rows: number;
  /** Counts sendings: the fields are made anew after each. */
  readonly turn: number;
  readonly outcome:
    | { readonly kind: 'none' }
    | { readonly kind: 'preview'; readonly shown: readonly PreviewNode[] }
    /** Somebody saved meanwhile: their text; null where the annotation is gone. */
    | { readonly kind: 'conflict'; readonly theirs: string | null }
    | { readonly kind: 'refused'; readonly problems: readonly string[] };
}

/** The form of a new annotation, but for its name. */
export const emptyAnnotation: AnnotationFormState = {
  body: '',
  kind: 'note',
  end: '',
  claims: [],
  tests: [],
  policy: '',
  point: '',
  slug: '',
  version: 0,
  rows: 0,
  turn: 0,
  outcome: { kind: 'none' },
};
