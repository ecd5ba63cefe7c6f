/** What a search asks for, as it stands in an address: `/search?q=…&sort=rank&after=…`. */
export interface SearchAddress {
  readonly query: string;
  readonly sort: 'date' | 'rank';
  /** `next` of the page before, as `printCursor` writes it. */
  readonly cursor: string | undefined;
}

/** Where hits are given in a form: a page, JSON, the newest as a feed, and as mails. */
const paths = {
  page: '/search',
  json: '/search/hits.json',
  feed: '/search/new.atom',
  mbox: '/search/mails.mbox.gz',
} as const;

export type SearchForm = keyof typeof paths;

export const searchForms: readonly SearchForm[] = ['page', 'json', 'feed', 'mbox'];

/** The form and what is asked for; undefined for an address that is none of the search's. */
export function readSearchAddress(
  target: string,
): { readonly form: SearchForm; readonly asked: SearchAddress } | undefined {
  const { path = '', query = '' } = /^(?<path>[^?#]*)(?:\?(?<query>[^#]*))?/.exec(target)?.groups ?? {};
  const form = searchForms.find((one) => path === paths[one]);
  if (form === undefined) return undefined;
  const given = new URLSearchParams(query);
  const sort = given.get('sort') === 'rank' ? 'rank' : 'date';
  return { form, asked: { query: (given.get('q') ?? '').trim(), sort, cursor: given.get('after') ?? undefined } };
}

/** The address of a search in a form. Feed and mails are the newest, whatever page is shown. */
export function searchPath({ query, sort, cursor }: SearchAddress, form: SearchForm = 'page'): string {
  const given = new URLSearchParams({ q: query });
  const isPaged = form === 'page' || form === 'json';
  if (isPaged && sort === 'rank') given.set('sort', 'rank');
  if (isPaged && cursor !== undefined) given.set('after', cursor);
  return `${paths[form]}?${given}`;
}
