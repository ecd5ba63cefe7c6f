import type { DiffFile } from '#lib/patch/diff/diff';
import { type DiffLine, numberLines } from '#lib/patch/diff/hunk';
import { foldWhiteSpace } from '#lib/text/paragraph';

/**
 * A line of a diff as a reply may quote it: one of a file's head, a hunk's `@@` line, or a line of code. All of a patch's
 * stand in one list, in the order of the mail.
 */
export type DiffItem = HeadItem | LineItem;

export interface HeadItem {
  readonly kind: 'file' | 'hunk';
  /** What it is compared by, see `keysOf`. */
  readonly key: string;
  /** Position of the file in the patch. */
  readonly file: number;
  /** Position of the hunk in its file; -1 in a file's head. */
  readonly hunk: number;
}

export interface LineItem extends DiffLine {
  readonly kind: 'line';
  readonly key: string;
  readonly file: number;
  readonly hunk: number;
  /** Whether no line of its hunk comes after it. */
  readonly isLast: boolean;
}

/** The lines of a patch in order. `index` and mode lines are left out: no remark stands on them. */
export function listItems(files: readonly DiffFile[]): DiffItem[] {
  const items: DiffItem[] = [];
  for (const [file, { oldPath, newPath, hunks }] of files.entries()) {
    const head = (key: string) => items.push({ kind: 'file', key, file, hunk: -1 });
    const [a, b] = [oldPath === '/dev/null' ? newPath : oldPath, newPath === '/dev/null' ? oldPath : newPath];
    head(`diff ${a} ${b}`);
    head(`--- ${oldPath}`);
    head(`+++ ${newPath}`);
    for (const [index, hunk] of hunks.entries()) {
      const { oldStart, oldLines, newStart, newLines } = hunk;
      const key = `@@ ${oldStart},${oldLines} ${newStart},${newLines}`;
      items.push({ kind: 'hunk', key, file, hunk: index });
      const lines = numberLines(hunk);
      for (const [i, line] of lines.entries()) {
        const isLast = i === lines.length - 1;
        items.push({ kind: 'line', key: lineKey(line.sign, line.text), file, hunk: index, isLast, ...line });
      }
    }
  }
  return items;
}

const lineKey = (sign: string, text: string) => `${sign}${foldWhiteSpace(text)}`;

const hunkHead = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const fileLine = /^(---|\+\+\+) (?:[ab]\/)?(\S[^\t]*?)(?:\t.*|\s+)?$/;
const gitLine = /^diff --git (?:a\/)?(\S+) (?:b\/)?(\S+)\s*$/;

/**
 * What a quoted line may be of a diff, the likeliest first. White space is folded, for mailers turn tabs into spaces; a
 * line without a sign is context, whose space they take away. `--- x` may be a file's line or a removed `-- x`.
 */
export function keysOf(text: string): readonly string[] {
  const at = hunkHead.exec(text);
  if (at !== null) return [`@@ ${at[1]},${at[2] ?? 1} ${at[3]},${at[4] ?? 1}`];
  const git = gitLine.exec(text);
  if (git !== null) return [`diff ${git[1]} ${git[2]}`];
  const sign = /^[+\\-]/.exec(text)?.[0] ?? ' ';
  const own = lineKey(sign, sign === ' ' ? text : text.slice(1));
  const file = fileLine.exec(text);
  return file === null ? [own] : [`${file[1]} ${file[2]}`, own];
}

/** Whether a quoted line is of a diff by its looks alone, wherever it stands. */
export function isDiffHead(text: string): boolean {
  return (
    hunkHead.test(text) ||
    /^(?:diff --git |index [0-9a-f]{4,}\.\.|(?:---|\+\+\+) (?:[ab]\/\S|\/dev\/null)|(?:old|new|deleted file|new file) mode \d|(?:dis)?similarity index \d|rename (?:from|to) |copy (?:from|to) |Binary files )/.test(
      text,
    )
  );
}
