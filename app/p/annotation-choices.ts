import { type AnnotationKind, annotationKinds } from '#lib/argument/record/annotation';
import { listClaims } from '#lib/db/claims';
import { listPolicies } from '#lib/db/policies';
import { listTestChoices, type TestChoice } from '#lib/db/test-choices';
import { simulators } from '#lib/simulators';
import { kindLabel } from '../_components/annotation-kind';

/** One entry of a list that a field searches. */
export interface Suggested {
  /** What stands in the field. */
  readonly value: string;
  /** What is said beside it. */
  readonly label: string;
}

/** Everything that the annotation form offers. */
export interface AnnotationChoices {
  readonly kinds: readonly { readonly kind: AnnotationKind; readonly label: string }[];
  /** Titles, with the claim's name. */
  readonly claims: readonly Suggested[];
  /** `slug: property`, with the scenario's title and what its recorded run says today. */
  readonly tests: readonly Suggested[];
  /** Kinds of page. */
  readonly pageKinds: readonly Suggested[];
  readonly policies: readonly Suggested[];
  /** Decision points. */
  readonly points: readonly Suggested[];
}

export async function readAnnotationChoices(): Promise<AnnotationChoices> {
  const [claims, tests, policies] = await Promise.all([listClaims(), listTestChoices(), listPolicies()]);
  return {
    kinds: annotationKinds.map((kind) => ({ kind, label: kindLabel(kind) })),
    claims: claims.map(({ slug, title }) => ({ value: title, label: slug })),
    tests: tests.map((test) => ({ value: testName(test), label: `${test.title}. ${todayWords(test)}` })),
    pageKinds: simulators.flatMap(({ kinds }) => kinds.map(({ id, title }) => ({ value: id, label: title }))),
    policies: policies.map(({ id, rule }) => ({ value: id, label: rule })),
    points: simulators.flatMap(({ points }) => points.map(({ id, question }) => ({ value: id, label: question }))),
  };
}

/** A property of a scenario as the form names it. */
export function testName({ scenario, property }: { readonly scenario: string; readonly property: string }): string {
  return `${scenario}: ${property}`;
}

/** What the recorded run says today, in words. */
export function todayWords({ word, policy }: Pick<TestChoice, 'word' | 'policy'>): string {
  return word === null ? 'Not judged under today’s rules' : `Today ${word} under ${policy}`;
}
