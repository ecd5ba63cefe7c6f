import { type Column, type ColumnTexts, columns } from '#lib/search/column';
import { foldText } from '#lib/search/terms';

/** Bytes of terms that a tsvector may hold (MAXSTRPOS in tsearch/ts_type.h is 2^20 - 1), with room for its marks. */
const longest = 1_000_000;

/** The letter that stands before each term of a column. */
export const marks: Readonly<Record<Column, string>> = {
  subject: 's',
  from: 'f',
  to: 't',
  cc: 'c',
  nq: 'n',
  q: 'q',
  dfn: 'd',
  dfhh: 'h',
  dfa: 'a',
  dfb: 'b',
  dfctx: 'x',
  dfpre: 'u',
  dfpost: 'v',
  mid: 'm',
  list: 'l',
  patchid: 'p',
};

/** A mail's terms as they are stored. */
export interface StoredTerms {
  /** A tsvector in its binary form (tsvectorrecv), sorted by the server; undefined where it would be too long. */
  readonly vector: Buffer | undefined;
  /** By place in `columns`: ` term term term ` in UTF-8, or nothing. */
  readonly texts: readonly Buffer[];
}

const nothing = Buffer.alloc(0);

/**
 * Cuts a mail's texts into what `cutTerms` would, on bytes: every mail that is imported passes here, and with strings this
 * took more than twice as long.
 */
export function storeTerms(given: ColumnTexts): StoredTerms {
  const folded = columns.map((column) => Buffer.from(foldText(given[column] ?? '')));
  const bytes = folded.reduce((sum, text) => sum + text.length, 0);
  // A term of one letter, its mark and its end take five bytes; in the text it takes two, the last of a column one.
  const lexemes: Lexemes = { bytes: Buffer.allocUnsafe(4 + 3 * bytes + 5 * columns.length), end: 4, count: 0 };
  const texts = columns.map((column, i) => cutColumn(folded[i] ?? nothing, marks[column].charCodeAt(0), lexemes));
  if (lexemes.end - 4 - 3 * lexemes.count > longest) return { vector: undefined, texts };
  lexemes.bytes.writeInt32BE(lexemes.count);
  return { vector: Buffer.from(lexemes.bytes.subarray(0, lexemes.end)), texts };
}

/** What each byte is in a term: capitals are small letters, 0 parts terms, and what is beyond ASCII was folded. */
const inTerm = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte > 64 && byte < 91) return byte + 32;
  return byte > 127 || /\w/.test(String.fromCharCode(byte)) ? byte : 0;
});

/** Terms with their marks, each once a column, as they stand in a tsvector: each ends with NUL and its count of places, none. */
interface Lexemes {
  readonly bytes: Buffer;
  end: number;
  count: number;
}

/** Returns a column's terms in their order, parted and enclosed by spaces, and adds them to `lexemes`. */
function cutColumn(folded: Buffer, mark: number, lexemes: Lexemes): Buffer {
  if (folded.length === 0) return nothing;
  const text = Buffer.allocUnsafe(folded.length + 2);
  // Where each term of this column begins in `lexemes`, by its hash; at most half full.
  const slots = new Int32Array(2 ** Math.max(4, 33 - Math.clz32(folded.length >>> 1)));
  let end = 0;
  text[end++] = 32;
  let start = end;
  let hash = 0;
  for (let i = 0; i <= folded.length; i++) {
    const byte = i < folded.length ? (inTerm[folded[i] ?? 0] ?? 0) : 0;
    if (byte !== 0) {
      text[end++] = byte;
      hash = Math.imul(hash ^ byte, 16_777_619);
    } else if (end > start) {
      addLexeme(text, start, end, slots, hash, mark, lexemes);
      text[end++] = 32;
      start = end;
      hash = 0;
    }
  }
  return end === 1 ? nothing : text.subarray(0, end);
}

/** Adds the term that stands in `text` between two places, where the column has not had it yet. */
function addLexeme(
  text: Buffer,
  start: number,
  end: number,
  slots: Int32Array,
  hash: number,
  mark: number,
  lexemes: Lexemes,
): void {
  const { bytes } = lexemes;
  let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
  for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
    let i = 0;
    while (i < end - start && bytes[held + i] === text[start + i]) i++;
    if (i === end - start && bytes[held + i] === 0) return;
    slot = (slot + 1) & (slots.length - 1);
  }
  bytes[lexemes.end++] = mark;
  slots[slot] = lexemes.end;
  for (let i = start; i < end; i++) bytes[lexemes.end++] = text[i] ?? 0;
  for (let i = 0; i < 3; i++) bytes[lexemes.end++] = 0;
  lexemes.count += 1;
}
