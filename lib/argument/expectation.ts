import type { ClaimFront } from '#lib/argument/record/claim';
import { copiesProperty, isFailure, isKept, type VerdictMatrix } from '#lib/argument/verdict-matrix';
import type { VerdictWord } from '#lib/scenario/run';

export type Expected = ClaimFront['expects'][number];

/** What became of an expectation under one policy. */
export interface JudgedExpectation {
  readonly policy: string;
  /** `not decided` where no run is recorded, it is stale, or it met a bound before it could tell. */
  readonly result: 'confirmed' | 'refuted' | 'not decided';
  /** What the run says; null where it says nothing, or where copies are counted. */
  readonly word: VerdictWord | null;
  /** Copies over all ends, where those were expected or not; null elsewhere. */
  readonly copies: { readonly least: number; readonly most: number } | null;
}

/** Compares what somebody expected with the runs that are recorded, policy by policy. */
export function judgeExpectation(expected: Expected, verdicts: VerdictMatrix): readonly JudgedExpectation[] {
  return expected.policies.map((policy) => judgeUnder(expected, policy, verdicts));
}

function judgeUnder(expected: Expected, policy: string, verdicts: VerdictMatrix): JudgedExpectation {
  const run = verdicts.findRun(expected.scenario, policy, expected.kind);
  const word = verdicts.findWord(expected, policy) ?? null;
  const open = { policy, word, copies: null, result: 'not decided' } as const;
  const decide = (isConfirmed: boolean, isRefuted: boolean): JudgedExpectation => {
    return isConfirmed ? { ...open, result: 'confirmed' } : isRefuted ? { ...open, result: 'refuted' } : open;
  };
  if (run === undefined || run.stale) return open;
  switch (expected.verdict) {
    case 'holds':
      return decide(isKept(word ?? undefined), isFailure(word ?? undefined));
    case 'violated':
      return decide(word === 'violated' || word === 'unreached', isKept(word ?? undefined));
    case 'stuck':
      return decide(run.isStuck, isKept(word ?? undefined) || word === 'violated');
    case 'copies':
    case 'no copies': {
      if (expected.property !== copiesProperty || run.copies === null) return open;
      // Ends that were not visited may make copies: that there are none is known from a complete search alone.
      const [makes, makesNone] = [run.copies.most > 0, run.copies.most === 0 && run.bound === null];
      const judged = expected.verdict === 'copies' ? decide(makes, makesNone) : decide(makesNone, makes);
      return { ...judged, word: null, copies: run.copies };
    }
  }
}
