import { getMoot } from '#lib/db/open';
import { listReleases } from '#lib/db/releases';
import { StampedCache } from '#lib/db/stamped-cache';
import { readFront } from '#lib/markdown/record-file';

const cache = new StampedCache<ReadonlyMap<string, string>>();

/**
 * The day on which each policy became known, by id: that of its first source, or of the release that brought it where that
 * came first. A policy that is missing was always there, like the first of its family.
 */
export async function listPolicyDays(): Promise<ReadonlyMap<string, string>> {
  const { prisma } = await getMoot();
  return cache.get(prisma, 'all', async () => {
    const [releases, rows] = await Promise.all([
      listReleases(prisma),
      prisma.record.findMany({ where: { kind: 'policy' }, select: { slug: true, front: true } }),
    ]);
    return new Map(
      rows.flatMap(({ slug, front }): [string, string][] => {
        const { standing, since, sources } = readFront('policy', front);
        if (standing === 'released' && since === undefined) return [];
        const released = releases.filter(({ release }) => release === since).map(({ date }) => date);
        const [first] = [...released, ...sources.map(({ date }) => date)].toSorted();
        return first === undefined ? [] : [[slug, first]];
      }),
    );
  });
}
