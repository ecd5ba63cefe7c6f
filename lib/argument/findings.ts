import type { Debate } from '#lib/argument/debate';
import type { ComputedFinding } from '#lib/argument/finding/finding';
import { type IncompatibleClaims, incompatibleClaims } from '#lib/argument/finding/incompatible-claims';
import { type RefutedExpectation, refutedExpectations } from '#lib/argument/finding/refuted-expectations';
import { type UnarguedFailure, unarguedFailures } from '#lib/argument/finding/unargued-failures';
import { type UntestedClaim, untestedClaims } from '#lib/argument/finding/untested-claims';

/** What each computed finding lists. A new one is a line here, a line below and a file in finding/. */
export interface FoundItems {
  'incompatible-claims': IncompatibleClaims;
  'refuted-expectations': RefutedExpectation;
  'unargued-failures': UnarguedFailure;
  'untested-claims': UntestedClaim;
}

export type FindingId = keyof FoundItems;

/** Every computed finding, in the order in which lists show them. */
export const computedFindings: { readonly [K in FindingId]: ComputedFinding<FoundItems[K]> } = {
  'incompatible-claims': incompatibleClaims,
  'refuted-expectations': refutedExpectations,
  'unargued-failures': unarguedFailures,
  'untested-claims': untestedClaims,
};

/** The ids of {@link computedFindings}, in their order. */
export const findingIds: readonly FindingId[] = [
  'incompatible-claims',
  'refuted-expectations',
  'unargued-failures',
  'untested-claims',
];

/** The computed finding of that name; undefined for a word that is none. */
export function findFindingId(name: string): FindingId | undefined {
  return findingIds.find((id) => id === name);
}

/** All items of all computed findings. */
export type Found = { readonly [K in FindingId]: readonly FoundItems[K][] };

/** Computes every finding. */
export function computeFindings(debate: Debate): Found {
  return {
    'incompatible-claims': incompatibleClaims.find(debate),
    'refuted-expectations': refutedExpectations.find(debate),
    'unargued-failures': unarguedFailures.find(debate),
    'untested-claims': untestedClaims.find(debate),
  };
}
