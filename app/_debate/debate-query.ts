import { type ClaimSort, claimSorts, readClaimSort } from '#lib/argument/claim-filter';
import { type PageQuery, readDay, readFirst, writeHref } from '../_components/page-query';

/** What the address of the debate asks for; an empty text asks for nothing. */
export interface DebateQuery {
  /** Slug of somebody who took a stance on the claims. */
  readonly person: string;
  /** Day as of which the base is shown, ISO 8601. */
  readonly at: string;
  /** Kind of page on which verdicts are given. */
  readonly kind: string;
  readonly property: string;
  readonly family: string;
  readonly sort: ClaimSort;
  /** 1-based page of the matrix. */
  readonly page: number;
}

/** Names of what can be left out again, as a sentence says them. */
const filterNames = {
  person: 'the person',
  at: 'the date',
  kind: 'the kind of page',
  property: 'the property',
  family: 'the family',
} as const;

type FilterName = keyof typeof filterNames;

/** A query without filters; its order is another matter. */
const noFilters = { person: '', at: '', kind: '', property: '', family: '' } as const satisfies Record<FilterName, ''>;

/** The query of an address, and the date that it asks for where that is none. */
export function readDebateQuery(query: PageQuery): { readonly asked: DebateQuery; readonly wrongDay: string | null } {
  const day = readFirst(query, 'at');
  return {
    asked: {
      person: readFirst(query, 'person'),
      at: readDay(day) ?? '',
      kind: readFirst(query, 'kind'),
      property: readFirst(query, 'property'),
      family: readFirst(query, 'family'),
      sort: readClaimSort(readFirst(query, 'sort')),
      page: Math.max(Math.trunc(Number(readFirst(query, 'page'))) || 1, 1),
    },
    wrongDay: day !== '' && readDay(day) === undefined ? day : null,
  };
}

/** The address of a view of the matrix. What is at its default is left out; another filter leads to the first page. */
export function debateHref(asked: DebateQuery, change: Partial<DebateQuery>): string {
  const { person, at, kind, property, family, sort, page } = { ...asked, page: 1, ...change };
  const parameters = {
    person,
    at,
    kind,
    property,
    family,
    sort: sort === claimSorts[0] ? '' : sort,
    page: page === 1 ? '' : String(page),
  };
  return writeHref('/', parameters, 'matrix');
}

/** The filters that are set, by name, each as a sentence says it. */
export function listSet(asked: DebateQuery): ReadonlyMap<string, string> {
  const names: readonly FilterName[] = ['person', 'at', 'kind', 'property', 'family'];
  return new Map(names.filter((name) => asked[name] !== '').map((name) => [name, filterNames[name]]));
}

/** The same view without one filter, or without any. */
export function withoutFilter(asked: DebateQuery, name: string | null): string {
  return debateHref(asked, name === null ? noFilters : { [name]: '' });
}

/** Whether the address narrows anything. */
export function isNarrowed(asked: DebateQuery): boolean {
  return listSet(asked).size > 0;
}
