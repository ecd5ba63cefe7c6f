import { readForms } from '#lib/db/archive-message';
import { getMoot, type Moot } from '#lib/db/open';
import { readSeriesDiffs } from '#lib/db/series';
import { type RangePatch, readRangePatch } from '#lib/patch/range/range-text';

/** A patch of a version with everything that two versions are compared by. */
export interface VersionPatch extends RangePatch {
  readonly messageId: string;
  /** null for a single patch without a number. */
  readonly part: number | null;
}

/**
 * The patches of a posted series, read from their mails; those that it did not send again come from the version that it
 * falls back to.
 */
export async function readVersionPatches(
  seriesId: number,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<readonly VersionPatch[]> {
  const moot = await where;
  const diffs = await readSeriesDiffs(seriesId, moot);
  const rows = await moot.prisma.message.findMany({
    where: { name: { text: { in: diffs.map(({ messageId }) => messageId) } }, patch: { isNot: null } },
    orderBy: { form: 'asc' },
    select: { name: { select: { text: true } }, raws: { orderBy: { id: 'asc' } } },
  });
  const mails = new Map([...rows].reverse().map((row) => [row.name.text, row]));
  const patches = await Promise.all(
    diffs.map(async ({ messageId, part }): Promise<VersionPatch | undefined> => {
      const row = mails.get(messageId);
      const [shown] = row === undefined ? [] : await readForms(moot, row);
      const patch = shown === undefined ? undefined : readRangePatch(shown.message);
      return patch === undefined ? undefined : { ...patch, messageId, part };
    }),
  );
  return patches.flatMap((patch) => patch ?? []);
}
