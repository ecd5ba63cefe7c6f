/** What becomes of the addresses of a page. */
export interface Rewrite {
  /** Undefined where the link goes. */
  readonly link: (address: string) => string | undefined;
  /** Undefined for a file that the copy lacks. */
  readonly file: (address: string) => string | undefined;
  /** Whether a link goes with its text. */
  readonly isNothing: (address: string) => boolean;
}

const tag =
  /<!--[\s\S]*?-->|<(?<close>\/?)(?<name>[a-zA-Z][\w-]*)(?<attributes>(?:\s+[^\s=>"'/]+(?:="[^"]*")?|\s)*)\s*(?<self>\/?)>/g;

/** Elements that do nothing without a server or without scripts: they go with all that stands in them. */
const dropped = new Set(['script', 'form', 'button', 'noscript', 'template', 'dialog', 'search']);

/**
 * A page of the application without its scripts: links rewritten, forms and buttons gone. It reads the pages that React
 * writes, whose attributes stand in double quotes; it is no parser for others.
 */
export function rewritePage(html: string, rewrite: Rewrite): string {
  const writer = new Writer(rewrite);
  const text = html.replace(/<script\b[\s\S]*?<\/script>/g, '');
  let at = 0;
  for (const found of text.matchAll(tag)) {
    writer.addText(text.slice(at, found.index));
    at = found.index + found[0].length;
    const { name = '', close, attributes = '', self = '' } = found.groups ?? {};
    if (name === '') writer.addText(found[0]);
    else if (close === '/') writer.close(name.toLowerCase());
    else writer.open(name, attributes, self);
  }
  writer.addText(text.slice(at));
  // What stood between two ways on, one of which is gone.
  return writer.text.replace(/<span>\s*·\s*(?:<!-- -->)?<\/span>/g, '');
}

class Writer {
  text = '';
  readonly #rewrite: Rewrite;
  /** The element that is left out with all that stands in it, and how many of its name are open. */
  #dropping: { readonly name: string; depth: number } | undefined;
  #isInNavigation = false;
  /** Whether the link that is open is written as mere text. */
  #isPlain = false;

  constructor(rewrite: Rewrite) {
    this.#rewrite = rewrite;
  }

  addText(text: string): void {
    if (this.#dropping === undefined) this.text += text;
  }

  open(name: string, attributes: string, self: string): void {
    const lower = name.toLowerCase();
    if (this.#dropping !== undefined) {
      if (this.#dropping.name === lower) this.#dropping.depth += 1;
    } else if (dropped.has(lower)) {
      // The one form that a copy has on a page of its own.
      if (lower === 'search') this.#addSearchLink();
      this.#dropping = { name: lower, depth: 1 };
    } else if (lower === 'link') this.text += rewriteStyleLink(attributes, this.#rewrite);
    else if (lower === 'a') this.#openLink(attributes);
    else {
      if (lower === 'nav') this.#isInNavigation = true;
      this.text += `<${name}${rewriteAttributes(lower, attributes, this.#rewrite)}${self === '' ? '' : ' /'}>`;
    }
  }

  close(name: string): void {
    if (this.#dropping !== undefined) {
      if (this.#dropping.name === name) this.#dropping.depth -= 1;
      if (this.#dropping.depth === 0) this.#dropping = undefined;
      return;
    }
    if (name === 'nav') this.#isInNavigation = false;
    this.text += name === 'a' && this.#isPlain ? '</span>' : `</${name}>`;
    if (name === 'a') this.#isPlain = false;
  }

  #openLink(attributes: string): void {
    const href = findHref(attributes);
    const isWay = href === undefined || isLocal(href) || this.#rewrite.link(href) !== undefined;
    // In a list of ways on, a way that is none only misleads.
    if (!isWay && (this.#isInNavigation || this.#rewrite.isNothing(href))) this.#dropping = { name: 'a', depth: 1 };
    else {
      this.#isPlain = !isWay;
      this.text += `<${isWay ? 'a' : 'span'}${rewriteAttributes('a', attributes, this.#rewrite)}>`;
    }
  }

  #addSearchLink(): void {
    const link = this.#rewrite.link('/search');
    if (link !== undefined) this.text += `<a class="btn quiet" href="${escapeAttribute(link)}">Search</a>`;
  }
}

/** Leads to the page itself, or holds what it gives. */
function isLocal(href: string): boolean {
  return href.startsWith('#') || href.startsWith('data:');
}

function findHref(attributes: string): string | undefined {
  const href = /\shref="([^"]*)"/.exec(attributes)?.[1];
  return href === undefined ? undefined : readEscapes(href);
}

/** Style sheets and icons alone: what is loaded ahead is loaded for scripts. */
function rewriteStyleLink(attributes: string, rewrite: Rewrite): string {
  const rel = /\brel="([^"]*)"/.exec(attributes)?.[1];
  const address = findHref(attributes);
  if (address === undefined || (rel !== 'stylesheet' && rel !== 'icon')) return '';
  const file = rewrite.file(address);
  return file === undefined ? '' : `<link rel="${rel}" href="${escapeAttribute(file)}">`;
}

function rewriteAttributes(name: string, attributes: string, rewrite: Rewrite): string {
  return attributes.replace(/\s(href|src|nonce)(?:="([^"]*)")?/g, (all, key: string, value = '') => {
    if (key === 'nonce') return '';
    const address = readEscapes(value);
    if (key === 'href' && (name === 'use' || isLocal(address))) return all;
    const target = key === 'src' ? rewrite.file(address) : rewrite.link(address);
    return target === undefined ? '' : ` ${key}="${escapeAttribute(target)}"`;
  });
}

/** The page with other words in its main part, and other ones in its title. */
export function replaceMain(html: string, title: string, main: string): string {
  return html
    .replace(/(<main\b[^>]*>)[\s\S]*(<\/main>)/, (_, open: string, close: string) => `${open}${main}${close}`)
    .replace(/<title>[\s\S]*?<\/title>/, `<title>${escapeText(title)}</title>`);
}

/** Puts something before the end of a page. */
export function appendToBody(html: string, text: string): string {
  const at = html.lastIndexOf('</body>');
  return at === -1 ? `${html}${text}` : `${html.slice(0, at)}${text}${html.slice(at)}`;
}

/** What a page says, for a search: its heading, and the words after it. */
export function readWords(html: string): { readonly title: string; readonly text: string } {
  const main = /<main\b[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? '';
  const [, heading = '', after = main] = /<h1\b[^>]*>([\s\S]*?)<\/h1>([\s\S]*)/.exec(main) ?? [];
  return { title: readPlain(heading), text: readPlain(after) };
}

function readPlain(html: string): string {
  const words = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' ');
  return readEscapes(words).replace(/\s+/g, ' ').trim();
}

/** Every link of a page, as its author wrote it. */
export function listLinks(html: string): readonly string[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, href = '']) => readEscapes(href));
}

/** Files that a page is drawn with: style sheets and icons. */
export function listFiles(html: string): readonly string[] {
  return [...html.matchAll(/<link\b[^>]*>/g)]
    .map(([link]) => link)
    .filter((link) => /\brel="(?:stylesheet|icon)"/.test(link))
    .flatMap((link) => findHref(link) ?? []);
}

/** The entities that React writes. */
function readEscapes(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;');
}
