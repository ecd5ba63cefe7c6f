import parseDiff from 'parse-diff';
import { findDiffEnd, opensDiff, quoteDepth } from '#lib/mail/quote';
import { countSides, type Hunk } from '#lib/patch/hunk';

export interface DiffFile {
  /** `/dev/null` for a new file. */
  readonly oldPath: string;
  /** `/dev/null` for a deleted file. */
  readonly newPath: string;
  readonly status: FileStatus;
  readonly added: number;
  readonly removed: number;
  /** `100644` and its like, as the diff says them; undefined where it does not. */
  readonly oldMode?: string;
  readonly newMode?: string;
  /** Blobs of its `index` line, as short as written there; all zeros for no file. */
  readonly oldBlob?: string;
  readonly newBlob?: string;
  /** Per cent, of a rename, a copy or a rewrite. */
  readonly similarity?: number;
  readonly hunks: readonly Hunk[];
}

/** What becomes of a file. `mode`: nothing but its mode; `binary`: its bytes, which are no text. */
export const fileStatuses = ['added', 'deleted', 'renamed', 'copied', 'changed', 'mode', 'binary'] as const;
export type FileStatus = (typeof fileStatuses)[number];

/** A mail's text parted into what is said and the diff. `diff` is '' where none stands unquoted. */
export interface SplitDiff {
  readonly above: string;
  readonly diff: string;
}

/** A diff read and its hunks counted, or a sentence that says why it is shown as text. */
export type ReadDiff = { readonly files: readonly DiffFile[] } | { readonly problem: string };

/**
 * Parts the unquoted diff from the text above it. The signature goes first: `-- ` would count as a removed line. A
 * quoted diff is no diff.
 */
export function splitDiff(text: string): SplitDiff {
  const lines = withoutSignature(text).split('\n');
  // What follows the last line's end is no line: taken for an empty context line it would complete a diff cut short.
  if (lines.at(-1) === '') lines.pop();
  let start = findDiff(lines, 0);
  if (start < 0) return { above: text, diff: '' };
  const above = lines.slice(0, start).join('\n');
  const pieces: string[] = [];
  while (start >= 0) {
    const end = findDiffEnd(lines, start);
    pieces.push(lines.slice(start, end).join('\n'));
    start = findDiff(lines, end);
  }
  return { above, diff: `${pieces.join('\n')}\n` };
}

/** Index of the line at or after `from` where an unquoted diff begins; -1 for none. */
function findDiff(lines: readonly string[], from: number): number {
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (opensDiff(line, lines[i + 1]) && quoteDepth(line) === 0) return i;
  }
  return -1;
}

/** What stands before the last `-- ` line. A removed line `- ` looks the same, so only one with no hunk after it counts. */
function withoutSignature(text: string): string {
  const at = text.lastIndexOf('\n-- \n');
  if (at < 0) return text;
  return /^(?:@@ -|diff --git )/m.test(text.slice(at)) ? text : text.slice(0, at + 1);
}

/**
 * Reads a diff with the library and checks what it gives: every hunk of the text is there, its lines have signs, and their
 * number is what its header says. What does not agree is not guessed at.
 */
export function readDiff(diff: string): ReadDiff {
  if (/^diff --git .{10,}@@ -\d+/m.test(diff)) return { problem: 'the diff lost its line ends: it stands on one line' };
  const parsed = parseDiff(diff.replace(/\n$/, ''));
  const headers = diff.split('\n').filter((line) => line.startsWith('@@ -')).length;
  const found = parsed.reduce((sum, file) => sum + file.chunks.length, 0);
  const files: DiffFile[] = [];
  for (const [i, file] of parsed.entries()) {
    const hunks: Hunk[] = [];
    let [added, removed] = [0, 0];
    for (const chunk of file.chunks) {
      const text = chunk.changes.map((change) => change.content).join('\n');
      const sides = countSides(text);
      const place = `hunk "${chunk.content.slice(0, 60)}" of ${file.to ?? file.from ?? `file ${i + 1}`}`;
      if (sides === undefined) return { problem: `${place} has a line that begins with no sign of a diff` };
      if (sides.oldLines !== chunk.oldLines || sides.newLines !== chunk.newLines) {
        const has = `${sides.oldLines} and ${sides.newLines}`;
        return { problem: `${place} says ${chunk.oldLines} and ${chunk.newLines} lines and has ${has}` };
      }
      added += sides.added;
      removed += sides.oldLines - (sides.newLines - sides.added);
      const { oldStart, oldLines, newStart, newLines } = chunk;
      const heading = /^@@ .*? @@ ?(.*)$/.exec(chunk.content)?.[1] ?? '';
      hunks.push({ oldStart, oldLines, newStart, newLines, heading, text });
    }
    const oldPath = file.from ?? file.to ?? '';
    const newPath = file.to ?? file.from ?? '';
    if (oldPath === '' && newPath === '') return { problem: `file ${i + 1} of the diff has no name` };
    files.push({ oldPath, newPath, status: statusOf(file, oldPath, newPath), added, removed, hunks });
  }
  // A hunk header inside a hunk is content (a diff of a diff), and has a sign before it: only bare ones are counted.
  if (found !== headers) return { problem: `${headers} hunks stand in the text and ${found} could be read` };
  if (files.length === 0) return { problem: 'no file of the diff could be read' };
  return { files };
}

function statusOf(file: parseDiff.File, oldPath: string, newPath: string): DiffFile['status'] {
  if (file.new === true || oldPath === '/dev/null') return 'added';
  if (file.deleted === true || newPath === '/dev/null') return 'deleted';
  if (oldPath !== newPath) return 'renamed';
  if (file.chunks.length > 0) return 'changed';
  return file.oldMode !== undefined && file.newMode !== undefined && file.oldMode !== file.newMode ? 'mode' : 'binary';
}
