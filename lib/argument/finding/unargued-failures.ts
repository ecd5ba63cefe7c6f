import type { Debate } from '#lib/argument/debate';
import type { ComputedFinding } from '#lib/argument/finding/finding';
import type { ClaimFront } from '#lib/argument/record/claim';
import { isFailure, type PropertyTest } from '#lib/argument/verdict-matrix';

/** A claim that a scenario breaks under policies of which nobody spoke with it. */
export interface UnarguedFailure {
  readonly claim: string;
  readonly test: PropertyTest;
  /** In the order of the policies; variants left out. */
  readonly policies: readonly string[];
}

/**
 * Failing cells that nobody argued about. Somebody did where a counterexample, an expectation or an objection names the
 * scenario and the policy, and where the claim was doubted or granted by somebody and is tied to a change that makes the
 * policy.
 */
export const unarguedFailures: ComputedFinding<UnarguedFailure> = {
  id: 'unargued-failures',
  title: 'Failures that nobody argued about',
  meaning:
    'The claim fails under these policies, and no counterexample, expectation or objection names the scenario with the policy; nor is the claim, doubted or granted by anybody, tied to a change that makes the policy.',
  none: 'Somebody spoke of every failure.',
  find: (debate) => {
    const spoken = collectSpoken(debate);
    const { policies } = debate.verdicts;
    return debate.claims.flatMap((claim) => {
      const doubted = policiesDoubted(claim, debate);
      return claim.scenarios.flatMap((test): UnarguedFailure[] => {
        const silent = policies
          .filter(({ id, variantOf }) => variantOf === null && isFailure(debate.verdicts.findWord(test, id)))
          .map(({ id }) => id)
          .filter((id) => !spoken.has(`${test.scenario} ${id}`) && !doubted.has(id));
        return silent.length === 0 ? [] : [{ claim: claim.id, test, policies: silent }];
      });
    });
  },
  say: ({ claim, test, policies }) =>
    `${claim}: ${test.scenario}${test.kind === undefined ? '' : ` on ${test.kind}`}, ${test.property} under ${policies.join(', ')}`,
};

/** `SCENARIO POLICY` of everything that names both. */
function collectSpoken({ claims, changes, counterexamples, objections }: Debate): ReadonlySet<string> {
  const policiesOf = new Map(changes.map(({ id, policies }) => [id, policies]));
  return new Set([
    ...counterexamples.map(({ scenario, policy }) => `${scenario} ${policy}`),
    ...claims.flatMap(({ expects }) =>
      expects.flatMap(({ scenario, policies }) => policies.map((policy) => `${scenario} ${policy}`)),
    ),
    ...objections.flatMap(({ scenario, change, answers }) =>
      [change, ...answers.map((answer) => answer.change)].flatMap((slug) =>
        (policiesOf.get(slug ?? '') ?? []).flatMap((policy) =>
          scenario === undefined ? [] : [`${scenario.scenario} ${policy}`],
        ),
      ),
    ),
  ]);
}

/** Policies of the changes that a claim is tied to, where somebody did not simply hold it, or another claim rebuts it. */
function policiesDoubted(claim: ClaimFront, { claims, changes }: Debate): ReadonlySet<string> {
  const isDoubted =
    claim.stances.some(({ attitude }) => attitude !== 'asserts' && attitude !== 'accepts') ||
    claims.some(({ relations }) =>
      relations.some(({ kind, claim: to }) => to === claim.id && (kind === 'rebuts' || kind === 'contrary')),
    );
  if (!isDoubted) return new Set();
  return new Set(changes.filter(({ id }) => claim.changes.includes(id)).flatMap(({ policies }) => policies));
}
