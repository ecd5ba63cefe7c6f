import { type Column, columns } from '#lib/search/column';
import { cutTerms } from '#lib/search/terms';

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
  /** By place in `columns`: ` term term term `, or nothing. */
  readonly texts: readonly string[];
}

/** What ends a term in a tsvector's binary form: its end, and no places. */
const end = '\0\0\0';

export function storeTerms(given: Readonly<Partial<Record<Column, string>>>): StoredTerms {
  const texts: string[] = [];
  let count = 0;
  let lexemes = '';
  for (const column of columns) {
    const text = given[column];
    const terms = text === undefined || text === '' ? [] : cutTerms(text);
    if (terms.length === 0) {
      texts.push('');
      continue;
    }
    texts.push(` ${terms.join(' ')} `);
    const own = new Set(terms);
    count += own.size;
    lexemes += `${marks[column]}${[...own].join(end + marks[column])}${end}`;
  }
  const bytes = Buffer.from(lexemes);
  if (bytes.length - 2 * count > longest) return { vector: undefined, texts };
  const size = Buffer.allocUnsafe(4);
  size.writeInt32BE(count);
  return { vector: Buffer.concat([size, bytes]), texts };
}
