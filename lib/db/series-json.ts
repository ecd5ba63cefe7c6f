import { type CommitOfPatch, readCommits } from '#lib/db/commits';
import type { FoundVersion } from '#lib/db/find-version';
import { getMoot, type Moot } from '#lib/db/open';
import { readStates } from '#lib/db/series-states';
import type { StateOfSeries } from '#lib/patch/series/state';
import { countTrailers, type GatheredTrailer, type TrailerCounts } from '#lib/patch/trailer/gather';

/** All that is known of a series, for programs; content/guide says what each field means. */
export interface SeriesDescription {
  readonly format: 'moot-series-1';
  /** Message-ID of the head of the version that was asked for. */
  readonly asked: string;
  readonly versions: readonly VersionDescription[];
}

export interface VersionDescription {
  readonly messageId: string;
  readonly version: number;
  readonly label: string;
  readonly title: string;
  readonly author: string;
  readonly date: string;
  readonly total: number | null;
  readonly missing: readonly number[];
  readonly changeId: string | null;
  readonly baseCommit: string | null;
  readonly state: StateOfSeries;
  readonly counts: TrailerCounts;
  readonly parts: readonly {
    readonly messageId: string;
    readonly title: string;
    readonly part: number | null;
    readonly isCover: boolean;
    readonly trailers: readonly GatheredTrailer[];
    readonly commits: readonly CommitOfPatch[];
  }[];
}

/** Describes every version of a series. */
export async function describeSeries(
  { lineage, version: asked }: FoundVersion,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<SeriesDescription> {
  const moot = await where;
  const ids = lineage.versions.flatMap(({ parts }) => parts.map(({ messageId }) => messageId));
  const [{ states, trailers }, commits] = await Promise.all([
    readStates(
      moot,
      lineage.versions.map(({ id }) => id),
      { areVersions: true },
    ),
    readCommits(moot, ids),
  ]);
  return {
    format: 'moot-series-1',
    asked: asked.headMessageId,
    versions: lineage.versions.flatMap((version): VersionDescription[] => {
      const state = states.get(version.id);
      if (state === undefined) return [];
      const parts = version.parts.map((part) => ({
        ...part,
        trailers: trailers.get(part.messageId) ?? [],
        commits: commits.get(part.messageId) ?? [],
      }));
      return [
        {
          messageId: version.headMessageId,
          version: version.version,
          label: version.label,
          title: version.title,
          author: version.author,
          date: version.dateIso,
          total: version.total,
          missing: version.missing,
          changeId: version.changeId,
          baseCommit: version.baseCommit,
          state,
          counts: countTrailers(parts.flatMap((part) => part.trailers)),
          parts,
        },
      ];
    }),
  };
}
