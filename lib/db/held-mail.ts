import { getMoot } from '#lib/db/open';

/** Whether the mail, or a patch read from it, is held: one look-up by an index, before a page is made. */
export async function isHeld(messageId: string, what: 'mail' | 'patch'): Promise<boolean> {
  const { prisma } = await getMoot();
  const found = await prisma.message.findFirst({
    where: { name: { text: messageId }, ...(what === 'patch' ? { patch: { isNot: null } } : {}) },
    select: { id: true },
  });
  return found !== null;
}

/** The lists that held mail came over, those with most mail first. */
export async function listLists(): Promise<{ readonly name: string; readonly messages: number }[]> {
  const { prisma } = await getMoot();
  const lists = await prisma.mailList.findMany({ select: { name: true, _count: { select: { messages: true } } } });
  return lists
    .map(({ name, _count }) => ({ name, messages: _count.messages }))
    .sort((a, b) => b.messages - a.messages || a.name.localeCompare(b.name));
}
