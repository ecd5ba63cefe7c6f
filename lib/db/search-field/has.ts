import { findByNames, type SearchField } from '#lib/db/search-field';

/** Claims with a counterexample or a scenario; mail that a claim rests on, or that has annotations. */
export const hasField: SearchField = {
  name: 'has',
  findMails: async (moot, value) => {
    const { prisma } = moot;
    if (value === 'annotation') {
      const rows = await prisma.annotation.findMany({ select: { nameId: true } });
      return findByNames(
        moot,
        rows.map(({ nameId }) => nameId),
      );
    }
    if (value !== 'claim') return [];
    const [stances, relations] = await Promise.all([
      prisma.stance.findMany({ where: { claimId: { not: null } }, select: { nameId: true } }),
      prisma.relation.findMany({ where: { nameId: { not: null } }, select: { nameId: true } }),
    ]);
    return findByNames(
      moot,
      [...stances, ...relations].flatMap(({ nameId }) => nameId ?? []),
    );
  },
  isRecord: (value, { has }) => has.has(value),
};
