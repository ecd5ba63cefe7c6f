import type { Debate } from '#lib/argument/debate';
import type { ComputedFinding } from '#lib/argument/finding/finding';
import type { ClaimFront } from '#lib/argument/record/claim';
import { isBroken, type JudgedPolicy } from '#lib/argument/verdict-matrix';

type Test = ClaimFront['scenarios'][number];

/** A claim, the policies that break it and of which nobody spoke with it, and the tests by which they do. */
export interface UnarguedFailure {
  readonly claim: string;
  /** The tests that fail, and the policies under which each does; variants left out. */
  readonly tests: readonly { readonly test: Test; readonly policies: readonly string[] }[];
  /** In the order of the policies. */
  readonly policies: readonly string[];
}

/**
 * Failing cells that nobody argued about. Somebody did where a counterexample names the claim and the policy, where an
 * expectation, an objection or a counterexample names a scenario that fails there with the policy, and where the claim
 * was doubted or granted by somebody and is tied to a change that makes the policy. The latest policies first: what was
 * overlooked last matters most.
 */
export const unarguedFailures: ComputedFinding<UnarguedFailure> = {
  id: 'unargued-failures',
  title: 'Failures that nobody argued about',
  meaning:
    'The claim fails under these policies, and no counterexample, expectation or objection names the claim or a scenario that breaks it with the policy; nor is the claim, doubted or granted by anybody, tied to a change that makes the policy. What the latest releases break comes first.',
  none: 'Somebody spoke of every failure.',
  find: (debate) => {
    const spoken = collectSpoken(debate);
    const rebutted = collectRebutted(debate);
    const ages = ageOf(debate.verdicts.policies);
    const latest = ({ policies }: UnarguedFailure) => Math.min(...policies.map((id) => ages.get(id) ?? Infinity));
    return debate.claims
      .flatMap((claim) => findUnargued(claim, debate, { spoken, rebutted }))
      .map((found) => ({ found, age: latest(found) }))
      .toSorted((a, b) => (a.age === b.age ? 0 : a.age - b.age))
      .map(({ found }) => found);
  },
  say: ({ claim, tests, policies }) =>
    `${claim} under ${policies.join(', ')}: ${tests.map(({ test }) => test.scenario).join(', ')}`,
};

/** How many released policies of its family came after a released policy. */
function ageOf(policies: readonly JudgedPolicy[]): ReadonlyMap<string, number> {
  const ages = new Map<string, number>();
  const later = new Map<string, number>();
  for (const { id, family, standing, variantOf } of policies.toReversed()) {
    if (standing !== 'released' || variantOf !== null) continue;
    const age = later.get(family) ?? 0;
    ages.set(id, age);
    later.set(family, age + 1);
  }
  return ages;
}

function findUnargued(
  claim: ClaimFront,
  debate: Debate,
  { spoken, rebutted }: { readonly spoken: ReadonlySet<string>; readonly rebutted: ReadonlySet<string> },
): readonly UnarguedFailure[] {
  const doubted = policiesDoubted(claim, debate, rebutted);
  const { verdicts } = debate;
  const failing = (id: string) => claim.scenarios.filter((test) => isBroken(verdicts.findWord(test, id)));
  const policies = verdicts.policies.flatMap(({ id, variantOf }) => {
    if (variantOf !== null || doubted.has(id) || spoken.has(`${claim.id} ${id}`)) return [];
    const tests = failing(id);
    return tests.length === 0 || tests.some(({ scenario }) => spoken.has(`${scenario} ${id}`)) ? [] : [{ id, tests }];
  });
  if (policies.length === 0) return [];
  const tests = claim.scenarios
    .map((test) => ({ test, policies: policies.filter(({ tests: of }) => of.includes(test)).map(({ id }) => id) }))
    .filter((one) => one.policies.length > 0);
  return [{ claim: claim.id, tests, policies: policies.map(({ id }) => id) }];
}

/** `SCENARIO POLICY` and `CLAIM POLICY` of everything that names both. */
function collectSpoken({ claims, changes, counterexamples, objections }: Debate): ReadonlySet<string> {
  const policiesOf = new Map(changes.map(({ id, policies }) => [id, policies]));
  return new Set([
    ...counterexamples.flatMap(({ claim, scenario, policy }) => [`${claim} ${policy}`, `${scenario} ${policy}`]),
    ...claims.flatMap(({ expects }) =>
      expects.flatMap(({ scenario, policies }) => policies.map((policy) => `${scenario} ${policy}`)),
    ),
    ...objections.flatMap(({ claim, scenario, change, answers }) =>
      [change, ...answers.map((answer) => answer.change)]
        .flatMap((slug) => policiesOf.get(slug ?? '') ?? [])
        .flatMap((policy) => [`${claim} ${policy}`, `${scenario?.scenario} ${policy}`]),
    ),
  ]);
}

/** Claims that another claim is set against. */
function collectRebutted({ claims }: Debate): ReadonlySet<string> {
  const attacks = claims.flatMap(({ relations }) =>
    relations.filter(({ kind }) => kind === 'rebuts' || kind === 'contrary'),
  );
  return new Set(attacks.map(({ claim }) => claim));
}

/** Policies of the changes that a claim is tied to, where somebody did not simply hold it, or another claim rebuts it. */
function policiesDoubted(
  { id, stances, changes: tied }: ClaimFront,
  { changes }: Debate,
  rebutted: ReadonlySet<string>,
): ReadonlySet<string> {
  const isDoubted =
    rebutted.has(id) || stances.some(({ attitude }) => attitude !== 'asserts' && attitude !== 'accepts');
  if (!isDoubted) return new Set();
  return new Set(changes.filter((change) => tied.includes(change.id)).flatMap(({ policies }) => policies));
}
