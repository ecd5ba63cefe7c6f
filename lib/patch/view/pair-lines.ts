/** Lines whose likeness is less are no pair: one was taken away, the other put there. */
const LEAST_LIKENESS = 0.5;

/** Comparisons for one change; beyond them a line is compared with those near its place alone. */
const MOST_COMPARED = 20_000;

/** Share of the words that two lines have in common, 0 to 1; blanks do not count, longer words count more. */
export function likeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  for (const [word, count] of a) common += Math.min(count, b.get(word) ?? 0) * word.length;
  const all = weigh(a) + weigh(b);
  return all === 0 ? 1 : (2 * common) / all;
}

function weigh(bag: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [word, count] of bag) sum += count * word.length;
  return sum;
}

/** Words, the parts of a name with underscores each for itself, and single signs. */
const token = /[\p{L}\p{N}]+|[^\p{L}\p{N}\s_]/gu;

/** The words of a line with how often each stands in it. */
export function bagOf(text: string): ReadonlyMap<string, number> {
  const bag = new Map<string, number>();
  for (const word of text.match(token) ?? []) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}

/**
 * Which added line stands for which removed one: pairs of indices, in order on both sides, so that the sum of their
 * likenesses is largest. A line that is like none of the other side has no pair.
 */
export function pairLines(removed: readonly string[], added: readonly string[]): [number, number][] {
  const [m, n] = [removed.length, added.length];
  if (m === 0 || n === 0) return [];
  const [old, now] = [removed.map(bagOf), added.map(bagOf)];
  const reach = m * n <= MOST_COMPARED ? n : Math.max(Math.ceil(MOST_COMPARED / m / 2), 1);
  // Only columns near the diagonal are kept: a table of a long change would not fit.
  const width = Math.min(2 * reach + 1, n + 1) + 1;
  const first = (i: number) => Math.max(0, Math.min(Math.round((i * n) / m) - reach, n + 2 - width));
  const best = new Float32Array((m + 1) * width);
  const choice = new Uint8Array((m + 1) * width);
  const read = (i: number, j: number) => {
    const column = j - first(i);
    return column < 0 || column >= width ? Number.NEGATIVE_INFINITY : (best[i * width + column] ?? 0);
  };
  for (let i = 1; i <= m; i++) {
    for (let j = Math.max(first(i), 1); j < first(i) + width && j <= n; j++) {
      const like = likeness(old[i - 1] ?? new Map(), now[j - 1] ?? new Map());
      const paired = like < LEAST_LIKENESS ? Number.NEGATIVE_INFINITY : read(i - 1, j - 1) + like;
      const [skipOld, skipNow] = [read(i - 1, j), j - 1 < first(i) ? Number.NEGATIVE_INFINITY : read(i, j - 1)];
      const value = Math.max(paired, skipOld, skipNow);
      const at = i * width + j - first(i);
      best[at] = value === Number.NEGATIVE_INFINITY ? 0 : value;
      choice[at] = paired === value ? 1 : skipOld === value ? 2 : 3;
    }
  }
  const pairs: [number, number][] = [];
  for (let i = m, j = n; i > 0 && j > 0; ) {
    const column = j - first(i);
    const how = column < 0 || column >= width ? 2 : choice[i * width + column];
    if (how === 1) pairs.push([--i, --j]);
    else if (how === 3) j--;
    else i--;
  }
  return pairs.reverse();
}
