import { findDiffEnd, opensDiff, quoteDepth } from '#lib/mail/quote';
import { type DiffFile, pathOf } from '#lib/patch/diff/diff-file';
import { type DiffHead, openHead, pathsOfHead, readHeadLine, statusOfHead } from '#lib/patch/diff/diff-head';
import { countSides, type Hunk } from '#lib/patch/diff/hunk';

export type { DiffFile } from '#lib/patch/diff/diff-file';

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
 * Reads a diff and checks what it says: every hunk of the text is there, its lines have signs, and their number is what its
 * header says. What does not agree is not guessed at. The head's lines may end in CR; a line of a hunk keeps its own.
 */
export function readDiff(diff: string): ReadDiff {
  if (/^diff --git .{10,}@@ -\d+/m.test(diff)) return { problem: 'the diff lost its line ends: it stands on one line' };
  const lines = diff.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const files: DiffFile[] = [];
  let head: DiffHead | undefined;
  let hunks: Hunk[] = [];
  const close = (): string | undefined => {
    const file = head === undefined ? undefined : closeFile(head, hunks);
    if (head !== undefined && file === undefined) return `file ${files.length + 1} of the diff has no name`;
    if (file !== undefined) files.push(file);
    head = undefined;
    hunks = [];
    return undefined;
  };
  for (let at = 0; at < lines.length; ) {
    const line = (lines[at] ?? '').replace(/\r$/, '');
    if (line.startsWith('@@@ ') || /^diff --(?:cc|combined) /.test(line)) {
      return { problem: 'it is the diff of a merge, with more than one old side' };
    }
    if (line.startsWith('@@ -')) {
      const read = readHunk(lines, at);
      const name = head === undefined ? undefined : pathsOfHead(head);
      const place = `hunk "${line.slice(0, 60)}" of ${name === undefined ? `file ${files.length + 1}` : pathOf(name)}`;
      if (typeof read === 'string') return { problem: `${place} ${read}` };
      if (head === undefined) return { problem: `${place} belongs to no file` };
      hunks.push(read.hunk);
      at = read.end;
      continue;
    }
    if (opensFile(line, lines[at + 1] ?? '', head, hunks)) {
      const problem = close();
      if (problem !== undefined) return { problem };
      head = openHead(line);
    }
    if (head !== undefined && hunks.length === 0) readHeadLine(head, line);
    at++;
  }
  const problem = close();
  if (problem !== undefined) return { problem };
  if (files.length === 0) return { problem: 'no file of the diff could be read' };
  return { files };
}

/** Whether a line outside of hunks begins another file. */
function opensFile(line: string, next: string, head: DiffHead | undefined, hunks: readonly Hunk[]): boolean {
  if (/^diff\s/.test(line)) return true;
  // A file without a line `diff`: its two names open it, unless they belong to the head that is being read.
  return (
    /^--- \S/.test(line) &&
    /^\+\+\+ \S/.test(next) &&
    (head?.oldLine !== undefined || head === undefined || hunks.length > 0)
  );
}

const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/s;

/** Reads the hunk whose header stands at `start`; a sentence's end where it does not agree with its header. */
function readHunk(lines: readonly string[], start: number): { readonly hunk: Hunk; readonly end: number } | string {
  const [, oldAt, oldCount = '1', newAt, newCount = '1', heading = ''] = hunkHeader.exec(lines[start] ?? '') ?? [];
  if (oldAt === undefined || newAt === undefined) return 'has a header that cannot be read';
  const said = { oldLines: Number(oldCount), newLines: Number(newCount) };
  let [old, fresh] = [said.oldLines, said.newLines];
  let end = start + 1;
  while (end < lines.length && (old > 0 || fresh > 0)) {
    const sign = (lines[end] ?? '').charAt(0);
    if (sign === '-') old--;
    else if (sign === '+') fresh--;
    else if (sign === ' ' || isEmpty(lines[end] ?? '')) {
      old--;
      fresh--;
    } else if (sign !== '\\') return 'has a line that begins with no sign of a diff';
    end++;
  }
  while (lines[end]?.startsWith('\\ ') === true) end++;
  if (old !== 0 || fresh !== 0) {
    const has = `${said.oldLines - old} and ${said.newLines - fresh}`;
    return `says ${said.oldLines} and ${said.newLines} lines and has ${has}`;
  }
  const text = lines.slice(start + 1, end).join('\n');
  const hunk = { oldStart: Number(oldAt), newStart: Number(newAt), ...said, heading: heading.replace(/\r$/, ''), text };
  return { hunk, end };
}

/** A context line without any character, whose blank a mailer took away. */
function isEmpty(line: string): boolean {
  return line === '' || line === '\r';
}

function closeFile(head: DiffHead, hunks: readonly Hunk[]): DiffFile | undefined {
  const paths = pathsOfHead(head);
  if (paths === undefined) return undefined;
  const { oldMode, newMode, oldBlob, newBlob, similarity, isBinary, binary } = head;
  let [added, removed] = [0, 0];
  for (const hunk of hunks) {
    const sides = countSides(hunk.text);
    added += sides?.added ?? 0;
    removed += sides === undefined ? 0 : sides.oldLines - (sides.newLines - sides.added);
  }
  return {
    ...paths,
    status: statusOfHead(head, paths.oldPath, paths.newPath, hunks.length),
    added,
    removed,
    ...(oldMode === undefined ? {} : { oldMode }),
    ...(newMode === undefined ? {} : { newMode }),
    ...(oldBlob === undefined ? {} : { oldBlob }),
    ...(newBlob === undefined ? {} : { newBlob }),
    ...(similarity === undefined || Number.isNaN(similarity) ? {} : { similarity }),
    ...(isBinary ? { binary } : {}),
    hunks,
  };
}
