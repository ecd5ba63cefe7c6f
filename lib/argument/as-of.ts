import type { Evidence } from '#lib/argument/evidence';
import { type DebateGraph, heldBy, keepKnown } from '#lib/argument/graph';

/**
 * The debate as it was known at the end of a day (ISO 8601): claims whose first stance is of that day or before, and of
 * stances and relations those that are. Who holds a claim is found again from the stances that are left.
 */
export function asOf(graph: DebateGraph, date: string): DebateGraph {
  const claims = graph.claims
    .filter(({ since }) => since !== null && since <= date)
    .map((claim) => ({ ...claim, ...heldBy(claim.stances.filter((stance) => stance.date <= date)) }));
  const relations = graph.relations.filter((relation) => relation.date <= date);
  return keepKnown({ claims, relations }, new Set(claims.map(({ slug }) => slug)));
}

/**
 * The evidence of that day: the runs of a scenario count from `since` of it on, the day of its first source. A scenario
 * that has none there is as old as the claim that it tests.
 */
export function evidenceAsOf(evidence: Evidence, since: ReadonlyMap<string, string>, date: string): Evidence {
  return new Map(
    [...evidence].map(([claim, witnesses]) => [
      claim,
      witnesses.filter(({ scenario }) => (since.get(scenario) ?? date) <= date),
    ]),
  );
}
