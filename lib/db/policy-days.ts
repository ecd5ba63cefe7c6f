import { getMoot } from '#lib/db/open';
import { StampedCache } from '#lib/db/stamped-cache';
import { readFront } from '#lib/markdown/record-file';

const cache = new StampedCache<ReadonlyMap<string, string>>();

/**
 * The day on which each policy became known, by id: that of the first mail or commit that its record or a change of its
 * own names. A policy that is missing was always there, like the first of its family.
 */
export async function listPolicyDays(): Promise<ReadonlyMap<string, string>> {
  const { prisma } = await getMoot();
  return cache.get(prisma, 'all', async () => {
    const rows = await prisma.record.findMany({ where: { kind: 'policy' }, select: { slug: true, front: true } });
    return new Map(
      rows.flatMap(({ slug, front }): [string, string][] => {
        const { standing, since, sources } = readFront('policy', front);
        const [first] = sources.map(({ date }) => date).toSorted();
        return (standing === 'released' && since === undefined) || first === undefined ? [] : [[slug, first]];
      }),
    );
  });
}
