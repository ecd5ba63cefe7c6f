import type { DiffFile } from '#lib/patch/diff/diff';
import { FREE } from '#lib/patch/range/assign';
import { normaliseFiles } from '#lib/patch/range/range-diff-text';
import { CREATION_FACTOR, pairTexts } from '#lib/patch/range/range-pair';
import type { RangeText } from '#lib/patch/range/range-text';

/** A patch as far as pairing needs it. */
export interface PairedPatch {
  readonly title: string;
  readonly files: readonly DiffFile[];
}

/** A patch of one version beside its counterpart in the other: 0-based places, null for none. */
export interface PatchPair {
  readonly a: number | null;
  readonly b: number | null;
  /** Both make the same changes with the same lines around them; only line numbers and the message may differ. */
  readonly isSame: boolean;
}

/**
 * Which patch of one version is which of the other, by the costs of `rangeDiff` without its diffs of diffs. In the order
 * of the newer version; patches without a counterpart in it come last.
 */
export function pairPatches(older: readonly PairedPatch[], newer: readonly PairedPatch[]): PatchPair[] {
  const [olds, news] = [older.map(sayFiles), newer.map(sayFiles)];
  const { ofOld, ofNew } = pairTexts(olds, news, CREATION_FACTOR);
  const pairs = Array.from(ofNew, (own, b): PatchPair => {
    const a = own === FREE ? null : own;
    return { a, b, isSame: a !== null && isSame(olds[a], news[b]) };
  });
  const dropped = Array.from(ofOld, (own, a) => (own === FREE ? [{ a, b: null, isSame: false }] : [])).flat();
  return [...pairs, ...dropped];
}

function isSame(old: RangeText | undefined, fresh: RangeText | undefined): boolean {
  return old?.lines.join('\n') === fresh?.lines.join('\n');
}

function sayFiles({ title, files }: PairedPatch): RangeText {
  // Without a diff nothing but the title could tell one patch from another.
  if (files.length === 0) return { lines: [title], diffAt: 0, diffSize: 0 };
  const { lines, size } = normaliseFiles(files);
  return { lines, diffAt: 0, diffSize: size };
}
