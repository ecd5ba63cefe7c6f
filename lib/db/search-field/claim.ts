import type { Moot } from '#lib/db/open';
import { findByNames, NoSuchName, type SearchField } from '#lib/db/search-field';

async function findClaim({ prisma }: Moot, value: string) {
  const claim = await prisma.claim.findFirst({
    where: { record: { slug: value.toLowerCase() } },
    select: {
      record: { select: { slug: true } },
      stances: { select: { nameId: true } },
      relations: { select: { nameId: true } },
      relationsTo: { select: { nameId: true } },
      annotations: { select: { annotation: { select: { nameId: true } } } },
    },
  });
  if (claim === null) {
    throw new NoSuchName(`No claim is called "${value}": expected the name in the address of its page.`);
  }
  return claim;
}

/** Mail in which somebody took a stance on the claim, tied it to another, or was annotated with it. */
export const claimField: SearchField = {
  name: 'claim',
  findMails: async (moot, value) => {
    const { stances, relations, relationsTo, annotations } = await findClaim(moot, value);
    const ties = [...stances, ...relations, ...relationsTo, ...annotations.map(({ annotation }) => annotation)];
    return findByNames(
      moot,
      ties.flatMap(({ nameId }) => nameId ?? []),
    );
  },
  readValue: async (moot, value) => (await findClaim(moot, value)).record.slug,
  isRecord: (slug, { claims }) => claims.has(slug),
};
