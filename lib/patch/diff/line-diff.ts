import { roughRoot, walkEdits } from '#lib/patch/diff/edit-path';
import { slideChanges } from '#lib/patch/diff/slide';

/** Lines `[oldAt, oldAt + oldCount)` replaced by `[newAt, newAt + newCount)`, 0-based. One count may be 0. */
export interface Change {
  readonly oldAt: number;
  readonly oldCount: number;
  readonly newAt: number;
  readonly newCount: number;
}

/** Lines beyond which a line counts as frequent, whatever the length of the text. */
const MOST_MATCHES = 1024;
/** Lines looked at on either side of a frequent line. */
const WINDOW = 100;
/** A frequent line goes where not more than one in so many lines around it is frequent. */
const FREQUENT_SHARE = 4;

/**
 * The lines in which two texts differ, as git's default algorithm finds them. A line is a number (see `Vocabulary`), equal
 * for equal lines, below `vocabularySize`. `indentOf` turns git's indent heuristic on, which `git diff` uses where it shows a
 * diff and `git range-diff` does not where it measures one.
 */
export class LineDiff {
  /** How often each line stands in the text counted last. */
  readonly #counts: Int32Array;

  constructor(vocabularySize: number) {
    this.#counts = new Int32Array(vocabularySize);
  }

  compare(old: Int32Array, fresh: Int32Array, indentOf?: (line: number) => number): Change[] {
    const least = Math.min(old.length, fresh.length);
    let head = 0;
    while (head < least && old[head] === fresh[head]) head++;
    let tail = 0;
    while (tail < least - head && old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]) tail++;
    // One place more at the end, never set: a group of changed lines ends there at the latest.
    const removed = new Uint8Array(old.length + 1);
    const added = new Uint8Array(fresh.length + 1);
    const keptOld = this.#discard(old, fresh, head, old.length - tail, removed);
    const keptNew = this.#discard(fresh, old, head, fresh.length - tail, added);
    const pick = (text: Int32Array, kept: Int32Array) => kept.map((index) => text[index] ?? 0);
    walkEdits(
      pick(old, keptOld),
      pick(fresh, keptNew),
      (index) => {
        removed[keptOld[index] ?? 0] = 1;
      },
      (index) => {
        added[keptNew[index] ?? 0] = 1;
      },
    );
    slideChanges({ lines: old, flags: removed }, { lines: fresh, flags: added }, indentOf);
    slideChanges({ lines: fresh, flags: added }, { lines: old, flags: removed }, indentOf);
    return collect(removed, added);
  }

  /**
   * Indexes of the lines of `text` from `from` to `to` that the search looks at. The others are flagged: those that the other
   * text has not, and among these the frequent ones (a blank line, a brace), which would join what does not belong together.
   */
  #discard(text: Int32Array, other: Int32Array, from: number, to: number, flags: Uint8Array): Int32Array {
    const counts = this.#counts;
    for (const line of other) counts[line] = (counts[line] ?? 0) + 1;
    const limit = Math.min(roughRoot(text.length), MOST_MATCHES);
    const kinds = new Uint8Array(to - from);
    for (let i = from; i < to; i++) {
      const matches = counts[text[i] ?? 0] ?? 0;
      kinds[i - from] = matches === 0 ? ALONE : matches >= limit ? FREQUENT : MATCHED;
    }
    for (const line of other) counts[line] = 0;
    const kept = new Int32Array(to - from);
    let count = 0;
    for (let i = 0; i < kinds.length; i++) {
      const isKept = kinds[i] === MATCHED || (kinds[i] === FREQUENT && !isLost(kinds, i));
      if (isKept) kept[count++] = i + from;
      else flags[i + from] = 1;
    }
    return kept.subarray(0, count);
  }
}

const ALONE = 0;
const MATCHED = 1;
const FREQUENT = 2;

/** Whether a frequent line stands among lines that have no match, on both sides of it. */
function isLost(kinds: Uint8Array, at: number): boolean {
  const before = countRun(kinds, at, -1);
  if (before.alone === 0) return false;
  const after = countRun(kinds, at, 1);
  if (after.alone === 0) return false;
  const frequent = before.frequent + after.frequent;
  return frequent * FREQUENT_SHARE < frequent + before.alone + after.alone;
}

/** The lines without exactly one side's match next to `at`, the line itself counted as a frequent one. */
function countRun(kinds: Uint8Array, at: number, step: 1 | -1): { readonly alone: number; readonly frequent: number } {
  let [alone, frequent] = [0, 1];
  for (let i = at + step; i >= 0 && i < kinds.length && Math.abs(i - at) <= WINDOW; i += step) {
    if (kinds[i] === MATCHED) break;
    if (kinds[i] === ALONE) alone++;
    else frequent++;
  }
  return { alone, frequent };
}

function collect(removed: Uint8Array, added: Uint8Array): Change[] {
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < removed.length && j < added.length) {
    if (removed[i] === 0 && added[j] === 0) {
      i++;
      j++;
      continue;
    }
    const [oldAt, newAt] = [i, j];
    while (removed[i] === 1) i++;
    while (added[j] === 1) j++;
    changes.push({ oldAt, oldCount: i - oldAt, newAt, newCount: j - newAt });
  }
  return changes;
}
