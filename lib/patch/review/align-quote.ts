import type { DiffItem } from '#lib/patch/diff/diff-item';

/** A quoted line as it is compared. */
export interface QuotedLine {
  /** What it may be of the diff, see `keysOf`. */
  readonly keys: readonly string[];
  readonly depth: number;
  /** Whether something is known to be cut, or was said, between the quoted line before and this one. */
  readonly isApart: boolean;
}

/** A pair that a quoted line may be in: the item of the diff at `item`. */
interface Pair {
  readonly quoted: number;
  readonly item: number;
  readonly weight: number;
}

/** Lines that stand on more places than this tell nothing by themselves: `}` or an empty one. */
const MAX_PLACES = 40;
/** Worth of a line that follows in the diff on the line quoted before it. */
const NEXT = 2;
/** The same with a remark or other quoted lines in between. */
const NEXT_APART = 1;
/** Two readings that differ by less than this are told apart by nobody. */
const MARGIN = 0.9;

/**
 * Finds the line of the diff that each quoted line is; undefined where that is not certain. The reading taken quotes in
 * the diff's order, and of all that do the one in which most is quoted and most lines follow on each other. A line counts
 * as found only where no other place is nearly as good, and where the lines quoted together with it stand together nowhere
 * else in the patch, or below their hunk's own head.
 */
export function alignQuote(items: readonly DiffItem[], quoted: readonly QuotedLine[]): (number | undefined)[] {
  const places = new Map<string, number[]>();
  for (const [i, { key }] of items.entries()) {
    const known = places.get(key);
    if (known === undefined) places.set(key, [i]);
    else known.push(i);
  }
  const pairs = listPairs(items, quoted, places);
  const through = weighThrough(pairs, quoted, items.length);
  const best = Math.max(0, ...through.map((chain) => chain));
  const found: (number | undefined)[] = quoted.map(() => undefined);
  const second = quoted.map(() => Number.NEGATIVE_INFINITY);
  for (const [i, { quoted: line, item }] of pairs.entries()) {
    const worth = through[i] ?? 0;
    if (worth >= best - 1e-9 && found[line] === undefined) found[line] = item;
    else if (worth > (second[line] ?? 0)) second[line] = worth;
  }
  for (const line of quoted.keys()) if ((second[line] ?? 0) > best - MARGIN) found[line] = undefined;
  dropUnsupported(found, items, quoted, places);
  return found;
}

/** How much a line tells of where it stands. Punctuation and empty lines tell nothing. */
function weigh(item: DiffItem, count: number): number {
  if (item.kind !== 'line') return 8;
  const letters = item.text.replace(/[^\p{L}\p{N}]/gu, '').length;
  if (letters < 2) return 0.1;
  return 1 + Math.min(letters, 40) / 40 + (count === 1 ? 2 : 0);
}

/** Pairs in the order of the quoted lines, then of the diff. */
function listPairs(
  items: readonly DiffItem[],
  quoted: readonly QuotedLine[],
  places: ReadonlyMap<string, readonly number[]>,
): Pair[] {
  const pairs: Pair[] = [];
  // Items that follow on one that was paired a line or two ago: a common line is looked for only there and before them.
  const near = neighbours(items, quoted, places);
  for (const [line, { keys }] of quoted.entries()) {
    const own = new Map<number, number>();
    for (const key of keys) {
      const at = places.get(key) ?? [];
      for (const place of at.length > MAX_PLACES ? (near[line] ?? []) : at) {
        const item = items[place];
        if (item?.key === key) own.set(place, weigh(item, at.length));
      }
    }
    for (const [item, weight] of [...own].sort(([a], [b]) => a - b)) pairs.push({ quoted: line, item, weight });
  }
  return pairs;
}

/** For each common line the items that it may be, because a line quoted before or after it leads there. */
function neighbours(
  items: readonly DiffItem[],
  quoted: readonly QuotedLine[],
  places: ReadonlyMap<string, readonly number[]>,
): readonly ReadonlySet<number>[] {
  const near = quoted.map(() => new Set<number>());
  const walk = (from: number, to: number, step: 1 | -1) => {
    let reached: readonly number[] = [];
    for (let line = from; line !== to; line += step) {
      const keys = quoted[line]?.keys ?? [];
      const counts = keys.map((key) => places.get(key)?.length ?? 0);
      // A line that is no line of the diff, a remark quoted in between, hides nothing.
      if (counts.every((count) => count === 0)) continue;
      if (counts.every((count) => count <= MAX_PLACES)) {
        reached = keys.flatMap((key) => places.get(key) ?? []);
        continue;
      }
      const here = reached.map((item) => item + step).filter((item) => keys.includes(items[item]?.key ?? ''));
      for (const item of here) near[line]?.add(item);
      if (here.length > 0) reached = here;
    }
  };
  walk(0, quoted.length, 1);
  walk(quoted.length - 1, -1, -1);
  return near;
}

