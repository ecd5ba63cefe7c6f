import { type AnchorWords, CONTEXT } from '#lib/patch/carry/anchor-words';
import type { DiffFile } from '#lib/patch/diff/diff';
import { numberLines } from '#lib/patch/diff/hunk';

/**
 * The words of lines `line` to `end` of a side, with what stands around them in their hunk; undefined where no hunk shows
 * all of them. Lines that a hunk leaves out are nobody's to quote.
 */
export function wordsOfLines(file: DiffFile, side: 'old' | 'new', line: number, end: number): AnchorWords | undefined {
  for (const hunk of file.hunks) {
    const [start, count] = side === 'old' ? [hunk.oldStart, hunk.oldLines] : [hunk.newStart, hunk.newLines];
    if (line < start || end >= start + count) continue;
    const own = numberLines(hunk).flatMap((entry) => {
      const number = side === 'old' ? entry.oldLine : entry.newLine;
      return number === null ? [] : [{ number, text: entry.text }];
    });
    const first = own.findIndex(({ number }) => number === line);
    const last = own.findIndex(({ number }) => number === end);
    if (first < 0 || last < first) continue;
    const texts = (from: number, to: number) => own.slice(Math.max(0, from), to).map(({ text }) => text);
    return {
      lines: texts(first, last + 1),
      before: texts(first - CONTEXT, first),
      after: texts(last + 1, last + 1 + CONTEXT),
      heading: hunk.heading,
    };
  }
  return undefined;
}
