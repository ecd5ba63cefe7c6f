import type { AnchorWords } from '#lib/patch/carry/anchor-words';
import { wordsOfLines } from '#lib/patch/carry/lines-words';
import type { DiffFile } from '#lib/patch/diff/diff';
import { pathOf } from '#lib/patch/diff/diff-file';
import { numberLines } from '#lib/patch/diff/hunk';

export type Side = 'old' | 'new';

/** What stands beside a line where the file begins or ends, or where the hunk shows no more: no line says this. */
export const EDGE = '\0';

/** One side of a file in a patch: the lines that its hunks show, in order. Indexes into these lists are 0-based. */
export interface SideFile {
  readonly side: Side;
  /** As the page calls the file. */
  readonly path: string;
  readonly texts: readonly string[];
  /** Line numbers, 1-based. */
  readonly numbers: readonly number[];
  /** Whether the patch adds or removes the line; false for context. */
  readonly isChanged: readonly boolean[];
  /** What stands after the second `@@` of the line's hunk. */
  readonly headings: readonly string[];
}

export function readSide(file: DiffFile, side: Side): SideFile {
  const texts: string[] = [];
  const numbers: number[] = [];
  const isChanged: boolean[] = [];
  const headings: string[] = [];
  for (const hunk of file.hunks) {
    for (const line of numberLines(hunk)) {
      const number = side === 'old' ? line.oldLine : line.newLine;
      if (number === null) continue;
      texts.push(line.text);
      numbers.push(number);
      isChanged.push(line.sign !== ' ');
      headings.push(hunk.heading);
    }
  }
  return { side, path: pathOf(file), texts, numbers, isChanged, headings };
}

/** Text of the line before (`step` -1) or after (1) a line; {@link EDGE} where none is shown. */
export function textBeside({ texts, numbers }: SideFile, index: number, step: -1 | 1): string {
  const number = numbers[index + step];
  return number === (numbers[index] ?? Number.NaN) + step ? (texts[index + step] ?? EDGE) : EDGE;
}

/** Index of the line of that number; -1 where the hunks do not show it. */
export function findNumber({ numbers }: SideFile, line: number): number {
  let [low, high] = [0, numbers.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const number = numbers[middle] ?? 0;
    if (number === line) return middle;
    if (number < line) low = middle + 1;
    else high = middle - 1;
  }
  // Hunks of a file stand in order; where somebody's do not, every one is looked at.
  return numbers.indexOf(line);
}

/** The words of lines of a patch; undefined where its diff does not show them all in one piece. */
export function findWords(
  files: readonly DiffFile[],
  where: { readonly path: string; readonly side: Side; readonly line: number; readonly end: number },
): AnchorWords | undefined {
  const { path, side, line, end } = where;
  for (const file of files) {
    const words = pathOf(file) === path ? wordsOfLines(file, side, line, end) : undefined;
    if (words !== undefined) return words;
  }
  return undefined;
}
