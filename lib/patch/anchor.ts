import type { DiffFile } from '#lib/patch/diff';
import { type DiffLine, numberLines } from '#lib/patch/hunk';

/** Where a remark on a diff stands: by place and by content, so that it is found again in another version. */
export interface DiffAnchor {
  /** The file's path on the side given. */
  readonly path: string;
  readonly side: 'old' | 'new';
  /** Number of the line on that side, 1-based. */
  readonly line: number;
  readonly lineText: string;
  /** Text of the lines before and after it on that side, within its hunk; '' at the hunk's edge. */
  readonly before: string;
  readonly after: string;
}

/** The line an anchor means in a diff: still there, elsewhere, or gone. */
export type FoundAnchor =
  | { readonly state: 'exact' | 'moved'; readonly file: number; readonly line: number }
  | { readonly state: 'orphaned' };

interface SideLine {
  readonly line: number;
  readonly text: string;
}

/** The lines of a file that exist on one side, a list for each hunk. */
function linesOfSide(file: DiffFile, side: DiffAnchor['side']): SideLine[][] {
  return file.hunks.map((hunk) =>
    numberLines(hunk).flatMap((line: DiffLine) => {
      const number = side === 'old' ? line.oldLine : line.newLine;
      return number === null ? [] : [{ line: number, text: line.text }];
    }),
  );
}

/** Describes a line of a diff; undefined when the file has no such line on that side. */
export function anchorLine(file: DiffFile, side: DiffAnchor['side'], line: number): DiffAnchor | undefined {
  const path = side === 'old' ? file.oldPath : file.newPath;
  for (const lines of linesOfSide(file, side)) {
    const at = lines.findIndex((entry) => entry.line === line);
    if (at < 0) continue;
    const text = (i: number) => lines[i]?.text ?? '';
    return { path, side, line, lineText: text(at), before: text(at - 1), after: text(at + 1) };
  }
  return undefined;
}

/**
 * Finds the line again. `exact`: same number, same text. `moved`: the same text at another number, and one at least of
 * its neighbours the same or the text the only one of its kind in the file; more neighbours win, then the nearer line.
 * Anything else is `orphaned`: a remark is never put on a line that does not say what it was made on.
 */
export function findAnchor(files: readonly DiffFile[], anchor: DiffAnchor): FoundAnchor {
  let best: { file: number; line: number; agree: number; distance: number } | undefined;
  for (const [index, file] of files.entries()) {
    if ((anchor.side === 'old' ? file.oldPath : file.newPath) !== anchor.path) continue;
    const hunks = linesOfSide(file, anchor.side);
    const same = hunks.flat().filter((entry) => entry.text === anchor.lineText).length;
    for (const lines of hunks) {
      for (const [i, entry] of lines.entries()) {
        if (entry.text !== anchor.lineText) continue;
        const agree =
          Number((lines[i - 1]?.text ?? '') === anchor.before) + Number((lines[i + 1]?.text ?? '') === anchor.after);
        if (entry.line === anchor.line && (agree > 0 || same === 1))
          return { state: 'exact', file: index, line: entry.line };
        if (agree === 0 && same > 1) continue;
        const distance = Math.abs(entry.line - anchor.line);
        if (best === undefined || agree > best.agree || (agree === best.agree && distance < best.distance)) {
          best = { file: index, line: entry.line, agree, distance };
        }
      }
    }
  }
  return best === undefined ? { state: 'orphaned' } : { state: 'moved', file: best.file, line: best.line };
}
