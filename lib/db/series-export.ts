import type { FoundVersion } from '#lib/db/find-version';
import { getMoot, type Moot } from '#lib/db/open';
import { readSeriesDiffs, type SeriesVersion } from '#lib/db/series';
import { type AmPart, readAm } from '#lib/db/series-am';
import type { GatherOptions } from '#lib/patch/trailer/gather';

export interface ExportOptions extends GatherOptions {
  /** Writes what is held of a series that is not whole. */
  readonly partial?: boolean;
}

/** A posted series as it is exported, or why it is not. */
export type SeriesExport =
  | {
      readonly state: 'ready';
      readonly version: SeriesVersion;
      readonly parts: readonly AmPart[];
      /** What a reader has to know of it, in sentences. */
      readonly notes: readonly string[];
    }
  | { readonly state: 'refused'; readonly why: string };

/**
 * The patches of a version in order, each as a mail that `git am` takes, with the trailers that were given in replies and
 * count. A patch that the version did not send again is the earlier version's, and a note says so.
 */
export async function exportSeries(
  { lineage, version }: FoundVersion,
  options: ExportOptions = {},
  where: Moot | Promise<Moot> = getMoot(),
): Promise<SeriesExport> {
  const moot = await where;
  const diffs = await readSeriesDiffs(version.id, moot);
  const choice = {
    seriesId: version.id,
    messageIds: diffs.map(({ messageId }) => messageId),
    versions: lineage.versions.map(({ id }) => id),
  };
  const parts = await readAm(moot, choice, options);
  const problems: string[] = [];
  const fallen = new Set(diffs.flatMap(({ part, fallsBack }) => (fallsBack === null || part === null ? [] : [part])));
  const missing = version.missing.filter((part) => !fallen.has(part));
  if (missing.length > 0) {
    const [noun, verb] = missing.length === 1 ? ['Part', 'is'] : ['Parts', 'are'];
    problems.push(`${noun} ${listNumbers(missing)} of ${version.total} ${verb} not held.`);
  }
  if (parts.length === 0) problems.push('No patch of it is held.');
  const empty = parts.filter(({ diff }) => diff === '');
  for (const one of empty) problems.push(`${sayPart(one)} has no diff.`);
  const usable = parts.filter(({ diff }) => diff !== '');
  if (problems.length > 0 && (options.partial !== true || usable.length === 0)) {
    return { state: 'refused', why: problems.join(' ') };
  }
  // What cannot be read here may be what git reads: it says so itself where not.
  for (const one of usable) {
    if (one.problem !== null) problems.push(`${sayPart(one)} is as it was mailed, and may not apply: ${one.problem}.`);
  }
  const notes = diffs.flatMap(({ part, title, fallsBack }) =>
    fallsBack === null ? [] : [`Part ${part ?? ''} "${title}" is that of ${fallsBack.label}.`],
  );
  return { state: 'ready', version, parts: usable, notes: [...problems, ...notes] };
}

function sayPart({ part, title }: AmPart): string {
  return part === null ? `"${title}"` : `Part ${part}`;
}

/** `2, 4–7`: numbers with runs drawn together. */
function listNumbers(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
