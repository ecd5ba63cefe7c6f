import { alignLines } from '#lib/patch/carry/align';
import type { PatchDiffs, Place } from '#lib/patch/carry/carry';
import { findPartners } from '#lib/patch/carry/partners';
import { readSide, type Side, type SideFile } from '#lib/patch/carry/side-file';
import type { DiffFile } from '#lib/patch/diff/diff';
import { pathOf } from '#lib/patch/diff/diff-file';

/** One side of a file of one of a version's patches, and which file and patch that is: indexes, 0-based. */
export interface Shown extends SideFile {
  readonly patch: number;
  readonly file: number;
}

/** A line of a version. */
export interface Spot {
  readonly shown: Shown;
  readonly index: number;
}

/** What became of each line of one side of a file in the file that it became. */
export interface Became {
  readonly to: Shown;
  /** By index, -1 for none: read from the front, and from the back. Where they differ nothing tells which is right. */
  readonly map: Int32Array;
  readonly back: Int32Array;
  readonly isLoose: (index: number) => boolean;
  /** By index in `to`, -1 for none: what came from where, of the pairs that are not loose. */
  readonly origin: Int32Array;
}

/** Two versions made ready: everything that is asked of them more than once is worked out once, when it is asked first. */
export class Carrier {
  readonly from: PatchDiffs;
  readonly to: PatchDiffs;
  /** By patch of `from`: its patch in `to`, -1 for none. */
  readonly partners: readonly number[];
  readonly #sides = new Map<DiffFile, { old?: Shown; new?: Shown }>();
  readonly #became = new Map<Shown, Became | null>();
  readonly #filePairs = new Map<number, ReadonlyMap<number, number>>();
  readonly #lines: { old?: Map<string, Spot[]>; new?: Map<string, Spot[]> } = {};
  #renames: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(from: PatchDiffs, to: PatchDiffs) {
    this.from = from;
    this.to = to;
    this.partners = findPartners(from, to);
  }

  show(patches: PatchDiffs, patch: number, file: number, side: Side): Shown | undefined {
    const diff = patches[patch]?.files[file];
    if (diff === undefined) return undefined;
    const known = this.#sides.get(diff) ?? {};
    this.#sides.set(diff, known);
    known[side] ??= { ...readSide(diff, side), patch, file };
    return known[side];
  }

  /** The file that a file became in the patch that its patch became, its lines aligned; null for none. */
  became(shown: Shown): Became | null {
    // Words that stand for a file are no file.
    if (shown.file < 0) return null;
    const known = this.#became.get(shown);
    if (known !== undefined) return known;
    const partner = this.partners[shown.patch] ?? -1;
    const file = this.#pairFiles(shown.patch).get(shown.file);
    const to = partner < 0 || file === undefined ? undefined : this.show(this.to, partner, file, shown.side);
    const became = to === undefined ? null : alignSides(shown, to);
    this.#became.set(shown, became);
    return became;
  }

  /** The line of `from` that a line of `to` says the same as, and is aligned with without doubt; undefined for none. */
  originOf({ shown, index }: Spot): Spot | undefined {
    const patch = this.partners.indexOf(shown.patch);
    if (patch < 0) return undefined;
    for (const [file, other] of this.#pairFiles(patch)) {
      if (other !== shown.file) continue;
      const source = this.show(this.from, patch, file, shown.side);
      const origin = source === undefined ? -1 : (this.became(source)?.origin[index] ?? -1);
      if (source !== undefined && origin >= 0) return { shown: source, index: origin };
    }
    return undefined;
  }

  /** Every line of a side of `to` that says this. */
  findText(side: Side, text: string): readonly Spot[] {
    let lines = this.#lines[side];
    if (lines === undefined) {
      lines = new Map();
      for (const [patch, { files }] of this.to.entries()) {
        for (const file of files.keys()) {
          const shown = this.show(this.to, patch, file, side);
          for (const [index, line] of shown?.texts.entries() ?? []) {
            if (shown === undefined) continue;
            const spots = lines.get(line);
            if (spots === undefined) lines.set(line, [{ shown, index }]);
            else spots.push({ shown, index });
          }
        }
      }
      this.#lines[side] = lines;
    }
    return lines.get(text) ?? [];
  }

  /** Whether two names may be of one file: the same, or one became the other within a version or between both. */
  isSameFile(path: string, other: string): boolean {
    if (path === other) return true;
    this.#renames ??= this.#listRenames();
    return this.#renames.get(path)?.has(other) ?? false;
  }

  place({ shown, index }: Spot, count: number): Place {
    const { side, path, numbers, texts, patch } = shown;
    const [line = 0, end = 0] = [numbers[index], numbers[index + count - 1]];
    const lines = texts.slice(index, index + count);
    return { patch: this.to[patch]?.messageId ?? '', path, side, line, end, lines };
  }

  #listRenames(): ReadonlyMap<string, ReadonlySet<string>> {
    const renames = new Map<string, Set<string>>();
    const add = (a: string, b: string) => {
      if (a === b || a === '/dev/null' || b === '/dev/null') return;
      for (const [one, two] of [
        [a, b],
        [b, a],
      ] as const) {
        const set = renames.get(one) ?? new Set();
        renames.set(one, set.add(two));
      }
    };
    for (const { files } of [...this.from, ...this.to]) {
      for (const { oldPath, newPath, status } of files) if (status === 'renamed') add(oldPath, newPath);
    }
    for (const [patch, { files }] of this.from.entries()) {
      const theirs = this.to[this.partners[patch] ?? -1]?.files ?? [];
      for (const [a, b] of this.#pairFiles(patch)) {
        const [one, two] = [files[a], theirs[b]];
        if (one !== undefined && two !== undefined) add(pathOf(one), pathOf(two));
      }
    }
    return renames;
  }

  /** Which file of the partner each file of a patch became: that of its name, else of its name before, else the likest. */
  #pairFiles(patch: number): ReadonlyMap<number, number> {
    const known = this.#filePairs.get(patch);
    if (known !== undefined) return known;
    const pairs = pairFiles(this.from[patch]?.files ?? [], this.to[this.partners[patch] ?? -1]?.files ?? []);
    this.#filePairs.set(patch, pairs);
    return pairs;
  }
}

