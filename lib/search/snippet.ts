import { quoteDepth } from '#lib/mail/quote';
import { locateTerms } from '#lib/search/locate-terms';
import { findPlainText } from '#lib/search/plain-text';
import type { Words } from '#lib/search/query';
import { longestTerm } from '#lib/search/terms';

/** A piece of text; `isHit` for the words that were looked for. */
export interface SnippetSegment {
  readonly text: string;
  readonly isHit: boolean;
}

/** Words side by side that a reader looks for. */
export type Sought = Pick<Words, 'terms' | 'isBeginning'>;

/** A stretch of a text, in UTF-16 units. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Hit extends Stretch {
  /** Which of the words sought. */
  readonly which: number;
}

/** Characters of a snippet. */
const WIDTH = 220;
/** How far before its first hit a snippet begins. */
const BEFORE = 55;
/** Beyond this a text is not searched for a snippet, nor after so many hits. */
const LONGEST = 300_000;
const MOST_HITS = 1000;

/** A text with all words marked, as a subject is shown. */
export function markSought(text: string, sought: readonly Sought[]): SnippetSegment[] {
  return cutSegments(text, findHits(text, sought), { start: 0, end: text.length });
}

/**
 * The piece of a text that says most of what was looked for: the most different words, not quoted if possible, early in the
 * text. Without a hit its beginning.
 */
export function cutSnippet(whole: string, sought: readonly Sought[]): SnippetSegment[] {
  const text = whole.slice(0, LONGEST);
  const hits = findHits(text, sought);
  const first = chooseFirst(
    hits,
    hits.map((hit) => isInQuote(text, hit.start)),
  );
  const at = hits[first]?.start ?? 0;
  const from = at < BEFORE * 2 ? 0 : startOfWord(text, at - BEFORE, at);
  const piece = { start: from, end: Math.min(text.length, from + WIDTH) };
  const segments = cutSegments(text, hits, piece);
  if (from > 0) segments.unshift({ text: '… ', isHit: false });
  if (piece.end < whole.length) segments.push({ text: ' …', isHit: false });
  return segments;
}

/** Where in a text the words stand, from its beginning on. */
function findHits(text: string, all: readonly Sought[]): Hit[] {
  const sought = [...new Map(all.map((one) => [JSON.stringify([one.terms, one.isBeginning]), one])).values()];
  const words = sought.flatMap(({ terms }) => terms);
  if (words.length === 0) return [];
  const isPlain = words.every((term) => /^\w+$/.test(term) && term.length < longestTerm);
  const plain = isPlain ? findPlainText(text) : undefined;
  const hits = plain === undefined ? findPlaced(text, sought) : findPlain(plain, sought);
  return hits.sort((a, b) => a.start - b.start || b.end - a.end).slice(0, MOST_HITS);
}

/** In a text of ASCII `\w` is what a term is made of: ten times as fast as to cut it into terms. */
function findPlain(text: string, sought: readonly Sought[]): Hit[] {
  return sought.flatMap(({ terms, isBeginning }, which) => {
    const pattern = new RegExp(`(?<!\\w)${terms.join('\\W+')}${isBeginning ? '\\w*' : '(?!\\w)'}`, 'gi');
    const hits: Hit[] = [];
    for (let found = pattern.exec(text); found !== null && hits.length < MOST_HITS; found = pattern.exec(text)) {
      hits.push({ which, start: found.index, end: found.index + found[0].length });
      // The next may begin in this one.
      pattern.lastIndex = found.index + 1;
    }
    return hits;
  });
}

function findPlaced(text: string, sought: readonly Sought[]): Hit[] {
  const placed = locateTerms(text);
  const hits: Hit[] = [];
  for (const [which, { terms, isBeginning }] of sought.entries()) {
    const last = terms.length - 1;
    for (let at = 0; at + last < placed.length; at++) {
      const isHere = terms.every((term, i) => {
        const own = placed[at + i]?.term;
        return isBeginning && i === last ? own?.startsWith(term) === true : own === term;
      });
      if (isHere) hits.push({ which, start: placed[at]?.start ?? 0, end: placed[at + last]?.end ?? 0 });
    }
  }
  return hits;
}

/** The hit that the piece begins with. */
function chooseFirst(hits: readonly Hit[], isQuoted: readonly boolean[]): number {
  let [best, bestScore] = [0, -1];
  for (const [i, hit] of hits.entries()) {
    const kinds = new Set<number>();
    for (let j = i; j < hits.length; j++) {
      const other = hits[j];
      if (other === undefined || other.end > hit.start + WIDTH - BEFORE) break;
      kinds.add(other.which);
    }
    const score = kinds.size * 2 + (isQuoted[i] === true ? 0 : 1);
    if (score > bestScore) [best, bestScore] = [i, score];
  }
  return best;
}

/**
 * Where in a mail's text the words stand: `quoted` in quotes alone, `own` anywhere else as well, undefined where they do
 * not stand in it.
 */
export function findWhose(text: string, sought: readonly Sought[]): 'own' | 'quoted' | undefined {
  const hits = findHits(text.slice(0, LONGEST), sought);
  if (hits.length === 0) return undefined;
  return hits.every(({ start }) => isInQuote(text, start)) ? 'quoted' : 'own';
}

function isInQuote(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return quoteDepth(text.slice(at === 0 ? 0 : start, end < 0 ? text.length : end)) > 0;
}

/** The piece with its hits marked, white space folded. Hits that overlap are one. */
function cutSegments(text: string, hits: readonly Hit[], piece: Stretch): SnippetSegment[] {
  const segments: SnippetSegment[] = [];
  let endsInSpace = true;
  const put = (start: number, end: number, isHit: boolean) => {
    let part = text.slice(start, end).replace(/\s+/g, ' ');
    if (endsInSpace) part = part.trimStart();
    if (part === '') return;
    endsInSpace = part.endsWith(' ');
    const last = segments.at(-1);
    if (last?.isHit === isHit && !isHit) segments[segments.length - 1] = { text: last.text + part, isHit };
    else segments.push({ text: part, isHit });
  };
  let done = piece.start;
  for (const { start, end } of hits) {
    if (start < done || end > piece.end) continue;
    put(done, start, false);
    put(start, end, true);
    done = end;
  }
  put(done, piece.end, false);
  const last = segments.pop();
  const trimmed = last?.text.trimEnd() ?? '';
  if (last !== undefined && trimmed !== '') segments.push({ text: trimmed, isHit: last.isHit });
  return segments;
}

/** The first character of a word between two places. */
function startOfWord(text: string, from: number, until: number): number {
  const space = text.slice(from, until).search(/\s/);
  return space < 0 ? from : from + space + 1;
}
