import { LineDiff } from '#lib/patch/diff/line-diff';
import { countDiffLines } from '#lib/patch/diff/line-hunk';
import { assignAsGit, FREE } from '#lib/patch/range/assign';
import type { RangeText } from '#lib/patch/range/range-text';
import { Vocabulary } from '#lib/patch/range/vocabulary';

/** Which patch of one version is which of the other: indexes, {@link FREE} for none. */
export interface Pairing {
  readonly ofOld: Int32Array;
  readonly ofNew: Int32Array;
}

/** Per cent of a patch's size that it costs to say that it has no counterpart: git's default. */
export const CREATION_FACTOR = 60;

/** No pair: more than any diff measures. */
const TOO_MUCH = 1 << 16;

/**
 * Pairs the patches of two versions as `git range-diff` does: those with the same diff first, whatever their messages say;
 * the rest so that the sum of costs is least, where a pair costs the size of the diff of its two diffs, and a patch without
 * a counterpart `creationFactor` per cent of its own size.
 */
export function pairTexts(
  old: readonly RangeText[],
  fresh: readonly RangeText[],
  creationFactor = CREATION_FACTOR,
): Pairing {
  const pairing = pairSame(old, fresh);
  const { ofOld, ofNew } = pairing;
  const size = old.length + fresh.length;
  // A row a new patch and a column an old one; after them, those that stand for "no counterpart".
  const costs = new Int32Array(size * size);
  const measure = measurePairs(old, fresh);
  for (let row = 0; row < fresh.length; row++) {
    const creation = ofNew[row] === FREE ? creationCost(fresh[row], creationFactor) : TOO_MUCH;
    for (let column = 0; column < size; column++) {
      const isBothFree = ofNew[row] === FREE && ofOld[column] === FREE;
      costs[row * size + column] =
        column >= old.length ? creation : ofOld[column] === row ? 0 : isBothFree ? measure(column, row) : TOO_MUCH;
    }
  }
  for (let column = 0; column < old.length; column++) {
    const creation = ofOld[column] === FREE ? creationCost(old[column], creationFactor) : TOO_MUCH;
    for (let row = fresh.length; row < size; row++) costs[row * size + column] = creation;
  }
  const rows = assignAsGit(costs, size);
  for (let column = 0; column < old.length; column++) {
    const row = rows[column] ?? FREE;
    if (row === FREE || row >= fresh.length) continue;
    ofOld[column] = row;
    ofNew[row] = column;
  }
  return pairing;
}

function creationCost(text: RangeText | undefined, factor: number): number {
  return Math.trunc(((text?.diffSize ?? 0) * factor) / 100);
}

/** Lines that the diff of two diffs would have, hunk heads and context included. */
function measurePairs(old: readonly RangeText[], fresh: readonly RangeText[]): (old: number, fresh: number) => number {
  const vocabulary = new Vocabulary();
  const read = ({ lines, diffAt }: RangeText) => vocabulary.read(lines.slice(diffAt));
  const [olds, news] = [old.map(read), fresh.map(read)];
  const diff = new LineDiff(vocabulary.size);
  const none = new Int32Array(0);
  return (i, j) => {
    const [a, b] = [olds[i] ?? none, news[j] ?? none];
    return countDiffLines(diff.compare(a, b), a.length, b.length);
  };
}

/** Pairs those whose diffs are the same; of several, the one git's table yields. */
function pairSame(old: readonly RangeText[], fresh: readonly RangeText[]): Pairing {
  const ofOld = new Int32Array(old.length).fill(FREE);
  const ofNew = new Int32Array(fresh.length).fill(FREE);
  const table = new SameTable();
  const key = ({ lines, diffAt }: RangeText) => lines.slice(diffAt).join('\n');
  for (const [i, text] of old.entries()) table.add(key(text), i);
  for (const [j, text] of fresh.entries()) {
    const i = table.take(key(text));
    if (i === undefined) continue;
    ofOld[i] = j;
    ofNew[j] = i;
  }
  return { ofOld, ofNew };
}

/**
 * A table that gives the last one put in under a key. git's turns the order of equal entries round whenever it becomes
 * larger (above 80 % of 64 places, then of four times as many) or smaller (below a fifth of that); to choose as git does
 * among patches with the same diff, this one does so too.
 */
class SameTable {
  readonly #entries = new Map<string, number[]>();
  #places = 64;
  #count = 0;

  get #most(): number {
    return Math.floor((this.#places * 80) / 100);
  }

  add(key: string, value: number): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) this.#entries.set(key, [value]);
    else entry.push(value);
    this.#count++;
    if (this.#count > this.#most) this.#resize(this.#places * 4);
  }

  take(key: string): number | undefined {
    const value = this.#entries.get(key)?.pop();
    if (value === undefined) return undefined;
    this.#count--;
    if (this.#places > 64 && this.#count < Math.floor(this.#most / 5)) this.#resize(this.#places / 4);
    return value;
  }

  #resize(places: number): void {
    this.#places = places;
    for (const entry of this.#entries.values()) entry.reverse();
  }
}
