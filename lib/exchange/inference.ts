import type { RelationKind } from '#lib/argument/relation';
import type { Claim, ClaimRelation } from '#lib/exchange/debate';

/** What an inference bears on: a claim, or another inference (an undercut). */
export type Target =
  | { readonly is: 'claim'; readonly claim: string }
  | { readonly is: 'inference'; readonly inference: string };

/** A relation between claims as formats with nodes for inferences have it. */
export interface Inference {
  /** `FROM-rebuts-TO`: unique, for a claim has one relation of a kind to another. */
  readonly id: string;
  /** `tests`: from the runs of a scenario to a claim; there only where somebody undercuts it. */
  readonly kind: RelationKind | 'tests';
  /** Claims that it starts from, the claim that has the relation first. */
  readonly premises: readonly string[];
  /** What it starts from where it is of kind `tests`; null for all others. */
  readonly scenario: string | null;
  /** Empty where an inference is undercut that no record has. */
  readonly targets: readonly Target[];
  /** As the record of the first premise has it; null for `tests`. */
  readonly relation: ClaimRelation | null;
}

/** The relations of claims, in the order of the claims, and after them the tests that are undercut. */
export function listInferences(claims: readonly Claim[]): readonly Inference[] {
  const own = claims.flatMap((claim) => claim.front.relations.map((relation) => ({ from: claim.slug, relation })));
  const inferences = own.map(({ from, relation }): Inference => {
    return {
      id: nameInference(from, relation),
      kind: relation.kind,
      premises: [from, ...relation.premises],
      scenario: null,
      targets: relation.kind === 'undercuts' ? findUndercut(own, relation) : [claimTarget(relation.claim)],
      relation,
    };
  });
  const tests = new Map<string, Inference>();
  for (const { relation } of own) {
    const { scenario, claim } = relation;
    if (scenario === undefined) continue;
    const id = nameTest(scenario, claim);
    tests.set(id, { id, kind: 'tests', premises: [], scenario, targets: [claimTarget(claim)], relation: null });
  }
  return [...inferences, ...tests.values()];
}

/** Relations that say how two claims lie to each other, and infer nothing. */
export function isBareRelation(kind: Inference['kind']): boolean {
  return kind === 'refines' || kind === 'contrary' || kind === 'equivalent';
}

/** `FROM-rebuts-TO`. */
export function nameInference(from: string, relation: { readonly kind: string; readonly claim: string }): string {
  return `${from}-${relation.kind}-${relation.claim}`;
}

function nameTest(scenario: string, claim: string): string {
  return `${scenario}-tests-${claim}`;
}

function claimTarget(claim: string): Target {
  return { is: 'claim', claim };
}

/** The inferences that an undercut is meant for: from its claim to `toward`, or to wherever it leads. */
function findUndercut(
  all: readonly { readonly from: string; readonly relation: ClaimRelation }[],
  { claim, toward, scenario }: ClaimRelation,
): readonly Target[] {
  if (scenario !== undefined) return [{ is: 'inference', inference: nameTest(scenario, claim) }];
  return all
    .filter(({ from, relation }) => from === claim && !isBareRelation(relation.kind))
    .filter(({ relation }) => toward === undefined || relation.claim === toward)
    .map(({ from, relation }) => ({ is: 'inference', inference: nameInference(from, relation) }));
}
