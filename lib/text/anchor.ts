/** W3C Web Annotation: exact words, and what stands before and after them. */
export interface TextQuoteSelector {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** W3C Web Annotation: place in the text in UTF-16 units, `end` after the last. */
export interface TextPositionSelector {
  readonly start: number;
  readonly end: number;
}

/** Where the words stand: at the place given, elsewhere, or nowhere. */
export type FoundQuote =
  | ({ readonly state: 'exact' | 'moved' } & TextPositionSelector)
  | { readonly state: 'orphaned' };

const CONTEXT = 32;

/** Describes the stretch from `start` to `end` so that `findQuote` finds it again. */
export function anchorQuote(text: string, start: number, end: number): TextQuoteSelector {
  return {
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - CONTEXT), start),
    suffix: text.slice(end, end + CONTEXT),
  };
}

/**
 * Finds the words again. At the place given, if they still stand there; else the occurrence whose surroundings agree
 * longest with prefix and suffix, the nearest among equals. White space may have been broken anew; no word may differ.
 */
export function findQuote(text: string, quote: TextQuoteSelector, position?: TextPositionSelector): FoundQuote {
  if (quote.exact === '') return { state: 'orphaned' };
  if (position !== undefined && text.slice(position.start, position.end) === quote.exact) {
    return { state: 'exact', start: position.start, end: position.end };
  }
  const words = quote.exact.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return { state: 'orphaned' };
  const pattern = new RegExp(words.map(escapePattern).join('\\s+'), 'g');
  let best: { start: number; end: number; score: number } | undefined;
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    const end = start + match[0].length;
    const near = position === undefined ? 0 : 1 / (2 + Math.abs(start - position.start));
    const score = sharedBefore(text, start, quote.prefix) + sharedAfter(text, end, quote.suffix) + near;
    if (best === undefined || score > best.score) best = { start, end, score };
  }
  if (best === undefined) return { state: 'orphaned' };
  const isExact = position === undefined && text.slice(best.start, best.end) === quote.exact;
  return { state: isExact ? 'exact' : 'moved', start: best.start, end: best.end };
}

function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** How many characters the text has in common with `words` from `place` on. */
function sharedAfter(text: string, place: number, words: string): number {
  let n = 0;
  while (place + n < text.length && n < words.length && text.charCodeAt(place + n) === words.charCodeAt(n)) n++;
  return n;
}

/** How many characters before `place` the text has in common with the end of `words`. */
function sharedBefore(text: string, place: number, words: string): number {
  let n = 0;
  while (n < place && n < words.length && text.charCodeAt(place - 1 - n) === words.charCodeAt(words.length - 1 - n))
    n++;
  return n;
}
