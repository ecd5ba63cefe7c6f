import { getMoot } from '#lib/db/open';

/** Whether the mail, or a patch read from it, is held: one look-up by an index, before a page is made. */
export async function isHeld(messageId: string, what: 'mail' | 'patch'): Promise<boolean> {
  const { prisma } = await getMoot();
  // The id first: asked through the relation, SQLite looks at every message.
  const name = await prisma.messageName.findUnique({
    where: { text: messageId },
    select: { messages: { where: what === 'patch' ? { patch: { isNot: null } } : {}, take: 1, select: { id: true } } },
  });
  return name !== null && name.messages.length > 0;
}

/** The lists that held mail came over, those with most mail first. */
export async function listLists(): Promise<{ readonly name: string; readonly messages: number }[]> {
  const { prisma } = await getMoot();
  const lists = await prisma.mailList.findMany({ select: { name: true, _count: { select: { messages: true } } } });
  return lists
    .map(({ name, _count }) => ({ name, messages: _count.messages }))
    .sort((a, b) => b.messages - a.messages || a.name.localeCompare(b.name));
}
