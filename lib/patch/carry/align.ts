/** Which line of a second list each line of a first one became; -1 for none. */
export type Alignment = Int32Array;

/** How well a pair of lines that say the same counts: blank lines and brackets stand everywhere. */
const PLAIN = 1;
const TELLING = 4;

/** Cells of a table for the lines between two sure pairs; beyond it they stay without a partner. */
const MAX_CELLS = 1_000_000;

interface Range {
  readonly a: number;
  readonly aEnd: number;
  readonly b: number;
  readonly bEnd: number;
}

/** Both lists as numbers: equal lines have equal numbers. */
interface Numbered {
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** By number. */
  readonly weights: readonly number[];
}

/**
 * Aligns two lists of lines without crossings: what both begin with, then lines that occur once on either side
 * (patience), then the heaviest common subsequence of what is left between. Where several alignments are as good, lines
 * that do not get the same partner from the front as from the back are `loose`: nothing tells which one is right.
 */
export function alignLines(
  a: readonly string[],
  b: readonly string[],
): { readonly map: Alignment; readonly back: Alignment; readonly isLoose: (index: number) => boolean } {
  const numbered = numberTexts(a, b);
  const map = align(numbered);
  const reversed = align({ a: numbered.a.toReversed(), b: numbered.b.toReversed(), weights: numbered.weights });
  const back = new Int32Array(a.length).fill(-1);
  for (let i = 0; i < a.length; i++) {
    const partner = reversed[a.length - 1 - i] ?? -1;
    if (partner >= 0) back[i] = b.length - 1 - partner;
  }
  return { map, back, isLoose: (index) => map[index] !== back[index] };
}

function numberTexts(a: readonly string[], b: readonly string[]): Numbered {
  const numbers = new Map<string, number>();
  const weights: number[] = [];
  const number = (text: string) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, weights.length);
    weights.push(isTelling(text) ? TELLING : PLAIN);
    return weights.length - 1;
  };
  return { a: Int32Array.from(a, number), b: Int32Array.from(b, number), weights };
}

/** Whether a line says enough to be known again: a name or a number of three characters at least. */
export function isTelling(text: string): boolean {
  return /\w{3}/.test(text);
}

function align({ a, b, weights }: Numbered): Alignment {
  const map = new Int32Array(a.length).fill(-1);
  const open: Range[] = [{ a: 0, aEnd: a.length, b: 0, bEnd: b.length }];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const { aEnd, bEnd } = range;
    let { a: aStart, b: bStart } = range;
    // Not what they end with as well: read from the back that comes first, and where it differs the line is loose.
    while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) map[aStart++] = bStart++;
    if (aStart === aEnd || bStart === bEnd) continue;
    const rest = { a: aStart, aEnd, b: bStart, bEnd };
    const sure = findSure(a, b, rest);
    if (sure.length === 0) {
      if ((aEnd - aStart) * (bEnd - bStart) <= MAX_CELLS) alignHeaviest(a, b, weights, rest, map);
      continue;
    }
    let [lastA, lastB] = [aStart, bStart];
    for (const [i, j] of sure) {
      map[i] = j;
      open.push({ a: lastA, aEnd: i, b: lastB, bEnd: j });
      [lastA, lastB] = [i + 1, j + 1];
    }
    open.push({ a: lastA, aEnd, b: lastB, bEnd });
  }
  return map;
}

/** Pairs of lines that occur once on either side of a range: the longest list of them without crossings. */
function findSure(a: Int32Array, b: Int32Array, range: Range): (readonly [number, number])[] {
  const once = new Map<number, { inA: number; inB: number; at: number }>();
  for (let i = range.a; i < range.aEnd; i++) {
    const seen = once.get(a[i] ?? -1);
    if (seen === undefined) once.set(a[i] ?? -1, { inA: 1, inB: 0, at: -1 });
    else seen.inA++;
  }
  for (let j = range.b; j < range.bEnd; j++) {
    const seen = once.get(b[j] ?? -1);
    if (seen === undefined) continue;
    seen.inB++;
    seen.at = j;
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = range.a; i < range.aEnd; i++) {
    const seen = once.get(a[i] ?? -1);
    if (seen?.inA === 1 && seen.inB === 1) pairs.push([i, seen.at]);
  }
  return longestRising(pairs);
}

/** The longest list of pairs whose second numbers rise; the first ones rise already. */
function longestRising(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const ends: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (const [index, [, b]] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < b) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = index;
  }
  const list: (readonly [number, number])[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) list.push(pair);
  }
  return list.reverse();
}

/** The heaviest common subsequence of a range, by the table of its ends. */
function alignHeaviest(
  a: Int32Array,
  b: Int32Array,
  weights: readonly number[],
  { a: aStart, aEnd, b: bStart, bEnd }: Range,
  map: Alignment,
): void {
  const width = bEnd - bStart + 1;
  const table = new Int32Array((aEnd - aStart + 1) * width);
  for (let i = aEnd - aStart - 1; i >= 0; i--) {
    const number = a[aStart + i] ?? -1;
    const weight = weights[number] ?? 0;
    for (let j = width - 2; j >= 0; j--) {
      const skip = Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
      const take = number === b[bStart + j] ? weight + (table[(i + 1) * width + j + 1] ?? 0) : 0;
      table[i * width + j] = Math.max(skip, take);
    }
  }
  let [i, j] = [0, 0];
  while (i < aEnd - aStart && j < width - 1) {
    const here = table[i * width + j] ?? 0;
    const number = a[aStart + i] ?? -1;
    const take = (weights[number] ?? 0) + (table[(i + 1) * width + j + 1] ?? 0);
    if (number === b[bStart + j] && take === here) map[aStart + i++] = bStart + j++;
    else if (table[(i + 1) * width + j] === here) i++;
    else j++;
  }
}
