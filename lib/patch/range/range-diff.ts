import { FREE } from '#lib/patch/range/assign';
import { diffTexts, type RangeHunk } from '#lib/patch/range/range-hunk';
import { CREATION_FACTOR, pairTexts } from '#lib/patch/range/range-pair';
import { type RangePatch, sayPatch } from '#lib/patch/range/range-text';

/** `=` the same, `!` changed, `<` only in the older version, `>` only in the newer. */
export type RangeMark = '=' | '!' | '<' | '>';

/** A patch of one version beside its counterpart in the other. */
export interface RangePair {
  /** 0-based place in the older version; null where it has no counterpart. */
  readonly a: number | null;
  readonly b: number | null;
  readonly mark: RangeMark;
  /** What changed, message and diff; empty but for `!`. */
  readonly hunks: readonly RangeHunk[];
}

export interface RangeOptions {
  /** Per cent of a patch's size that it costs to say that it has no counterpart; git's default is 60. */
  readonly creationFactor?: number;
}

/**
 * Compares two versions of a series as `git range-diff` would if both were applied, in its order: that of the newer
 * version, a dropped patch once all before it have been shown.
 */
export function rangeDiff(
  older: readonly RangePatch[],
  newer: readonly RangePatch[],
  options: RangeOptions = {},
): RangePair[] {
  const [olds, news] = [older.map(sayPatch), newer.map(sayPatch)];
  const { ofOld, ofNew } = pairTexts(olds, news, options.creationFactor ?? CREATION_FACTOR);
  return orderPairs(ofOld, ofNew).map(([a, b]): RangePair => {
    const [old, fresh] = [olds[a ?? -1], news[b ?? -1]];
    if (old === undefined) return { a: null, b, mark: '>', hunks: [] };
    if (fresh === undefined) return { a, b: null, mark: '<', hunks: [] };
    const hunks = diffTexts(old.lines, fresh.lines);
    return { a, b, mark: hunks.length === 0 ? '=' : '!', hunks };
  });
}

/** Git's order of printing. */
function orderPairs(ofOld: Int32Array, ofNew: Int32Array): (readonly [number | null, number | null])[] {
  const pairs: (readonly [number | null, number | null])[] = [];
  const shown = new Set<number>();
  let i = 0;
  // Drops every older patch that is shown or has no counterpart, up to one that waits for its own.
  const showDropped = () => {
    for (; i < ofOld.length; i++) {
      if (shown.has(i)) continue;
      if (ofOld[i] !== FREE) return;
      pairs.push([i, null]);
    }
  };
  for (const [j, own] of ofNew.entries()) {
    showDropped();
    pairs.push([own === FREE ? null : own, j]);
    if (own !== FREE) shown.add(own);
  }
  showDropped();
  return pairs;
}
