import { LineDiff } from '#lib/patch/diff/line-diff';
import { groupHunks, type LineHunk } from '#lib/patch/diff/line-hunk';
import { Vocabulary } from '#lib/patch/range/vocabulary';

/** A line of a diff of diffs. */
export interface RangeLine {
  /** What became of the line from one version to the other. */
  readonly outer: ' ' | '+' | '-';
  /** What the line does in its patch. `@` opens a hunk, `#` a section or parts two; '' a line of the message. */
  readonly inner: ' ' | '+' | '-' | '@' | '#' | '';
  /** The line without the outer sign. */
  readonly text: string;
}

export interface RangeHunk {
  /** The section it stands in: `Commit message`, a file, a function of a file. */
  readonly heading: string;
  readonly lines: readonly RangeLine[];
}

/** The diff of two patches' texts (see `sayPatch`), as git shows it. Empty where they are the same. */
export function diffTexts(old: readonly string[], fresh: readonly string[]): RangeHunk[] {
  const vocabulary = new Vocabulary();
  const [a, b] = [vocabulary.read(old), vocabulary.read(fresh)];
  const changes = new LineDiff(vocabulary.size).compare(a, b, (line) => vocabulary.indentOf(line));
  const [oldDiff, newDiff] = [findDiff(old), findDiff(fresh)];
  let searched = 0;
  let heading = '';
  return groupHunks(changes, a.length, b.length).map((hunk): RangeHunk => {
    for (; searched < hunk.oldFrom; searched++) heading = readHeading(old[searched] ?? '') ?? heading;
    return { heading: clip(heading), lines: listLines(hunk, old, fresh, oldDiff, newDiff) };
  });
}

/** Index of the first file's head: the lines before it are author and message. */
function findDiff(lines: readonly string[]): number {
  const message = lines.indexOf(' ## Commit message ##');
  const file = lines.findIndex((line, i) => i > message && /^ ## .* ##$/.test(line));
  return file < 0 ? lines.length : file;
}

function readHeading(line: string): string | undefined {
  const found = /^ ## (.*) ##$/.exec(line) ?? /^.?@@ (.*)$/.exec(line);
  return found?.[1]?.trimEnd();
}

/** Bytes of a heading that git shows. */
const HEADING_BYTES = 80;

function clip(heading: string): string {
  let bytes = 0;
  let text = '';
  for (const character of heading) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > HEADING_BYTES) break;
    text += character;
  }
  return text.trimEnd();
}

function listLines(
  hunk: LineHunk,
  old: readonly string[],
  fresh: readonly string[],
  oldDiff: number,
  newDiff: number,
): RangeLine[] {
  const lines: RangeLine[] = [];
  const push = (outer: RangeLine['outer'], texts: readonly string[], diffAt: number, from: number, to: number) => {
    for (let i = from; i < to; i++)
      lines.push({ outer, inner: readInner(texts[i] ?? '', i >= diffAt), text: texts[i] ?? '' });
  };
  let at = hunk.newFrom;
  for (const { oldAt, oldCount, newAt, newCount } of hunk.changes) {
    push(' ', fresh, newDiff, at, newAt);
    push('-', old, oldDiff, oldAt, oldAt + oldCount);
    push('+', fresh, newDiff, newAt, newAt + newCount);
    at = newAt + newCount;
  }
  push(' ', fresh, newDiff, at, hunk.newTo);
  return lines;
}

function readInner(text: string, isDiff: boolean): RangeLine['inner'] {
  if (/^ ## .* ##$/.test(text)) return '#';
  if (!isDiff) return '';
  const sign = text.charAt(0);
  if (sign === '@' || sign === '+' || sign === '-') return sign;
  // The empty line between two files belongs to the head of the second.
  return sign === '' ? '#' : ' ';
}
