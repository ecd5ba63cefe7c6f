import { getMoot } from '#lib/db/open';

/** Slug of the claim that a counterexample defeats; undefined where there is no such counterexample. */
export async function findDefeated(slug: string): Promise<string | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.counterexample.findFirst({
    where: { record: { slug } },
    select: { claim: { select: { record: { select: { slug: true } } } } },
  });
  return row?.claim.record.slug;
}
