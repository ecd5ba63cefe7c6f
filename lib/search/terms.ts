/** Code points of a term that count: what is longer (base 64, keys) is cut, in texts and queries alike. */
export const longestTerm = 64;

/** Anything but ASCII: what has to be folded. */
const beyondAscii = /[\u0080-\uffff]/g;
const ownTerm = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/gu;

/**
 * A text with its terms made plain, for an engine that cuts at whatever is no ASCII letter, ASCII digit, `_` or character
 * beyond ASCII, and takes ASCII's capitals for small letters (FTS5's `ascii` with `tokenchars '_'`): it then finds exactly
 * `cutTerms(text)`. Text in plain ASCII, which is most of all mail, comes back as it is.
 *
 * Letters and digits of any script and `_` make terms, everything else parts them. Case and accents do not count (Unicode
 * compatibility decomposition, marks dropped). Scripts that are written without spaces have terms of one character (Han,
 * Kana, and Hangul by syllable), so that any piece of such a text is a phrase.
 */
export function foldText(text: string): string {
  let folded = '';
  let done = 0;
  beyondAscii.lastIndex = 0;
  for (let found = beyondAscii.exec(text); found !== null; found = beyondAscii.exec(text)) {
    let start = found.index;
    while (start > done && isWordCode(text.charCodeAt(start - 1))) start--;
    let end = found.index + 1;
    while (end < text.length && (text.charCodeAt(end) > 127 || isWordCode(text.charCodeAt(end)))) end++;
    folded += cutLong(text.slice(done, start)) + cutLong(foldPiece(text.slice(start, end)));
    done = end;
    beyondAscii.lastIndex = end;
  }
  return done === 0 ? cutLong(text) : folded + cutLong(text.slice(done));
}

/** The terms of a text in their order. */
export function cutTerms(text: string): string[] {
  const terms = foldText(text).match(/[0-9A-Za-z_\u0080-\uffff]+/g) ?? [];
  return terms.map((term) => term.toLowerCase());
}

/** A stretch of word characters, at least one of them beyond ASCII; its terms come back parted by spaces. */
export function foldPiece(piece: string): string {
  return (
    piece
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      // Capital letters whose small ones have marks of their own, and the sigma that ends a word.
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .replaceAll('ς', 'σ')
      // Hangul was taken apart into its letters.
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}_]+/gu, ' ')
      .replace(ownTerm, ' $& ')
  );
}

/** What of a term counts. */
export function cutTerm(term: string): string {
  if (term.length <= longestTerm) return term;
  return Array.from(term).slice(0, longestTerm).join('');
}

/** Cuts what is longer than a term may be. A word of 64 characters covers a place that is a multiple of 64. */
function cutLong(text: string): string {
  let cut = '';
  let done = 0;
  for (let place = longestTerm; place < text.length; place += longestTerm) {
    if (!isWordOrBeyond(text.charCodeAt(place))) continue;
    let start = place;
    while (start > done && isWordOrBeyond(text.charCodeAt(start - 1))) start--;
    let end = place + 1;
    while (end < text.length && isWordOrBeyond(text.charCodeAt(end))) end++;
    place = end - (end % longestTerm);
    if (end - start <= longestTerm) continue;
    const term = text.slice(start, end);
    const short = cutTerm(term);
    if (short.length === term.length) continue;
    cut += text.slice(done, start) + short;
    done = end;
  }
  return done === 0 ? text : cut + text.slice(done);
}

function isWordOrBeyond(code: number): boolean {
  return code > 127 || isWordCode(code);
}

/** Letters, digits and `_` of ASCII. */
function isWordCode(code: number): boolean {
  return (code > 96 && code < 123) || (code > 47 && code < 58) || (code > 64 && code < 91) || code === 95;
}
