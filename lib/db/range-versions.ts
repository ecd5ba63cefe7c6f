import { hasMessage } from '#lib/db/find-version';
import { Kept } from '#lib/db/kept';
import { getMoot, type Moot } from '#lib/db/open';
import { findLineage, type SeriesVersion } from '#lib/db/series';
import { readVersionPatches, type VersionPatch } from '#lib/db/version-patches';
import { type RangePair, rangeDiff } from '#lib/patch/range/range-diff';

/** Two versions of a series, compared. */
export interface RangeView {
  /** All versions of the series of the newer one, in the order of posting. */
  readonly versions: readonly SeriesVersion[];
  readonly older: SeriesVersion;
  readonly newer: SeriesVersion;
  readonly olderPatches: readonly VersionPatch[];
  readonly newerPatches: readonly VersionPatch[];
  readonly pairs: readonly RangePair[];
}

/** Lines of diffs of diffs kept: some hundred comparisons of middling series. */
const kept = new Kept<readonly RangePair[]>(400_000);

/**
 * Compares the version that holds `messageId` with the one that holds `from`; where none is named, with the one posted before
 * it, or, for the first, the one after it with itself. Undefined where one is not held, no patch, or the only version.
 */
export async function readRangeDiff(
  messageId: string,
  from: string | undefined,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<RangeView | undefined> {
  const chosen = await findVersions(messageId, from, where);
  if (chosen === undefined) return undefined;
  const [olderPatches, newerPatches] = await Promise.all([
    readVersionPatches(chosen.older.id, where),
    readVersionPatches(chosen.newer.id, where),
  ]);
  const key = [olderPatches, newerPatches].map((list) => list.map((patch) => patch.messageId).join(' ')).join('\n');
  let pairs = kept.get(key);
  if (pairs === undefined) {
    pairs = rangeDiff(olderPatches, newerPatches);
    const lines = pairs.flatMap((pair) => pair.hunks.map((hunk) => hunk.lines.length));
    kept.set(
      key,
      pairs,
      lines.reduce((sum, count) => sum + count, pairs.length),
    );
  }
  return { ...chosen, olderPatches, newerPatches, pairs };
}

async function findVersions(messageId: string, from: string | undefined, where: Moot | Promise<Moot>) {
  const versions = (await findLineage(messageId, where))?.versions ?? [];
  const at = placeOf(versions, messageId);
  const [own, before, after] = [versions[at], versions[at - 1], versions[at + 1]];
  if (own === undefined) return undefined;
  if (from === undefined) {
    if (before !== undefined) return { versions, older: before, newer: own };
    return after === undefined ? undefined : { versions, older: own, newer: after };
  }
  const others =
    versions[placeOf(versions, from)] === undefined ? (await findLineage(from, where))?.versions : versions;
  const older = others?.[placeOf(others, from)];
  return older === undefined ? undefined : { versions, older, newer: own };
}

function placeOf(versions: readonly SeriesVersion[], messageId: string): number {
  return versions.findIndex((version) => hasMessage(version, messageId));
}
