import type { DiffFile } from '#lib/patch/diff/diff-file';
import { type KnownFile, type KnownLine, readKnownFiles } from '#lib/patch/diff/known-file';
import { type Change, LineDiff } from '#lib/patch/diff/line-diff';
import { groupHunks, type LineHunk } from '#lib/patch/diff/line-hunk';
import { Vocabulary } from '#lib/patch/range/vocabulary';

/** A line of the file after one version or both. */
export interface InterdiffLine {
  /** `-`: only after the older version; `+`: only after the newer. */
  readonly sign: ' ' | '+' | '-';
  /**
   * Why it differs. `series`: the versions do different things; `base`: neither version wrote it, what they were made on
   * differs; `unknown`: the hunks of the other version do not reach here. '' where it is the same.
   */
  readonly why: '' | 'series' | 'base' | 'unknown';
  readonly text: string;
  /** 1-based number in the file after that version; null where the line is not in it or not known to be. */
  readonly oldLine: number | null;
  readonly newLine: number | null;
}

export interface InterdiffHunk {
  /** What stands after `@@` of the hunk it is from. */
  readonly heading: string;
  readonly lines: readonly InterdiffLine[];
}

export interface InterdiffFile {
  readonly path: string;
  /** Which of the versions touch the file. */
  readonly touched: 'both' | 'older' | 'newer';
  /** The one version that touches it brings it: without it, it is not there. */
  readonly isBrought: boolean;
  /** Its bytes are no text in one version: nothing can be said of them. */
  readonly isBinary: boolean;
  readonly isDeleted: { readonly older: boolean; readonly newer: boolean };
  readonly hunks: readonly InterdiffHunk[];
}

type Patches = readonly { readonly files: readonly DiffFile[] }[];

/**
 * What lines of the files differ after one version of a series and after another, from the mails alone. What both leave
 * the same is left out. Only lines that a hunk shows are known: where one version shows them and the other does not,
 * a line that the version only passed by is left out, and one that it wrote or removed is `unknown`.
 */
export function interdiff(older: Patches, newer: Patches): InterdiffFile[] {
  const [olds, news] = [readKnownFiles(older), readKnownFiles(newer)];
  const paths = [...new Set([...news.keys(), ...olds.keys()])].sort();
  return paths.flatMap((path): InterdiffFile[] => {
    const [old, fresh] = [olds.get(path), news.get(path)];
    const touched = old === undefined ? 'newer' : fresh === undefined ? 'older' : 'both';
    const isBinary = old?.isBinary === true || fresh?.isBinary === true;
    const hunks = compareFiles(old, fresh);
    const isDeleted = { older: old?.isDeleted ?? false, newer: fresh?.isDeleted ?? false };
    const isBrought = touched !== 'both' && (old ?? fresh)?.isNew === true;
    const isSame = hunks.length === 0 && !isBinary && isDeleted.older === isDeleted.newer && touched === 'both';
    return isSame ? [] : [{ path, touched, isBrought, isBinary, isDeleted, hunks }];
  });
}

/** A line of one side, or a gap of which nothing is known. */
interface Entry {
  readonly number: number;
  readonly line: KnownLine | undefined;
  /** Lines from before the series that it removed here. */
  readonly removed: readonly string[];
}

/** The known lines in order, with an entry for each gap between them, and at the ends unless all is known. */
function listEntries(file: KnownFile | undefined, other: KnownFile | undefined): Entry[] {
  // A file that the other version brings is not there without it; of any other one nothing is known.
  if (file === undefined) return other?.isNew === true ? [] : [{ number: 0, line: undefined, removed: [] }];
  const entries: Entry[] = [];
  const gap = (number: number) => {
    if (!file.isWhole) entries.push({ number, line: undefined, removed: [] });
  };
  const numbers = [...new Set([...file.lines.keys(), ...file.removed.keys()])].sort((a, b) => a - b);
  let next = 1;
  if (numbers[0] !== 1) gap(0);
  for (const number of numbers) {
    if (number > next) gap(next);
    const line = file.lines.get(number);
    const removed = file.removed.get(number) ?? [];
    // Lines removed at the end of what is known stand before a gap.
    if (line !== undefined || removed.length > 0) entries.push({ number, line, removed });
    next = number + 1;
  }
  if (entries.at(-1)?.line !== undefined) gap(next);
  return entries;
}

function compareFiles(older: KnownFile | undefined, newer: KnownFile | undefined): InterdiffHunk[] {
  const [olds, news] = [listEntries(older, newer), listEntries(newer, older)];
  const vocabulary = new Vocabulary();
  // A gap is like no line of the other side, and like no other gap.
  const name = (side: string) => (entry: Entry, i: number) =>
    entry.line === undefined ? `${side}\0${i}` : `=${entry.line.text}`;
  const [a, b] = [vocabulary.read(olds.map(name('a'))), vocabulary.read(news.map(name('b')))];
  const changes = new LineDiff(vocabulary.size).compare(a, b, (line) => vocabulary.indentOf(line));
  const told = new Map(changes.map((change) => [change, tellChange(change, olds, news)]));
  const shown = changes.filter((change) => (told.get(change)?.length ?? 0) > 0);
  return groupHunks(shown, a.length, b.length).flatMap((hunk) =>
    splitRuns(listLines(hunk, olds, news, told)).map((lines) => ({ heading: headLines(lines, older, newer), lines })),
  );
}

