import type { Element, ElementContent, Root, RootContent } from 'hast';

/** A term of a glossary as texts are searched for it. */
export interface MarkedTerm {
  readonly slug: string;
  readonly title: string;
  readonly aliases: readonly string[];
  /** What the tooltip says: plain words, no Markdown. */
  readonly definition: string;
}

/** One way to write a term. */
interface Spelling {
  readonly text: string;
  readonly term: MarkedTerm;
}

/** Terms, ready to be looked for: spellings by their first word in lower case, the longest first. */
export type TermIndex = ReadonlyMap<string, readonly Spelling[]>;

const word = /[\p{L}\p{N}_/]+/gu;

/**
 * Prepares terms. A spelling that begins with a small letter may begin with a capital, at the start of a sentence, and one
 * that ends with a small letter may have a plural s. A plain small word alone is looked for as a title and not as an
 * alias: as an alias it is too common to mean the term wherever it stands.
 */
export function indexTerms(terms: readonly MarkedTerm[]): TermIndex {
  const index = new Map<string, Spelling[]>();
  const taken = new Set<string>();
  for (const term of terms) {
    const forms = [term.title, ...term.aliases.filter((alias) => !/^\p{Ll}+$/u.test(alias))];
    for (const text of forms.flatMap(spell)) {
      const [first] = text.match(word) ?? [];
      // A spelling that two terms claim is that of the first.
      if (first === undefined || taken.has(text)) continue;
      taken.add(text);
      const key = first.toLowerCase();
      index.set(key, [...(index.get(key) ?? []), { text, term }]);
    }
  }
  for (const spellings of index.values()) spellings.sort((a, b) => b.text.length - a.text.length);
  return index;
}

function spell(form: string): readonly string[] {
  const forms = /^\p{Ll}/u.test(form) ? [form, form.charAt(0).toUpperCase() + form.slice(1)] : [form];
  return /\p{Ll}$/u.test(form) && !form.endsWith('s') ? forms.flatMap((one) => [one, `${one}s`]) : forms;
}

/** Elements in which no term is marked: heads, links, code, and what is no text of its own. */
const closed = /^(?:h[1-6]|a|code|pre|kbd|samp|moot-.*)$/;

/**
 * Makes the first use of each term in a tree a link to its entry, with its definition in `data-tip` for a bubble and in
 * `aria-description` for who hears the page. No text changes.
 */
export function markTerms(tree: Root, index: TermIndex, except?: string): void {
  const seen = new Set<string>(except === undefined ? [] : [except]);
  tree.children = mark(tree.children, index, seen);
}

function mark<T extends RootContent>(nodes: readonly T[], index: TermIndex, seen: Set<string>): (T | ElementContent)[] {
  return nodes.flatMap((node): (T | ElementContent)[] => {
    if (node.type === 'text') return cut(node.value, index, seen);
    if (node.type === 'element' && !closed.test(node.tagName)) node.children = mark(node.children, index, seen);
    return [node];
  });
}

/** A text cut at the terms that it uses and that nothing before it used. */
function cut(text: string, index: TermIndex, seen: Set<string>): ElementContent[] {
  const pieces: ElementContent[] = [];
  let end = 0;
  for (const { 0: first, index: start } of text.matchAll(word)) {
    if (start < end) continue;
    const found = index.get(first.toLowerCase())?.find((spelling) => standsAt(text, start, spelling));
    if (found === undefined || seen.has(found.term.slug)) continue;
    seen.add(found.term.slug);
    if (start > end) pieces.push({ type: 'text', value: text.slice(end, start) });
    pieces.push(link(found));
    end = start + found.text.length;
  }
  if (end < text.length || pieces.length === 0) pieces.push({ type: 'text', value: text.slice(end) });
  return pieces;
}

/** Whether a spelling stands there as words of its own: `fork` neither in `forked` nor in `pre-fork`. */
function standsAt(text: string, start: number, { text: spelling }: Spelling): boolean {
  if (!text.startsWith(spelling, start)) return false;
  const [before, after] = [text.slice(0, start), text.slice(start + spelling.length)];
  return !/[\p{L}\p{N}_]-$/u.test(before) && !/^(?:[\p{L}\p{N}_/]|-[\p{L}\p{N}])/u.test(after);
}

function link({ text, term }: Spelling): Element {
  return {
    type: 'element',
    tagName: 'a',
    properties: {
      href: `/glossary/${term.slug}`,
      className: ['term'],
      dataTip: term.definition,
      'aria-description': term.definition,
    },
    children: [{ type: 'text', value: text }],
  };
}
