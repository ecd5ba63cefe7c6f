/** What a search asks for, as it stands in an address: `/search?q=…&sort=rank&after=…`. */
export interface SearchAddress {
  readonly query: string;
  readonly sort: 'date' | 'rank';
  /** `next` of the page before, as `printCursor` writes it. */
  readonly cursor: string | undefined;
}

/** In what form hits are given. */
export const searchForms = ['', '.json', '.atom', '.mbox.gz'] as const;

export type SearchForm = (typeof searchForms)[number];

/** The form and what is asked for; undefined for an address that is none of the search's. */
export function readSearchAddress(target: string): (SearchAddress & { readonly form: SearchForm }) | undefined {
  const { path = '', query = '' } = /^(?<path>[^?#]*)(?:\?(?<query>[^#]*))?/.exec(target)?.groups ?? {};
  const form = searchForms.find((one) => path === `/search${one}`);
  if (form === undefined) return undefined;
  const asked = new URLSearchParams(query);
  return {
    form,
    query: (asked.get('q') ?? '').trim(),
    sort: asked.get('sort') === 'rank' ? 'rank' : 'date',
    cursor: asked.get('after') ?? undefined,
  };
}

/** The address of a search in a form. The export takes the newest, whatever page is shown. */
export function searchPath({ query, sort, cursor }: SearchAddress, form: SearchForm = ''): `/search${string}` {
  const asked = new URLSearchParams({ q: query });
  if (form !== '.mbox.gz' && sort === 'rank') asked.set('sort', 'rank');
  if (form !== '.mbox.gz' && cursor !== undefined) asked.set('after', cursor);
  return `/search${form}?${asked}`;
}
