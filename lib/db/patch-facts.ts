import { type CommitOfPatch, readCommits } from '#lib/db/commits';
import { findVersion } from '#lib/db/find-version';
import { getMoot, type Moot } from '#lib/db/open';
import { versionOfState } from '#lib/db/series-state';
import { readStates } from '#lib/db/series-states';
import type { StateOfSeries } from '#lib/patch/series/state';
import { countTrailers, type GatheredTrailer, type TrailerCounts } from '#lib/patch/trailer/gather';

/** What stands beside a patch: what was given to it, what became of its series and of itself. */
export interface PatchFactsView {
  readonly trailers: readonly GatheredTrailer[];
  /** Of this patch; of a cover letter, of what was given to the whole series. */
  readonly counts: TrailerCounts;
  readonly state: StateOfSeries;
  /** Version of the record of what people said of the state; 0 where nobody did. */
  readonly stateVersion: number;
  /** Message-ID of the head of this version. */
  readonly head: string;
  /** As written in the series. */
  readonly baseCommit: string | null;
  readonly commits: readonly CommitOfPatch[];
  /** Parts of this version that are not held. */
  readonly missing: readonly number[];
}

/** The facts of a patch or cover letter; undefined where the message is none or not held. */
export async function readPatchFacts(
  messageId: string,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<PatchFactsView | undefined> {
  const moot = await where;
  const found = await findVersion(messageId, moot);
  if (found === undefined) return undefined;
  const { lineage, version } = found;
  const [{ states, trailers }, commits, stateVersion] = await Promise.all([
    readStates(
      moot,
      lineage.versions.map(({ id }) => id),
      { areVersions: true },
    ),
    readCommits(moot, [messageId]),
    versionOfState(version.headMessageId, moot),
  ]);
  const state = states.get(version.id);
  if (state === undefined) return undefined;
  const own = trailers.get(messageId) ?? [];
  return {
    trailers: own,
    counts: countTrailers(own),
    state,
    stateVersion,
    head: version.headMessageId,
    baseCommit: version.baseCommit,
    commits: commits.get(messageId) ?? [],
    missing: version.missing,
  };
}
