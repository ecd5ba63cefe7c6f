import { alignLines, isTelling } from '#lib/patch/carry/align';
import type { Became, Shown } from '#lib/patch/carry/carrier';
import { isSameButSpace, likenessOf } from '#lib/patch/carry/likeness';

/** Two lines are one that was edited from this likeness on. */
const LIKE = 0.6;

/** The same where one line took the place of one. */
const LIKE_ALONE = 0.3;

/** A likeness that is nearly as good makes a choice doubtful. */
const MARGIN = 0.05;

/** Pairs of lines of a gap that are compared; a larger one is another text, not an edited one. */
const MAX_PAIRS = 10_000;

/** What a line became: an index in the file, the others it might be as well, or `gone`: nothing stands between its neighbours. */
export type Edited =
  | { readonly at: number }
  | { readonly doubtful: readonly number[] }
  | { readonly gone: true }
  | undefined;

/** The lines between two sure pairs: indexes in either file, the last ones included. */
interface Gap {
  readonly from: number;
  readonly fromEnd: number;
  readonly to: number;
  readonly toEnd: number;
}

const matched = new WeakMap<Became, Map<number, ReadonlyMap<number, Edited>>>();

/**
 * What an edited line became: of the lines that stand where it stood, between the same neighbours or in the same hunk, the
 * one that is like it. Each has one partner, and none cross. Undefined where nothing says where it stood, or nothing is like it.
 */
export function findEdited(shown: Shown, became: Became, index: number): Edited {
  const gap = findGap(shown, became, index);
  if (gap === undefined) return undefined;
  if (gap.to > gap.toEnd) return { gone: true };
  const known = matched.get(became) ?? new Map<number, ReadonlyMap<number, Edited>>();
  matched.set(became, known);
  const pairs = known.get(gap.from) ?? matchGap(shown, became.to, gap);
  known.set(gap.from, pairs);
  return pairs.get(index);
}

function findGap(shown: Shown, { to, map, isLoose }: Became, index: number): Gap | undefined {
  const isSure = (at: number) => (map[at] ?? -1) >= 0 && !isLoose(at);
  const isJoined = ({ numbers }: Shown, at: number) => (numbers[at] ?? 0) + 1 === numbers[at + 1];
  let from = index;
  while (from > 0 && isJoined(shown, from - 1) && !isSure(from - 1)) from--;
  let fromEnd = index;
  while (isJoined(shown, fromEnd) && !isSure(fromEnd + 1)) fromEnd++;
  const before = isJoined(shown, from - 1) ? (map[from - 1] ?? -1) : -1;
  const after = isJoined(shown, fromEnd) ? (map[fromEnd + 1] ?? -1) : -1;
  if (before < 0 && after < 0) return undefined;
  // At the edge of a hunk the gap ends where the other hunk does.
  let [first, last] = [before + 1, after - 1];
  if (before < 0) for (first = after; first > 0 && isJoined(to, first - 1); ) first--;
  if (after < 0) for (last = before; isJoined(to, last); ) last++;
  for (let at = first; at < last; at++) if (!isJoined(to, at)) return undefined;
  return { from, fromEnd, to: first, toEnd: last };
}

/** Lines that differ in white space alone first, then the likest pairs without crossings between them. */
function matchGap(shown: Shown, to: Shown, gap: Gap): ReadonlyMap<number, Edited> {
  const left = shown.texts.slice(gap.from, gap.fromEnd + 1);
  const right = to.texts.slice(gap.to, gap.toEnd + 1);
  const found = new Map<number, Edited>();
  const strip = (text: string) => text.replace(/\s+/g, '');
  const spaced = alignLines(left.map(strip), right.map(strip));
  const isSpaced = (i: number) =>
    (spaced.map[i] ?? -1) >= 0 && !spaced.isLoose(i) && (isTelling(left[i] ?? '') || left.length <= 2 * right.length);
  let [start, rightStart] = [0, 0];
  for (let i = 0; i <= left.length; i++) {
    if (i < left.length && !isSpaced(i)) continue;
    const j = i < left.length ? (spaced.map[i] ?? 0) : right.length;
    const pairs = matchLikest(left.slice(start, i), right.slice(rightStart, j));
    for (const [one, edited] of pairs) found.set(gap.from + start + one, shift(edited, gap.to + rightStart));
    if (i < left.length) found.set(gap.from + i, { at: gap.to + j });
    [start, rightStart] = [i + 1, j + 1];
  }
  return found;
}

function shift(edited: Edited, by: number): Edited {
  if (edited === undefined || 'gone' in edited) return edited;
  return 'at' in edited ? { at: edited.at + by } : { doubtful: edited.doubtful.map((at) => at + by) };
}

function matchLikest(left: readonly string[], right: readonly string[]): ReadonlyMap<number, Edited> {
  const found = new Map<number, Edited>();
  if (left.length === 0 || right.length === 0 || left.length * right.length > MAX_PAIRS) return found;
  const least = left.length === 1 && right.length === 1 ? LIKE_ALONE : LIKE;
  const like = left.map((one) =>
    right.map((two) => (isSameButSpace(one, two) ? 1 : isTelling(one) ? likenessOf(one, two) : 0)),
  );
  const pairs = pairRising(like, least);
  const taken = new Set(pairs.values());
  for (const i of left.keys()) {
    const at = pairs.get(i);
    if (at === undefined) continue;
    const best = like[i]?.[at] ?? 0;
    const rivals = [...right.keys()].filter((j) => !taken.has(j) && (like[i]?.[j] ?? 0) >= best - MARGIN);
    found.set(i, rivals.length === 0 ? { at } : { doubtful: [at, ...rivals].sort((a, b) => a - b) });
  }
  return found;
}

/** The pairs without crossings whose likeness is greatest in sum, none of them below `least`. */
function pairRising(like: readonly (readonly number[])[], least: number): ReadonlyMap<number, number> {
  const [height, width] = [like.length, (like[0]?.length ?? 0) + 1];
  const table = new Float64Array((height + 1) * width);
  const gain = (i: number, j: number) => {
    const value = like[i]?.[j] ?? 0;
    return value < least ? Number.NEGATIVE_INFINITY : value;
  };
  for (let i = height - 1; i >= 0; i--) {
    for (let j = width - 2; j >= 0; j--) {
      const skip = Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
      table[i * width + j] = Math.max(skip, gain(i, j) + (table[(i + 1) * width + j + 1] ?? 0));
    }
  }
  const pairs = new Map<number, number>();
  let [i, j] = [0, 0];
  while (i < height && j < width - 1) {
    const here = table[i * width + j] ?? 0;
    if (gain(i, j) + (table[(i + 1) * width + j + 1] ?? 0) === here) pairs.set(i++, j++);
    else if (table[(i + 1) * width + j] === here) i++;
    else j++;
  }
  return pairs;
}
