import { type DiffFile, pathOf } from '#lib/patch/diff/diff-file';
import { numberLines } from '#lib/patch/diff/hunk';

/** A line of a file after a series, known because a hunk shows it. */
export interface KnownLine {
  readonly text: string;
  /** The series brought it; else it stood there before. */
  readonly isOwn: boolean;
  /** What stood after `@@` of the hunk that begins with it; undefined within a hunk. */
  readonly heading?: string;
}

/**
 * What the patches of one version tell of a file after all of them: some of its lines, by number, and the lines that they
 * took away. Everything between is not in the mails.
 */
export interface KnownFile {
  readonly path: string;
  /** 1-based numbers after the last patch. */
  readonly lines: ReadonlyMap<number, KnownLine>;
  /** Lines that stood there before the series and are gone, by the number of the line they stood before. */
  readonly removed: ReadonlyMap<number, readonly string[]>;
  /** The series brings the file, and leaves it. */
  readonly isNew: boolean;
  /** All of it is known: the series brings or deletes the file. */
  readonly isWhole: boolean;
  readonly isDeleted: boolean;
  /** Why nothing is known: bytes that are no text. */
  readonly isBinary: boolean;
}

/** Follows a version's files through its patches, in order. */
export function readKnownFiles(patches: readonly { readonly files: readonly DiffFile[] }[]): Map<string, KnownFile> {
  const known = new Map<string, KnownFile>();
  for (const { files } of patches) {
    for (const file of files) {
      const before = known.get(file.oldPath);
      if (file.status === 'renamed') known.delete(file.oldPath);
      const path = pathOf(file);
      // A copy begins as what it was copied from, all of it from before the series for what is known.
      known.set(path, applyFile(path, file.status === 'added' ? undefined : before, file));
    }
  }
  return known;
}

function applyFile(path: string, before: KnownFile | undefined, file: DiffFile): KnownFile {
  const old = {
    lines: before?.lines ?? new Map<number, KnownLine>(),
    removed: before?.removed ?? new Map<number, readonly string[]>(),
  };
  const lines = new Map<number, KnownLine>();
  const removed = new Map<number, readonly string[]>();
  const takeAway = (line: number, texts: readonly string[]) =>
    removed.set(line, [...(removed.get(line) ?? []), ...texts]);
  /** Lines of the old side from `from` up to `to` that no hunk speaks of: they keep what is known, at another number. */
  const carry = (from: number, to: number, shift: number) => {
    for (const [line, entry] of old.lines) if (line >= from && line < to) lines.set(line + shift, entry);
    for (const [line, texts] of old.removed) if (line >= from && line < to) takeAway(line + shift, texts);
  };
  let [next, shift] = [1, 0];
  for (const hunk of file.hunks) {
    // A side without lines names the line before the place.
    const oldStart = hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart;
    carry(next, oldStart, shift);
    let [oldLine, newLine] = [oldStart, oldStart + shift];
    let heading: string | undefined = hunk.heading;
    for (const { sign, text } of numberLines(hunk)) {
      if (sign === '\\') continue;
      const known = sign === '+' ? undefined : old.lines.get(oldLine);
      if (sign !== '+') takeAway(newLine, old.removed.get(oldLine) ?? []);
      if (sign === '-') {
        // What the series itself had brought was never there before.
        if (known?.isOwn !== true) takeAway(newLine, [text]);
        oldLine++;
        continue;
      }
      const isOwn = sign === '+' || known?.isOwn === true;
      lines.set(newLine++, heading === undefined ? { text, isOwn } : { text, isOwn, heading });
      heading = undefined;
      if (sign === ' ') oldLine++;
    }
    [next, shift] = [oldLine, newLine - oldLine];
  }
  carry(next, Number.POSITIVE_INFINITY, shift);
  for (const [line, texts] of removed) if (texts.length === 0) removed.delete(line);
  const isBinary = file.binary !== undefined || file.status === 'binary';
  const isWhole = !isBinary && (file.status === 'added' || (before?.isWhole ?? false) || file.status === 'deleted');
  const isDeleted = file.status === 'deleted';
  const isNew = !isDeleted && (file.status === 'added' || (before?.isNew ?? false));
  return { path, lines, removed, isNew, isWhole, isDeleted, isBinary };
}
