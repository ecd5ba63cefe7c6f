import type { DiffLine } from '#lib/patch/diff/hunk';

/** A file of a patch among those in which moves are looked for. */
export interface MoveFile {
  /** Which patch: a number that the caller gives, in the order of the series. */
  readonly patch: number;
  readonly path: string;
  readonly hunks: readonly { readonly lines: readonly DiffLine[] }[];
}

/** Where a line went, or came from. */
export interface Move {
  readonly patch: number;
  readonly path: string;
  /** The side of the other end: `new` for a line that went there, `old` for one that came from there. */
  readonly side: 'old' | 'new';
  /** 1-based, of this very line at the other end. */
  readonly line: number;
  /** It stands at the beginning of what moved together. */
  readonly isFirst: boolean;
  /** Lines that moved together. */
  readonly count: number;
  /** Only its indentation is another. */
  readonly isIndented: boolean;
}

/** Moves by `moveKey` of the line. */
export type Moves = ReadonlyMap<string, Move>;

export function moveKey(patch: number, path: string, side: 'old' | 'new', line: number): string {
  return `${patch} ${side} ${line} ${path}`;
}

interface Entry {
  readonly patch: number;
  readonly path: string;
  readonly line: number;
  readonly text: string;
  /** The text without the blanks around it. */
  readonly key: string;
}

/** Removed or added lines that follow each other. Both runs of one change have the same `change`. */
interface Run {
  readonly change: number;
  readonly entries: readonly Entry[];
}

/** Fewer lines moved together are a coincidence, unless one of them is long and stands once on either side. */
const LEAST_LINES = 3;
/** Letters and digits that a block has to have, so that closing brackets alone are none. */
const LEAST_LETTERS = 20;
/** Letters and digits of a line that is no coincidence by itself. */
const LONG_LINE = 40;
/** Places of one text that are tried. */
const MOST_PLACES = 50;

/**
 * Finds what was taken away in one place and put in another, over all files given: blocks of three lines or more, and
 * long lines that stand once. Blanks before a line may be others if they are so by the same amount in the whole block. A
 * block that stays within one change was not moved, nor was one that a later patch takes away where an earlier put it.
 */
export function findMoves(files: readonly MoveFile[]): Moves {
  const { removed, added } = collectRuns(files);
  const places = new Map<string, { run: Run; at: number }[]>();
  for (const run of removed) {
    for (const [at, { key }] of run.entries.entries()) {
      if (key === '') continue;
      const list = places.get(key);
      if (list === undefined) places.set(key, [{ run, at }]);
      else list.push({ run, at });
    }
  }
  const counts = new Map<string, number>();
  for (const { entries } of added) for (const { key } of entries) counts.set(key, (counts.get(key) ?? 0) + 1);
  const isOnce = (key: string) => counts.get(key) === 1 && places.get(key)?.length === 1;
  const moves = new Map<string, Move>();
  for (const run of added) {
    for (let at = 0; at < run.entries.length; ) {
      const block = findBlock(run, at, places.get(run.entries[at]?.key ?? '') ?? []);
      if (block === undefined || !isMeant(block.now, isOnce)) at++;
      else {
        note(moves, block.old, block.now);
        at += block.now.length;
      }
    }
  }
  return moves;
}

function collectRuns(files: readonly MoveFile[]): { removed: Run[]; added: Run[] } {
  const [removed, added]: [Run[], Run[]] = [[], []];
  let change = 0;
  for (const { patch, path, hunks } of files) {
    for (const { lines } of hunks) {
      let [gone, come]: [Entry[], Entry[]] = [[], []];
      const close = () => {
        if (gone.length > 0) removed.push({ change, entries: gone });
        if (come.length > 0) added.push({ change, entries: come });
        [gone, come] = [[], []];
        change++;
      };
      for (const { sign, oldLine, newLine, text } of lines) {
        if (sign === ' ') close();
        const entry = { patch, path, text, key: text.trim() };
        if (sign === '-' && oldLine !== null) gone.push({ ...entry, line: oldLine });
        if (sign === '+' && newLine !== null) come.push({ ...entry, line: newLine });
      }
      close();
    }
  }
  return { removed, added };
}

/** The longest stretch of removed lines that says what the added lines from `at` on say. */
function findBlock(
  run: Run,
  at: number,
  places: readonly { readonly run: Run; readonly at: number }[],
): { old: Entry[]; now: Entry[] } | undefined {
  let best: { old: Entry[]; now: Entry[] } | undefined;
  for (const place of places.slice(0, MOST_PLACES)) {
    if (place.run.change === run.change) continue;
    const [old, now]: [Entry[], Entry[]] = [[], []];
    let shift: number | undefined;
    for (;;) {
      const [gone, come] = [place.run.entries[place.at + now.length], run.entries[at + now.length]];
      if (gone === undefined || come === undefined || gone.key !== come.key) break;
      if (gone.path === come.path && gone.patch > come.patch) break;
      const by = indentOf(come.text) - indentOf(gone.text);
      if (gone.key !== '' && shift !== undefined && by !== shift) break;
      if (gone.key !== '') shift = by;
      old.push(gone);
      now.push(come);
    }
    while (now.at(-1)?.key === '') {
      now.pop();
      old.pop();
    }
    if (now.length > (best?.now.length ?? 0)) best = { old, now };
  }
  return best;
}

/** Columns before a line's first letter; a tab goes to the next multiple of 8. */
function indentOf(text: string): number {
  let column = 0;
  for (const character of text) {
    if (character === '\t') column += 8 - (column % 8);
    else if (character === ' ') column++;
    else break;
  }
  return column;
}

function isMeant(block: readonly Entry[], isOnce: (key: string) => boolean): boolean {
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').length;
  const full = block.filter(({ key }) => key !== '');
  if (full.some(({ key }) => letters(key) >= LONG_LINE && isOnce(key))) return true;
  return full.length >= LEAST_LINES && full.reduce((sum, { key }) => sum + letters(key), 0) >= LEAST_LETTERS;
}

function note(moves: Map<string, Move>, old: readonly Entry[], now: readonly Entry[]): void {
  const count = now.length;
  for (const [index, come] of now.entries()) {
    const gone = old[index];
    if (gone === undefined) continue;
    const both = { isFirst: index === 0, count, isIndented: gone.text !== come.text };
    const [from, to] = [
      moveKey(gone.patch, gone.path, 'old', gone.line),
      moveKey(come.patch, come.path, 'new', come.line),
    ];
    // What was put in two places names the first.
    if (!moves.has(from))
      moves.set(from, { ...both, patch: come.patch, path: come.path, side: 'new', line: come.line });
    moves.set(to, { ...both, patch: gone.patch, path: gone.path, side: 'old', line: gone.line });
  }
}
