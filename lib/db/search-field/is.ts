import type { SearchField } from '#lib/db/search-field';

/** What became of an objection; mail with a diff of its own, or the cover letter of a series. */
export const isField: SearchField = {
  name: 'is',
  findMails: async ({ prisma }, value) => {
    if (value !== 'patch' && value !== 'cover') return [];
    const rows = await prisma.patch.findMany({ where: { isCover: value === 'cover' }, select: { messageId: true } });
    return rows.map(({ messageId }) => messageId);
  },
  isRecord: (value, { state }) => state === value,
};