function pairFiles(from: readonly DiffFile[], to: readonly DiffFile[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (a: number, b: number) => {
    pairs.set(a, b);
    taken.add(b);
  };
  const ways: ((one: DiffFile, two: DiffFile) => boolean)[] = [
    (one, two) => pathOf(one) === pathOf(two),
    (one, two) => one.oldPath === two.oldPath && one.oldPath !== '/dev/null',
  ];
  for (const isSame of ways) {
    for (const [a, one] of from.entries()) {
      if (pairs.has(a)) continue;
      const b = to.findIndex((two, index) => !taken.has(index) && isSame(one, two));
      if (b >= 0) pair(a, b);
    }
  }
  // A new file that was posted under another name: more than half of its lines are the same.
  for (const [a, one] of from.entries()) {
    if (pairs.has(a)) continue;
    const likest = [...to.entries()]
      .filter(([index]) => !taken.has(index))
      .map(([index, two]) => ({ index, share: shareOf(one, two) }))
      .sort((x, y) => y.share - x.share)[0];
    if (likest !== undefined && likest.share > 0.5) pair(a, likest.index);
  }
  return pairs;
}

/** Twice the lines that both files' hunks have over the number of all. */
function shareOf(a: DiffFile, b: DiffFile): number {
  const [left, right] = [a, b].map((file) => file.hunks.flatMap((hunk) => hunk.text.split('\n')));
  if (left === undefined || right === undefined || left.length + right.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const line of left) counts.set(line, (counts.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of right) {
    const count = counts.get(line) ?? 0;
    if (count > 0) common++;
    counts.set(line, count - 1);
  }
  return (2 * common) / (left.length + right.length);
}

function alignSides(from: Shown, to: Shown): Became {
  const { map, back, isLoose } = alignLines(from.texts, to.texts);
  const origin = new Int32Array(to.texts.length).fill(-1);
  for (const [index, partner] of map.entries()) if (partner >= 0 && !isLoose(index)) origin[partner] = index;
  return { to, map, back, isLoose, origin };
}
