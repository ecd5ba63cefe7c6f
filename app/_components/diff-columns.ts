import type { FileView } from '#lib/db/archive-types';

/** Columns of the widest line, its sign included: a stretch that is not laid out cannot be asked for its width. */
export function columnsOfFile({ hunks }: Pick<FileView, 'hunks'>): number {
  let widest = 0;
  for (const { lines } of hunks) {
    for (const { text } of lines) {
      // A line cannot take more columns than this; most are shorter than the widest so far, and are not counted.
      if (text.length * 8 + 1 > widest) widest = Math.max(widest, columnsOf(text) + 1);
    }
  }
  return Math.min(widest, 2000);
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const sign of text) {
    // East Asian letters take two.
    if (sign === '\t') columns += 8 - (columns % 8);
    else columns += sign >= '\u1100' ? 2 : 1;
  }
  return columns;
}
