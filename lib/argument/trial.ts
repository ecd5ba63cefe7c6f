import type { ClaimFront } from '#lib/argument/record/claim';
import { findHolders, findLastStance } from '#lib/argument/stance';
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
  const trials = claims.flatMap((claim) =>
    claim.judges.flatMap(({ scenario, predicate, kind = null, note = null }): Trial[] => {
      const own: TrialSide = { claim: claim.id, yardstick: { predicate }, note };
      const opponents = claims
        .filter((other) => other !== claim && areOpposed(claim, other))
        .flatMap((other) => measure(other, scenario, kind));
      const sides = [own, ...opponents].filter(
        (side, index, all) => all.findIndex((one) => nameOf(one) === nameOf(side)) === index,
      );
      return sides.some((side) => side.claim === slug) ? [{ scenario, kind, sides }] : [];
    }),
  );
  // What two normative claims ask of one run is one trial: that of the claim that has more against it.
  return trials.filter((trial, index) => !trials.some((other, at) => covers(other, trial, at < index)));
}

/** Whether one trial has every side of another of the same run, and more of them or stands first. */
function covers(one: Trial, other: Trial, isFirst: boolean): boolean {
  if (one === other || one.scenario !== other.scenario || one.kind !== other.kind) return false;
  const has = (claim: string) => one.sides.some((side) => side.claim === claim);
  return other.sides.every(({ claim }) => has(claim)) && (one.sides.length > other.sides.length || isFirst);
}

/** Two who measure alike are one side: the first of them stands for both. */
function nameOf({ yardstick }: TrialSide): string {
  return 'property' in yardstick ? yardstick.property : yardstick.predicate;
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

/**
 * Whether one claim is set against the other, or the other is what those hold who reject this one, and nobody else who
 * holds it.
 */
function areOpposed(one: ClaimFront, other: ClaimFront): boolean {
  const attacks = (from: ClaimFront, to: ClaimFront) =>
    from.relations.some(({ kind, claim }) => claim === to.id && (kind === 'rebuts' || kind === 'contrary'));
  if (attacks(one, other) || attacks(other, one)) return true;
  const [holders, others] = [findHolders(one.stances), findHolders(other.stances)];
  const isRejecting = (person: string) => findLastStance(one.stances, person)?.attitude === 'rejects';
  return others.some(isRejecting) && !others.some((person) => holders.includes(person));
}
