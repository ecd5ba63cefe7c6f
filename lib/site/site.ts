import { fileOfAddress, findDestination, relativeLink } from '#lib/site/address';
import type { CrawledPage } from '#lib/site/crawl';
import { appendToBody, readWords, replaceMain, rewritePage } from '#lib/site/page';
import { rewriteStyle } from '#lib/site/style';

/** What a copy is made of. */
export interface SiteParts {
  readonly pages: readonly CrawledPage[];
  /** Style sheets, fonts and icons by the path of their address. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** JSON for the runner of a page, by the page's file. */
  readonly runners: ReadonlyMap<string, string>;
  /** Classic scripts that may stand inside a page. */
  readonly scripts: { readonly runner: string; readonly search: string };
}

export interface SiteFile {
  /** Relative to the folder. */
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** Letters of each page that its search knows: whole pages of runs would be most of them. */
const searchedLetters = 4000;

const note =
  '<p class="note">This is a copy of the pages that needs no server. Editing, annotating and mail are left out; citations lead to the public archive.</p>';

/** Every file of the copy. The same parts give the same files. */
export function printSite({ pages, files, runners, scripts }: SiteParts): readonly SiteFile[] {
  const names = new Set(pages.map(({ path, query }) => fileOfAddress(path, query)));
  // Pages of one address only differ in what stands beside the runs, so a runner's page needs those without a query.
  const known = JSON.stringify([...names].filter((name) => !name.includes(',')));
  const written = pages.map((page): SiteFile => {
    const file = fileOfAddress(page.path, page.query);
    const address = page.query === '' ? page.path : `${page.path}?${page.query}`;
    const html = rewritePage(page.html, {
      link: (href) => findLink(href, address, file, names),
      file: (href) => findFile(href, file, files),
      isNothing: (href) => findDestination(href, address).is === 'nothing',
    }).replace(/(<footer\b[^>]*><div\b[^>]*>)/, `$1${note}`);
    const runner = runners.get(file);
    if (runner === undefined) return { file, content: html };
    const data = `{data:${escapeJson(runner)},address:${quote(address)},file:${quote(file)},files:${escapeJson(known)}}`;
    return {
      file,
      content: appendToBody(html, `<script>globalThis.mootSitePage=${data}</script><script>${scripts.runner}</script>`),
    };
  });
  const searched = pages.filter(({ path, query }) => query === '' && path !== '/search');
  const entries = searched.map(({ path, query, html }, id) => {
    const { title, text } = readWords(html);
    return { id, title, text: text.slice(0, searchedLetters), file: fileOfAddress(path, query) };
  });
  return [
    ...written.map((page) => (page.file === 'search.html' ? addSearch(page, entries, scripts.search) : page)),
    ...[...files].map(([path, bytes]): SiteFile => ({ file: nameFile(path), content: printFile(path, bytes) })),
  ];
}

function findLink(href: string, address: string, file: string, names: ReadonlySet<string>): string | undefined {
  const found = findDestination(href, address);
  if (found.is === 'elsewhere') return found.address;
  if (found.is !== 'page') return undefined;
  const target = fileOfAddress(found.path, found.query);
  if (!names.has(target)) return undefined;
  return `${relativeLink(file, target)}${found.rest}${found.hash}`;
}

function findFile(href: string, file: string, files: ReadonlyMap<string, Uint8Array>): string | undefined {
  const path = new URL(href, 'http://site.invalid').pathname;
  return files.has(path) ? relativeLink(file, nameFile(path)) : undefined;
}

/** All files lie side by side: their names are hashes of what is in them. */
function nameFile(path: string): string {
  return `_files/${path.split('/').at(-1) ?? ''}`;
}

function printFile(path: string, bytes: Uint8Array): string | Uint8Array {
  if (!path.endsWith('.css')) return bytes;
  return rewriteStyle(new TextDecoder().decode(bytes), (address) => address.split(/[?#]/)[0]?.split('/').at(-1) ?? '');
}

function addSearch({ file, content }: SiteFile, entries: readonly object[], script: string): SiteFile {
  const main = `<div class="found"><h1 class="search-head">Search</h1><div class="seek"><label class="vh" for="site-query">Words</label><input id="site-query" type="search" autocomplete="off"></div><noscript><p class="note">The search of this copy needs scripts.</p></noscript><p class="note" id="site-count" role="status"></p><ul class="list topic" id="site-hits"></ul></div>`;
  const data = `<script>globalThis.mootSiteEntries=${escapeJson(JSON.stringify(entries))}</script>`;
  const html = replaceMain(String(content), 'Search · Moot', main);
  return { file, content: appendToBody(html, `${data}<script>${script}</script>`) };
}

/** JSON as a script may hold it: nothing in it can end the element, and no line end of JSON's own breaks it. */
function escapeJson(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function quote(text: string): string {
  return escapeJson(JSON.stringify(text));
}
