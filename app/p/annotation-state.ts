import type { AnnotationKind } from '#lib/argument/record/annotation';
import type { PreviewNode } from './annotation-preview';

/** What the annotation form holds, and what came of its last sending. */
export interface AnnotationState {
  readonly body: string;
  readonly kind: AnnotationKind;
  /** Slug of the claim; empty for none. */
  readonly claim: string;
  /** Empty for a new annotation, also for one that was deleted while its form was open. */
  readonly slug: string;
  /** The version that the text was made from; 0 for a new one. */
  readonly version: number;
  /** Counts sendings: the fields are made anew after each. */
  readonly turn: number;
  readonly outcome:
    | { readonly kind: 'none' }
    | { readonly kind: 'preview'; readonly shown: readonly PreviewNode[] }
    /** Somebody saved meanwhile: their text; null where the annotation is gone. */
    | { readonly kind: 'conflict'; readonly theirs: string | null }
    | { readonly kind: 'refused'; readonly problems: readonly string[] };
}

/** The form of a new annotation. */
export const emptyAnnotation: AnnotationState = {
  body: '',
  kind: 'note',
  claim: '',
  slug: '',
  version: 0,
  turn: 0,
  outcome: { kind: 'none' },
};
