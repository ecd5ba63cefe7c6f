/** Cells of the table beyond which common lines are looked for by those that stand once on each side. */
const MOST_CELLS = 1_000_000;

/**
 * Pairs of indices [a, b] at which two lists hold the same, in order and as many as can be. Very long lists, which share
 * neither beginning nor end, are first cut at the texts that stand once on each side; what lies between and is still too long
 * has no pairs.
 */
export function commonLines(a: readonly string[], b: readonly string[]): [number, number][] {
  const pairs: [number, number][] = [];
  const open: { a0: number; a1: number; b0: number; b1: number }[] = [{ a0: 0, a1: a.length, b0: 0, b1: b.length }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    let { a0, a1, b0, b1 } = part;
    for (; a0 < a1 && b0 < b1 && a[a0] === b[b0]; a0++, b0++) pairs.push([a0, b0]);
    for (; a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]; a1--, b1--) pairs.push([a1 - 1, b1 - 1]);
    if (a0 === a1 || b0 === b1) continue;
    if ((a1 - a0) * (b1 - b0) <= MOST_CELLS) {
      pairs.push(...tableOf(a, b, a0, a1, b0, b1));
      continue;
    }
    let [lastA, lastB] = [a0, b0];
    const cuts = findCuts(a, b, a0, a1, b0, b1);
    for (const [atA, atB] of cuts) {
      pairs.push([atA, atB]);
      open.push({ a0: lastA, a1: atA, b0: lastB, b1: atB });
      [lastA, lastB] = [atA + 1, atB + 1];
    }
    if (cuts.length > 0) open.push({ a0: lastA, a1, b0: lastB, b1 });
  }
  return pairs.sort((x, y) => x[0] - y[0]);
}

/** The longest common subsequence by the table of lengths. */
function tableOf(
  a: readonly string[],
  b: readonly string[],
  a0: number,
  a1: number,
  b0: number,
  b1: number,
): [number, number][] {
  const width = b1 - b0 + 1;
  const table = new Uint16Array((a1 - a0 + 1) * width);
  for (let i = a1 - a0 - 1; i >= 0; i--) {
    for (let j = b1 - b0 - 1; j >= 0; j--) {
      const at = i * width + j;
      table[at] =
        a[a0 + i] === b[b0 + j]
          ? (table[at + width + 1] ?? 0) + 1
          : Math.max(table[at + width] ?? 0, table[at + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a1 - a0 && j < b1 - b0; ) {
    const at = i * width + j;
    if (a[a0 + i] === b[b0 + j]) pairs.push([a0 + i++, b0 + j++]);
    else if ((table[at + width] ?? 0) >= (table[at + 1] ?? 0)) i++;
    else j++;
  }
  return pairs;
}

/** Texts that stand once on each side, in the longest order that both sides have. */
function findCuts(
  a: readonly string[],
  b: readonly string[],
  a0: number,
  a1: number,
  b0: number,
  b1: number,
): [number, number][] {
  const once = (list: readonly string[], from: number, to: number) => {
    const at = new Map<string, number>();
    for (let i = from; i < to; i++) at.set(list[i] ?? '', at.has(list[i] ?? '') ? -1 : i);
    return at;
  };
  const inB = once(b, b0, b1);
  const both: [number, number][] = [];
  for (const [text, i] of once(a, a0, a1)) {
    const j = inB.get(text);
    if (i >= 0 && j !== undefined && j >= 0) both.push([i, j]);
  }
  both.sort((x, y) => x[0] - y[0]);
  // Patience: piles by the index in b, each card pointing at the top of the pile before it.
  const tops: number[] = [];
  const before: number[] = [];
  for (const [at, [, j]] of both.entries()) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((both[tops[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    before[at] = low === 0 ? -1 : (tops[low - 1] ?? -1);
    tops[low] = at;
  }
  const cuts: [number, number][] = [];
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = both[at];
    if (pair !== undefined) cuts.push(pair);
  }
  return cuts.reverse();
}
