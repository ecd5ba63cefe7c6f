import type { Condition } from '#lib/argument/narrow';
import type { ClaimKind } from '#lib/argument/record/claim';
import type { Attitude } from '#lib/argument/stance';

/** A claim as far as lists of claims are narrowed and sorted by it. */
export interface FilteredClaim {
  readonly title: string;
  readonly kind: ClaimKind;
  readonly topic: string;
  /** Day of its first stance, ISO 8601; null where nobody took one. */
  readonly since: string | null;
  readonly stances: readonly { readonly person: string; readonly attitude: Attitude }[];
  /** Names of the properties whose verdicts speak for it, `copies` among them; empty where no scenario tests it. */
  readonly properties: readonly string[];
}

/** What a list of claims is narrowed by. An empty text asks for nothing. */
export interface ClaimFilter {
  readonly kind?: string;
  readonly topic?: string;
  /** Slug of somebody who took a stance on it. */
  readonly person?: string;
  /** The stance that was taken, by that person where one is named. */
  readonly attitude?: string;
  /** A property, or a family of them: `wrong-cow` means `wrong-cow-pin` too. */
  readonly property?: string;
  /** `with` or `without` a scenario that tests it. */
  readonly scenario?: string;
  /** Day, ISO 8601: what was said by then. */
  readonly at?: string;
}

/** The conditions that a filter sets, each under the name of its field. */
export function listClaimConditions(filter: ClaimFilter): readonly Condition<FilteredClaim>[] {
  const { kind = '', topic = '', person = '', attitude = '', property = '', scenario = '', at = '' } = filter;
  const all: readonly (Condition<FilteredClaim> & { readonly isSet: boolean })[] = [
    { name: 'kind', isSet: kind !== '', passes: (claim) => claim.kind === kind },
    { name: 'topic', isSet: topic !== '', passes: (claim) => claim.topic === topic },
    { name: 'person', isSet: person !== '', passes: ({ stances }) => stances.some((one) => one.person === person) },
    {
      name: 'attitude',
      isSet: attitude !== '',
      passes: ({ stances }) =>
        stances.some((one) => one.attitude === attitude && (person === '' || one.person === person)),
    },
    {
      name: 'property',
      isSet: property !== '',
      passes: ({ properties }) => properties.some((name) => name === property || name.startsWith(`${property}-`)),
    },
    {
      name: 'scenario',
      isSet: scenario !== '',
      passes: ({ properties }) => properties.length > 0 === (scenario === 'with'),
    },
    { name: 'at', isSet: at !== '', passes: ({ since }) => since !== null && since <= at },
  ];
  return all.filter(({ isSet }) => isSet);
}

/** How lists of claims can be sorted; the first where nobody says. */
export const claimSorts = ['topic', 'first said', 'last said', 'statement', 'failing'] as const;

export type ClaimSort = (typeof claimSorts)[number];

/** The order that a text names; by topic where it names none. */
export function readClaimSort(text: string): ClaimSort {
  return claimSorts.find((sort) => sort === text) ?? 'topic';
}

/** A claim as far as it is sorted. */
export interface SortedClaim extends Pick<FilteredClaim, 'title' | 'since'> {
  /** Day of its last stance; null where nobody took one. */
  readonly until: string | null;
  /** Number of verdicts against it. */
  readonly failing: number;
}

/** The claims in another order; equals stay in the order of the list, which is that of topics. */
export function sortClaims<T extends SortedClaim>(claims: readonly T[], sort: ClaimSort): readonly T[] {
  switch (sort) {
    case 'topic':
      return claims;
    // Claims that nobody spoke of come last in both directions.
    case 'first said':
      return claims.toSorted((a, b) => compare(a.since ?? '9', b.since ?? '9'));
    case 'last said':
      return claims.toSorted((a, b) => compare(b.until ?? '', a.until ?? ''));
    case 'statement':
      return claims.toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
    case 'failing':
      return claims.toSorted((a, b) => b.failing - a.failing);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
