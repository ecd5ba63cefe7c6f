import { rankOf, type Testimony, wordOf } from '#lib/argument/standing';

/** What the recorded runs say of one test of a claim under one policy. */
export interface Witness extends Testimony {
  readonly scenario: string;
  readonly property: string;
  /** Kind of page; null for the scenario's first. */
  readonly kind: string | null;
  /** The policy whose run it is. */
  readonly policy: string;
  readonly states: number;
  /** Decimal; null where they were not counted. */
  readonly schedules: string | null;
  /** Steps of the shortest schedule that decides it; null where there is none. */
  readonly steps: number | null;
  readonly complete: boolean;
  /** Which bound was reached, in words; null otherwise. */
  readonly bound: string | null;
  /** Recorded by another engine, or for another text. */
  readonly stale: boolean;
}

/** The witnesses of each claim, by its slug: one for each test that is asked under a choice of policies. */
export type Evidence = ReadonlyMap<string, readonly Witness[]>;

/**
 * Which way a witness speaks: `against` the claim by a schedule that breaks it, or by a complete search that never
 * reaches what the claim says is reached; `for` it by a complete search, or by a schedule that reaches it. Nothing is
 * said by a run that is stale or met a bound, in which the property never came up, or that is not asked.
 */
export function directionOf(witness: Witness): 'for' | 'against' | 'silent' {
  if (witness.stale) return 'silent';
  switch (wordOf(witness)) {
    case 'violated':
    case 'stuck':
      return 'against';
    case 'unreached':
      return isWhole(witness) ? 'against' : 'silent';
    case 'reached':
      return 'for';
    case 'holds':
      return isWhole(witness) ? 'for' : 'silent';
    default:
      return 'silent';
  }
}

function isWhole({ complete, bound }: Witness): boolean {
  return complete && bound === null;
}

/** Whether the witnesses together say that a claim holds: each that is asked speaks for it, and one at least is asked. */
export function doAllHold(witnesses: readonly Witness[]): boolean {
  const asked = witnesses.filter((witness) => rankOf(wordOf(witness)) < rankOf('not applicable'));
  return asked.length > 0 && asked.every((witness) => directionOf(witness) === 'for');
}
