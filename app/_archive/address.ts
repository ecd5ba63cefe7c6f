import { listPath, mailPath, trimBrackets } from '../_components/mail-link';
import { readSearchAddress, type SearchAddress, type SearchForm } from './search-address';

/** What an address of the archive asks for. The addresses are those of public-inbox, below `/m/` and `/mail/`. */
export type ArchiveAddress =
  | { readonly kind: MailView; readonly messageId: string }
  /** A list's threads, its newest mails as a feed, all of its mail; without a list those of every list. */
  | { readonly kind: 'list' | 'list-feed' | 'list-mbox'; readonly list: string | undefined }
  /** What a query finds. */
  | { readonly kind: 'search'; readonly form: SearchForm; readonly asked: SearchAddress }
  /** Another address of the same. */
  | { readonly kind: 'moved'; readonly to: string }
  /** It has the form of a mail's address, and can be none. */
  | { readonly kind: 'broken'; readonly text: string };

/** What of a mail is asked for. */
export type MailView = 'message' | 'raw' | 'mbox' | 'flat' | 'nested' | 'thread-mbox' | 'thread-feed';

/** The last part of the address of each view; those that end in a slash are pages. */
const views: Readonly<Record<Exclude<MailView, 'message'>, string>> = {
  raw: 'raw',
  mbox: 'mbox',
  flat: 'T/',
  nested: 't/',
  'thread-mbox': 't.mbox.gz',
  'thread-feed': 't.atom',
};

/** First parts of addresses that are not the name of a list: what the application itself has there. */
export const ownPlaces: ReadonlySet<string> = new Set([
  '_next',
  'api',
  'claims',
  'counterexamples',
  'decisions',
  'disagreements',
  'edit',
  'embed',
  'export',
  'findings',
  'frame',
  'glossary',
  'guide',
  'icon.svg',
  'imports',
  'kernels',
  'keys',
  'm',
  'mail',
  'map',
  'objections',
  'observations',
  'p',
  'patches',
  'people',
  'playground',
  'policies',
  'quote',
  'quotes',
  'r',
  'reader.js',
  'scenarios',
  'schema',
  'search',
  'suggestions',
  'timeline',
]);

/**
 * Reads the path and query of an address, as they were sent; undefined for one that is not the archive's. An archive's
 * own form, `/LIST/MESSAGE-ID/`, and its short one, `/r/MESSAGE-ID`, lead here too.
 */
export function readAddress(target: string): ArchiveAddress | undefined {
  const { path = '', query = '' } = /^(?<path>[^?#]*)(?<query>\?[^#]*)?/.exec(target)?.groups ?? {};
  const search = readSearchAddress(target);
  if (search !== undefined) return { kind: 'search', ...search };
  const [, place = '', ...parts] = path.split('/');
  if (place === 'm') return readMail(parts, query, 'here');
  if (place === 'r') return readMail(parts, query, 'elsewhere');
  if (place === 'mail') return readList(parts, query);
  if (ownPlaces.has(place) || !/@|%40/i.test(parts[0] ?? '')) return undefined;
  return readMail(parts, query, 'elsewhere');
}

function readMail(parts: readonly string[], query: string, place: 'here' | 'elsewhere'): ArchiveAddress {
  const isPage = parts.at(-1) === '';
  const named = isPage ? parts.slice(0, -1) : [...parts];
  if (named.length === 0) return { kind: 'moved', to: '/mail' };
  const last = named.at(-1) ?? '';
  const view = named.length > 1 ? findView(last) : undefined;
  if (view !== undefined) named.pop();
  const messageId = decode(named);
  if (messageId === undefined) return { kind: 'broken', text: named.join('/') };
  const ending = view === undefined ? '' : views[view];
  // An id with `/` that was not escaped, a page without its slash, a file with one.
  const isRight = named.length === 1 && (view === undefined || ending.endsWith('/')) === isPage;
  if (place === 'here' && isRight) return { kind: view ?? 'message', messageId };
  return { kind: 'moved', to: `${mailPath(messageId, ending)}${query}` };
}

function findView(part: string): Exclude<MailView, 'message'> | undefined {
  for (const view of ['raw', 'mbox', 'flat', 'nested', 'thread-mbox', 'thread-feed'] as const) {
    if (views[view].replace('/', '') === part) return view;
  }
  return undefined;
}

function readList(parts: readonly string[], query: string): ArchiveAddress | undefined {
  const [first = '', second, ...more] = parts;
  if (more.length > 0) return undefined;
  if (first === '') {
    const asked = new URLSearchParams(query);
    const list = asked.get('list') ?? '';
    asked.delete('list');
    asked.delete('page');
    if (list !== '') return { kind: 'moved', to: `${listPath(list)}${asked.size === 0 ? '' : `?${asked}`}` };
    return second === undefined ? { kind: 'list', list: undefined } : undefined;
  }
  if (first === 'new.atom' && second === undefined) return { kind: 'list-feed', list: undefined };
  const list = decode([first]);
  if (list === undefined) return undefined;
  if (second === undefined) return { kind: 'moved', to: `${listPath(list)}${query}` };
  if (second === '') return { kind: 'list', list };
  if (second === 'new.atom') return { kind: 'list-feed', list };
  return second === 'all.mbox.gz' ? { kind: 'list-mbox', list } : undefined;
}

/** Parts of a path as the text that they stand for; undefined where the escapes are broken. */
function decode(parts: readonly string[]): string | undefined {
  try {
    return trimBrackets(parts.map(decodeURIComponent).join('/'));
  } catch {
    return undefined;
  }
}
