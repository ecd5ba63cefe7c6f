import type { SearchField } from '#lib/db/search-field';

/** Every message under a Message-ID: several where it was used again. */
export const midField: SearchField = {
  name: 'mid',
  findMails: async ({ prisma }, text) => {
    const rows = await prisma.message.findMany({ where: { name: { text } }, select: { id: true } });
    return rows.map(({ id }) => id);
  },
};
