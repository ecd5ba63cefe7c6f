import { findByNames, type SearchField } from '#lib/db/search-field';

/** Claims and changes of which somebody said so, and the mail that says it. */
export const stanceField: SearchField = {
  name: 'stance',
  findMails: async (moot, attitude) => {
    const stances = await moot.prisma.stance.findMany({ where: { attitude }, select: { nameId: true } });
    return findByNames(
      moot,
      stances.map(({ nameId }) => nameId),
    );
  },
  isRecord: (value, _facts, _run, said) => said?.attitude === value,
};
