import type { DiffLine, FileView } from '#lib/db/archive-types';
import { changedWords, type WordPiece } from './diff-words';

/** A row of a file's table: the `@@` line of a hunk, or a line with its changed words. */
export type DiffRow =
  | { readonly kind: 'hunk'; readonly header: string }
  | {
      readonly kind: 'line';
      readonly line: DiffLine;
      readonly words: readonly WordPiece[];
      /** Whether a change begins here: the first added or removed line after lines that stay. */
      readonly isFirst: boolean;
    };

/** The rows of a file, in order. */
export function diffRows(file: Pick<FileView, 'hunks'>): DiffRow[] {
  return file.hunks.flatMap((hunk) => {
    const words = wordsOf(hunk.lines);
    const rows: DiffRow[] = [{ kind: 'hunk', header: hunk.header }];
    let isIn = false;
    for (const line of hunk.lines) {
      const isChange = line.sign === '+' || line.sign === '-';
      const isFirst = isChange && !isIn;
      if (line.sign !== '\\') isIn = isChange;
      rows.push({ kind: 'line', line, words: words.get(line) ?? [{ text: line.text, isChanged: false }], isFirst });
    }
    return rows;
  });
}

/** Pairs each removed line with the added line at the same place of the run that follows. */
function wordsOf(lines: readonly DiffLine[]): Map<DiffLine, readonly WordPiece[]> {
  const words = new Map<DiffLine, readonly WordPiece[]>();
  for (let at = 0; at < lines.length; ) {
    const removed = take(lines, at, '-');
    const added = take(lines, at + removed.length, '+');
    for (const [index, old] of removed.entries()) {
      const now = added[index];
      const both = now === undefined ? undefined : changedWords(old.text, now.text);
      if (now === undefined || both === undefined) continue;
      words.set(old, both.old);
      words.set(now, both.now);
    }
    at += Math.max(removed.length + added.length, 1);
  }
  return words;
}

function take(lines: readonly DiffLine[], from: number, sign: DiffLine['sign']): DiffLine[] {
  let end = from;
  while (lines[end]?.sign === sign) end += 1;
  return lines.slice(from, end);
}
