import { type ClaimSort, claimSorts, readClaimSort } from '#lib/argument/claim-filter';
import { type PageQuery, readFirst, writeHref } from '../_components/page-query';

/** What the address of the list asks for; an empty text asks for nothing. */
export interface ClaimsQuery {
  readonly kind: string;
  readonly topic: string;
  readonly person: string;
  readonly attitude: string;
  readonly property: string;
  readonly scenario: string;
  /** Policy, combination or kernel under which labels and verdicts are; the newest kernel where it is empty. */
  readonly under: string;
  /** `accepted`, `defeated` or `undecided`. */
  readonly label: string;
  readonly verdict: string;
  readonly sort: ClaimSort;
  /** 1-based. */
  readonly page: number;
}

/** What narrows the list, and how a sentence says it. */
const filterNames = {
  kind: 'the kind',
  topic: 'the topic',
  person: 'the person',
  attitude: 'the stance',
  property: 'the property',
  scenario: 'the wish for a scenario',
  label: 'the standing',
  verdict: 'the verdict',
} as const;

const noFilters = Object.fromEntries(Object.keys(filterNames).map((name) => [name, '']));

export function readClaimsQuery(query: PageQuery): ClaimsQuery {
  const read = (name: string) => readFirst(query, name);
  return {
    kind: read('kind'),
    topic: read('topic'),
    person: read('person'),
    attitude: read('attitude'),
    property: read('property'),
    scenario: read('scenario'),
    under: read('under'),
    label: read('label'),
    verdict: read('verdict'),
    sort: readClaimSort(read('sort')),
    page: Math.max(Math.trunc(Number(read('page'))) || 1, 1),
  };
}

/** The address of a list. What is at its default is left out; another filter leads to the first page. */
export function claimsHref(asked: ClaimsQuery, change: Partial<ClaimsQuery>): string {
  const { sort, page, ...texts } = { ...asked, page: 1, ...change };
  return writeHref('/claims', {
    ...texts,
    sort: sort === claimSorts[0] ? '' : sort,
    page: page === 1 ? '' : String(page),
  });
}

/** The filters that are set, by name, each as a sentence says it. */
export function listSet(asked: ClaimsQuery): ReadonlyMap<string, string> {
  const values = new Map(Object.entries(asked));
  return new Map(Object.entries(filterNames).filter(([name]) => values.get(name) !== ''));
}

/** The same list without one filter, or without any. */
export function withoutFilter(asked: ClaimsQuery, name: string | null): string {
  return claimsHref(asked, name === null ? noFilters : { [name]: '' });
}
