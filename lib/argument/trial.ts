import type { ClaimFront } from '#lib/argument/record/claim';
import type { Yardstick } from '#lib/scenario/side-by-side';

/** One claim's measure of a run, and where it is written. */
export interface TrialSide {
  readonly claim: string;
  readonly yardstick: Yardstick;
  /** What the record says of a predicate. */
  readonly note: string | null;
}

/** A scenario that several claims, at odds with one another, judge by measures of their own. */
export interface Trial {
  readonly scenario: string;
  /** Kind of page; null for the scenario's first. */
  readonly kind: string | null;
  /** A normative claim first, then those that are set against it and say something of the same scenario. */
  readonly sides: readonly TrialSide[];
}

/**
 * The runs that a claim and those set against it judge differently. A normative claim judges by its own predicate, a
 * factual one by the property that tests it. Where nobody who opposes a predicate has a measure of the same run, it
 * stands alone.
 */
export function findTrials(claims: readonly ClaimFront[], slug: string): readonly Trial[] {
  return claims.flatMap((claim) =>
    claim.judges.flatMap(({ scenario, predicate, kind = null, note = null }): Trial[] => {
      const opponents = claims
        .filter((other) => areOpposed(claim, other))
        .flatMap((other) => measure(other, scenario, kind));
      const sides = [{ claim: claim.id, yardstick: { predicate }, note }, ...opponents];
      return sides.some((side) => side.claim === slug) ? [{ scenario, kind, sides }] : [];
    }),
  );
}

/** The first measure that a claim has of a scenario. */
function measure(claim: ClaimFront, scenario: string, kind: string | null): readonly TrialSide[] {
  const own = claim.judges.find((one) => one.scenario === scenario && (one.kind ?? null) === kind);
  if (own !== undefined) return [{ claim: claim.id, yardstick: { predicate: own.predicate }, note: own.note ?? null }];
  const test = claim.scenarios.find(
    (one) => one.scenario === scenario && (one.kind ?? null) === kind && one.property !== 'copies',
  );
  return test === undefined ? [] : [{ claim: claim.id, yardstick: { property: test.property }, note: null }];
}

function areOpposed(one: ClaimFront, other: ClaimFront): boolean {
  const attacks = (from: ClaimFront, to: ClaimFront) =>
    from.relations.some(({ kind, claim }) => claim === to.id && (kind === 'rebuts' || kind === 'contrary'));
  return attacks(one, other) || attacks(other, one);
}