/** The lines of a change that are worth telling. */
function tellChange(change: Change, olds: readonly Entry[], news: readonly Entry[]): InterdiffLine[] {
  const [old, fresh] = [
    olds.slice(change.oldAt, change.oldAt + change.oldCount),
    news.slice(change.newAt, change.newAt + change.newCount),
  ];
  // What stood before the first line after the change is part of it.
  const goneOld = [...old, ...olds.slice(change.oldAt + change.oldCount, change.oldAt + change.oldCount + 1)].flatMap(
    ({ removed }) => removed,
  );
  const goneNew = [...fresh, ...news.slice(change.newAt + change.newCount, change.newAt + change.newCount + 1)].flatMap(
    ({ removed }) => removed,
  );
  const isOldKnown = old.every(({ line }) => line !== undefined);
  const isNewKnown = fresh.every(({ line }) => line !== undefined);
  const tell = (entries: readonly Entry[], sign: '+' | '-', isOtherKnown: boolean, otherGone: readonly string[]) =>
    entries.flatMap(({ line, number }): InterdiffLine[] => {
      if (line === undefined) return [];
      const isSeries = line.isOwn || otherGone.includes(line.text);
      const [oldLine, newLine] = sign === '-' ? [number, null] : [null, number];
      // Passed by in one version and not shown by the other: nothing says that it differs.
      if (!isSeries && !isOtherKnown) return [{ sign: ' ', why: '', text: line.text, oldLine, newLine }];
      const why = !isOtherKnown && !otherGone.includes(line.text) ? 'unknown' : isSeries ? 'series' : 'base';
      return [{ sign, why, text: line.text, oldLine, newLine }];
    });
  const lines = [...tell(old, '-', isNewKnown, goneNew), ...tell(fresh, '+', isOldKnown, goneOld)];
  return lines.some(({ why }) => why !== '') ? lines : [];
}

function listLines(
  hunk: LineHunk,
  olds: readonly Entry[],
  news: readonly Entry[],
  told: ReadonlyMap<Change, readonly InterdiffLine[]>,
): InterdiffLine[] {
  const lines: InterdiffLine[] = [];
  let [i, j] = [hunk.oldFrom, hunk.newFrom];
  const pass = (to: number) => {
    for (; j < to; i++, j++) {
      const [old, fresh] = [olds[i], news[j]];
      if (old?.line === undefined || fresh?.line === undefined) continue;
      lines.push({ sign: ' ', why: '', text: fresh.line.text, oldLine: old.number, newLine: fresh.number });
    }
  };
  for (const change of hunk.changes) {
    pass(change.newAt);
    lines.push(...(told.get(change) ?? []));
    [i, j] = [change.oldAt + change.oldCount, change.newAt + change.newCount];
  }
  pass(hunk.newTo);
  return lines;
}

/** Lines of context beside a change. */
const CONTEXT_LINES = 3;

/** Cuts a hunk where lines that nobody knows lie between two, and leaves off what is far from every change. */
function splitRuns(lines: readonly InterdiffLine[]): InterdiffLine[][] {
  const runs: InterdiffLine[][] = [];
  let [lastOld, lastNew]: (number | undefined)[] = [];
  for (const line of lines) {
    const isNext = (number: number | null, last: number | undefined) =>
      number === null || last === undefined || number === last + 1;
    const run = runs.at(-1);
    if (run === undefined || !isNext(line.oldLine, lastOld) || !isNext(line.newLine, lastNew)) {
      runs.push([line]);
      [lastOld, lastNew] = [undefined, undefined];
    } else run.push(line);
    lastOld = line.oldLine ?? lastOld;
    lastNew = line.newLine ?? lastNew;
  }
  return runs.flatMap((run) => {
    const first = run.findIndex(({ why }) => why !== '');
    const last = run.findLastIndex(({ why }) => why !== '');
    return first < 0 ? [] : [run.slice(Math.max(0, first - CONTEXT_LINES), last + 1 + CONTEXT_LINES)];
  });
}

/** The heading of the hunk that the first line of a run is from. */
function headLines(
  [first]: readonly InterdiffLine[],
  older: KnownFile | undefined,
  newer: KnownFile | undefined,
): string {
  const [file, number] = first?.newLine == null ? [older, first?.oldLine] : [newer, first.newLine];
  for (let at = number ?? 0; at > 0; at--) {
    const line = file?.lines.get(at);
    if (line === undefined) return '';
    if (line.heading !== undefined) return line.heading;
  }
  return '';
}