/** The worth of the best reading through each pair. */
function weighThrough(pairs: readonly Pair[], quoted: readonly QuotedLine[], length: number): readonly number[] {
  const forward = chain(pairs, quoted, length, 1);
  const backward = chain(pairs, quoted, length, -1);
  return pairs.map(({ weight }, i) => (forward[i] ?? 0) + (backward[i] ?? 0) - weight);
}

/** The worth of the best reading up to and with each pair, from the first quoted line on or from the last one back. */
function chain(pairs: readonly Pair[], quoted: readonly QuotedLine[], length: number, step: 1 | -1): number[] {
  const worth: number[] = pairs.map(({ weight }) => weight);
  const best = new HighestBefore(length);
  // By item: the line paired with it last, and the best worth of all that were.
  const last = new Map<number, { readonly quoted: number; readonly worth: number; readonly best: number }>();
  const rank = (item: number) => (step === 1 ? item : length - 1 - item);
  const order = step === 1 ? [...pairs.keys()] : [...pairs.keys()].reverse();
  for (let at = 0; at < order.length; ) {
    const line = pairs[order[at] ?? 0]?.quoted;
    let end = at;
    while (end < order.length && pairs[order[end] ?? 0]?.quoted === line) end++;
    const group = order.slice(at, end);
    for (const i of group) {
      const pair = pairs[i];
      if (pair === undefined) continue;
      const before = last.get(pair.item - step);
      const joined =
        before === undefined
          ? 0
          : Math.max(before.worth + joint(quoted, before.quoted, pair.quoted), before.best + NEXT_APART);
      worth[i] = pair.weight + Math.max(best.read(rank(pair.item)), joined);
    }
    for (const i of group) {
      const pair = pairs[i];
      if (pair === undefined) continue;
      best.raise(rank(pair.item), worth[i] ?? 0);
      const own = worth[i] ?? 0;
      last.set(pair.item, { quoted: pair.quoted, worth: own, best: Math.max(own, last.get(pair.item)?.best ?? 0) });
    }
    at = end;
  }
  return worth;
}

/** What it is worth that two lines that follow on each other in the diff are quoted in this order. */
function joint(quoted: readonly QuotedLine[], a: number, b: number): number {
  const [first, second] = a < b ? [a, b] : [b, a];
  if (second - first > 1) return NEXT_APART;
  return quoted[second]?.isApart === true || quoted[first]?.depth !== quoted[second]?.depth ? NEXT_APART : NEXT;
}

/** The highest of the numbers put before a place (Fenwick's tree). */
class HighestBefore {
  readonly #tree: Float64Array;

  constructor(length: number) {
    this.#tree = new Float64Array(length + 1);
  }

  raise(place: number, value: number): void {
    for (let i = place + 1; i < this.#tree.length; i += i & -i) if (value > (this.#tree[i] ?? 0)) this.#tree[i] = value;
  }

  read(place: number): number {
    let highest = 0;
    for (let i = place; i > 0; i -= i & -i) highest = Math.max(highest, this.#tree[i] ?? 0);
    return highest;
  }
}

/** Takes back lines that other places of the patch could be as well, were they quoted in another order. */
function dropUnsupported(
  found: (number | undefined)[],
  items: readonly DiffItem[],
  quoted: readonly QuotedLine[],
  places: ReadonlyMap<string, readonly number[]>,
): void {
  let head: DiffItem | undefined;
  for (let start = 0; start < quoted.length; ) {
    const first = found[start];
    if (first === undefined) {
      start++;
      continue;
    }
    // Lines that follow on each other both in the quote and in the diff.
    const run = [start];
    let next = first + 1;
    for (let line = start + 1; line < quoted.length && (found[line] === undefined || found[line] === next); line++) {
      if (found[line] === undefined) continue;
      run.push(line);
      next++;
    }
    const own = run.map((line) => found[line] ?? 0);
    for (const item of own) if (items[item]?.kind === 'hunk') head = items[item];
    const [at] = own;
    const of = at === undefined ? undefined : items[at];
    const isBelowHead = of !== undefined && head?.file === of.file && head.hunk === of.hunk;
    if (!isBelowHead && countPlaces(own, items, places) > 1) for (const line of run) found[line] = undefined;
    start = (run.at(-1) ?? start) + 1;
  }
}

/** On how many places of the patch these items' texts stand one after the other. */
function countPlaces(
  run: readonly number[],
  items: readonly DiffItem[],
  places: ReadonlyMap<string, readonly number[]>,
): number {
  const keys = run.map((item) => items[item]?.key ?? '');
  let rarest = 0;
  for (const [i, key] of keys.entries()) {
    if ((places.get(key)?.length ?? 0) < (places.get(keys[rarest] ?? '')?.length ?? 0)) rarest = i;
  }
  const starts = places.get(keys[rarest] ?? '') ?? [];
  return starts.filter((at) => keys.every((key, i) => items[at - rarest + i]?.key === key)).length;
}
