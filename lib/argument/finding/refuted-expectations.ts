import { type Expected, judgeExpectation } from '#lib/argument/expectation';
import type { ComputedFinding } from '#lib/argument/finding/finding';
import type { VerdictMatrix } from '#lib/argument/verdict-matrix';

/** What somebody expected, and the policies of those they named under which the run says otherwise. */
export interface RefutedExpectation {
  readonly claim: string;
  readonly expected: Expected;
  readonly policies: readonly string[];
}

/** Expectations that a complete run, or a counterexample, refutes. */
export const refutedExpectations: ComputedFinding<RefutedExpectation> = {
  id: 'refuted-expectations',
  title: 'Expectations that a run refutes',
  meaning:
    'Somebody said in a mail what would happen, the scenario plays it, and the run says otherwise under these policies. A search that met a bound refutes nobody.',
  none: 'No run refutes what somebody expected.',
  find: ({ claims, verdicts }) =>
    claims.flatMap((claim) =>
      claim.expects.flatMap((expected): RefutedExpectation[] => {
        const policies = findRefuting(expected, verdicts);
        return policies.length === 0 ? [] : [{ claim: claim.id, expected, policies }];
      }),
    ),
  say: ({ claim, expected, policies }) =>
    `${claim}: ${expected.person}, ${expected.date}, expected ${expected.verdict} of ${expected.scenario} (${expected.property}); not so under ${policies.join(', ')}`,
};

/** The policies, of those that an expectation names, under which the run says otherwise. */
export function findRefuting(expected: Expected, verdicts: VerdictMatrix): readonly string[] {
  const judged = judgeExpectation(expected, verdicts).filter(({ result }) => result === 'refuted');
  return judged.map(({ policy }) => policy);
}
