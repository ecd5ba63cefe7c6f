import type { DiffFile } from '#lib/patch/diff/diff';
import type { Hunk } from '#lib/patch/diff/hunk';

interface Row {
  readonly sign: ' ' | '+' | '-';
  readonly text: string;
}

/** The diff of two texts, by the plain table of a longest common subsequence. */
export function makeDiff(path: string, old: readonly string[], fresh: readonly string[], context = 3): DiffFile {
  const rows = compare(old, fresh);
  const hunks = cutHunks(rows, context);
  const count = (sign: Row['sign']) => rows.filter((row) => row.sign === sign).length;
  const status = old.length === 0 ? 'added' : fresh.length === 0 ? 'deleted' : 'changed';
  const [oldPath, newPath] = [old.length === 0 ? '/dev/null' : path, fresh.length === 0 ? '/dev/null' : path];
  return { oldPath, newPath, status, added: count('+'), removed: count('-'), hunks };
}

function compare(a: readonly string[], b: readonly string[]): Row[] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i]![j] = a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
    }
  }
  const rows: Row[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      rows.push({ sign: ' ', text: a[i]! });
      i++;
      j++;
    } else if (i < a.length && (j === b.length || table[i + 1]![j]! >= table[i]![j + 1]!)) {
      rows.push({ sign: '-', text: a[i++]! });
    } else rows.push({ sign: '+', text: b[j++]! });
  }
  return rows;
}

function cutHunks(rows: readonly Row[], context: number): Hunk[] {
  const isShown = rows.map((_, at) =>
    rows.slice(Math.max(0, at - context), at + context + 1).some(({ sign }) => sign !== ' '),
  );
  const hunks: Hunk[] = [];
  let [old, fresh] = [1, 1];
  for (let at = 0; at < rows.length; ) {
    const [oldStart, newStart] = [old, fresh];
    const shown: Row[] = [];
    for (; isShown[at]; at++) {
      const row = rows[at]!;
      shown.push(row);
      if (row.sign !== '+') old++;
      if (row.sign !== '-') fresh++;
    }
    if (shown.length > 0) {
      const text = shown.map(({ sign, text }) => `${sign}${text}`).join('\n');
      hunks.push({ oldStart, oldLines: old - oldStart, newStart, newLines: fresh - newStart, heading: '', text });
    }
    for (; at < rows.length && !isShown[at]; at++) {
      old++;
      fresh++;
    }
  }
  return hunks;
}
