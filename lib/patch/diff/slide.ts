/** A text's lines as numbers, and a flag for each changed one; one place more at the end, 0. */
export interface FlaggedText {
  readonly lines: Int32Array;
  readonly flags: Uint8Array;
}

/** Steps a group is slid up at most for the sake of indentation. */
const MAX_SLIDE = 100;

/**
 * Moves groups of changed lines that could stand elsewhere (`}` added after `}`), in place: joined with the next group where
 * they touch; beside a group of the other text where there is one; else as far down as possible or, with `indentOf`, where
 * indentation and blank lines say that something begins. The places are git's.
 */
export function slideChanges(text: FlaggedText, other: FlaggedText, indentOf?: (line: number) => number): void {
  const group = new Group(text);
  const beside = new Group(other);
  do {
    if (group.size > 0) slideGroup(text, group, beside, indentOf);
  } while (group.toNext() && beside.toNext());
}

function slideGroup(text: FlaggedText, group: Group, beside: Group, indentOf?: (line: number) => number): void {
  let size: number;
  let highest: number;
  // The end at which the group stands beside one of the other text, the last one found.
  let matching: number | undefined;
  do {
    size = group.size;
    while (group.slideUp()) beside.toPrevious();
    highest = group.end;
    matching = beside.size > 0 ? group.end : undefined;
    while (group.slideDown()) {
      beside.toNext();
      if (beside.size > 0) matching = group.end;
    }
    // A group that touched another has become longer and may go farther.
  } while (size !== group.size);
  if (group.end === highest) return;
  if (matching !== undefined) {
    while (beside.size === 0 && group.slideUp()) beside.toPrevious();
    return;
  }
  if (indentOf === undefined) return;
  const best = findBestEnd(text, group, highest, indentOf);
  while (group.end > best && group.slideUp()) beside.toPrevious();
}

/** A group of changed lines, or the empty one between two unchanged lines: `[start, end)`. */
class Group {
  start = 0;
  end = 0;
  readonly #lines: Int32Array;
  readonly #flags: Uint8Array;

  constructor({ lines, flags }: FlaggedText) {
    this.#lines = lines;
    this.#flags = flags;
    this.#growDown();
  }

  get size(): number {
    return this.end - this.start;
  }

  toNext(): boolean {
    if (this.end === this.#lines.length) return false;
    this.start = this.end + 1;
    this.end = this.start;
    this.#growDown();
    return true;
  }

  toPrevious(): boolean {
    if (this.start === 0) return false;
    this.end = this.start - 1;
    this.start = this.end;
    this.#growUp();
    return true;
  }

  slideDown(): boolean {
    if (this.end >= this.#lines.length || this.#lines[this.start] !== this.#lines[this.end]) return false;
    this.#flags[this.start++] = 0;
    this.#flags[this.end++] = 1;
    this.#growDown();
    return true;
  }

  slideUp(): boolean {
    if (this.start === 0 || this.#lines[this.start - 1] !== this.#lines[this.end - 1]) return false;
    this.#flags[--this.start] = 1;
    this.#flags[--this.end] = 0;
    this.#growUp();
    return true;
  }

  #growDown(): void {
    while (this.#flags[this.end] === 1) this.end++;
  }

  #growUp(): void {
    while (this.#flags[this.start - 1] === 1) this.start--;
  }
}

/** How good a place is to cut a text at: less is better, the indent first. */
interface Score {
  readonly indent: number;
  readonly penalty: number;
}

/** Of the ends a group may have, the one where the cuts before and after it are best; the lowest of several. */
function findBestEnd({ lines }: FlaggedText, group: Group, highest: number, indentOf: (line: number) => number) {
  const { end, size } = group;
  let best: { readonly end: number; readonly score: Score } | undefined;
  for (let at = Math.max(highest, end - size - 1, end - MAX_SLIDE); at <= end; at++) {
    const [after, before] = [scoreCut(lines, at, indentOf), scoreCut(lines, at - size, indentOf)];
    const score = { indent: after.indent + before.indent, penalty: after.penalty + before.penalty };
    if (best === undefined || compareScores(score, best.score) <= 0) best = { end: at, score };
  }
  return best?.end ?? end;
}

function compareScores(a: Score, b: Score): number {
  return 60 * Math.sign(a.indent - b.indent) + a.penalty - b.penalty;
}

/** Blank lines beyond which nobody counts. */
const MAX_BLANKS = 20;

/** The nearest line from `at` on that is not blank, its indent (-1 for none), and the blank ones passed. */
function lookFrom(lines: Int32Array, at: number, step: 1 | -1, indentOf: (line: number) => number) {
  let blanks = 0;
  for (let i = at; i >= 0 && i < lines.length; i += step) {
    const indent = indentOf(lines[i] ?? 0);
    if (indent >= 0) return { indent, blanks };
    blanks++;
    if (blanks === MAX_BLANKS) return { indent: 0, blanks };
  }
  return { indent: -1, blanks };
}

/** The score of cutting before line `at`. The weights are those git settled on by experiment; only their relation matters. */
function scoreCut(lines: Int32Array, at: number, indentOf: (line: number) => number): Score {
  const own = at < lines.length ? indentOf(lines[at] ?? 0) : -1;
  const before = lookFrom(lines, at - 1, -1, indentOf);
  const after = lookFrom(lines, at + 1, 1, indentOf);
  const blanksAfter = own === -1 ? 1 + after.blanks : 0;
  const blanks = before.blanks + blanksAfter;
  let penalty = 6 * blanksAfter - 30 * blanks;
  if (before.indent === -1 && before.blanks === 0) penalty += 1;
  if (at >= lines.length) penalty += 21;
  const indent = own === -1 ? after.indent : own;
  if (indent === -1 || before.indent === -1 || indent === before.indent) return { indent, penalty };
  const hasBlanks = blanks !== 0;
  if (indent > before.indent) penalty += hasBlanks ? 10 : -4;
  // Less indented than both neighbours, something begins here; less than the line before only, something ended.
  else if (after.indent > indent) penalty += hasBlanks ? 17 : 24;
  else penalty += hasBlanks ? 17 : 23;
  return { indent, penalty };
}
