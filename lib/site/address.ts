import { archiveAddress } from '#lib/mail/archive-address';

/**
 * Where a page of the application lies in a folder of plain files: `/claims/x` is `claims/x.html`, `/` is `index.html`, and
 * a query stands in the name: `/claims?under=5.10` is `claims,under=5.10.html`.
 */
export function fileOfAddress(path: string, query: string): string {
  const bare = path
    .replace(/^\/+|\/+$/g, '')
    .split('/')
    .map(safePart)
    .join('/');
  const asked = [...new URLSearchParams(query)].map(([key, value]) => `,${safePart(key)}=${safePart(value)}`).join('');
  return `${bare === '' ? 'index' : bare}${asked}.html`;
}

/** A part of a path as every file system takes it, and that needs no escapes in an address. */
function safePart(text: string): string {
  const plain = decodeURIComponent(text);
  return plain.replace(/[^\w.,=+@-]/g, (letter) => `~${letter.codePointAt(0)?.toString(16)}`).slice(0, 150);
}

/** The way from one file to another, both relative to the folder: `../claims/x.html`. */
export function relativeLink(from: string, to: string): string {
  const source = from.split('/').slice(0, -1);
  const target = to.split('/');
  let shared = 0;
  while (shared < source.length && shared < target.length - 1 && source[shared] === target[shared]) shared += 1;
  return [...source.slice(shared).map(() => '..'), ...target.slice(shared)].join('/');
}

/** Kinds of pages that show mail, or are there for programs: nothing of them is copied. */
const leftOut = ['api', 'embed', 'm', 'mail', 'p', 'patches', '_next'];

/** Kinds of pages where something is done that only a server or a script can do. */
const doing = ['edit', 'keys', 'playground'];

/** What becomes of a link in the copy. */
export type Destination =
  /** A page of the copy. `rest` is what only a script can read: `?policy=A1&step=3`. */
  | { readonly is: 'page'; readonly path: string; readonly query: string; readonly rest: string; readonly hash: string }
  /** A mail: it is not ours to publish, and the public archive has it. */
  | { readonly is: 'elsewhere'; readonly address: string }
  /** Its text stays, the link goes. */
  | { readonly is: 'nowhere' }
  /** Something that a copy cannot do: the text goes too. */
  | { readonly is: 'nothing' };

/** Parameters that choose a page of its own; those of other filters and sorts would multiply the pages. */
const kept = ['under', 'kernel', 'model'];

/** Where a link of a page leads, `page` being the address that it stands on. */
export function findDestination(href: string, page: string): Destination {
  const base = new URL(page, 'http://site.invalid');
  const url = URL.canParse(href, base.href) ? new URL(href, base) : undefined;
  if (url === undefined) return { is: 'nowhere' };
  if (url.origin !== base.origin) return { is: 'elsewhere', address: url.href };
  const [first = '', second = ''] = url.pathname.split('/').slice(1);
  if ((first === 'm' || first === 'p') && second !== '') {
    return { is: 'elsewhere', address: archiveAddress(second) };
  }
  if (doing.includes(first) || url.pathname.endsWith('.json')) return { is: 'nothing' };
  if (leftOut.includes(first) || /@\d+$/.test(url.pathname)) return { is: 'nowhere' };
  // What kernels did in each order is thousands of pages; the table of all of them stays.
  if (first === 'observations' && second !== '') return { is: 'nowhere' };
  const { hash } = url;
  const path = url.pathname.replace(/\/+$/, '') || '/';
  // A scenario's page reads the rest of its address itself.
  if (first === 'scenarios' && second !== '') return { is: 'page', path, query: '', rest: url.search, hash };
  const [only, ...others] = [...url.searchParams];
  if (only === undefined) return { is: 'page', path, query: '', rest: '', hash };
  if (first === 'search') return { is: 'page', path, query: '', rest: '', hash };
  // A record's page under every policy would be most of the copy; its standing under all of them stands on it.
  if (second !== '' && only[0] === 'under') return { is: 'nowhere' };
  if (others.length > 0 || !kept.includes(only[0]) || only[1] === '') return { is: 'nowhere' };
  return { is: 'page', path, query: new URLSearchParams([only]).toString(), rest: '', hash };
}
