import { authorOf } from '#lib/db/archive-message';
import type { ThreadRow } from '#lib/db/archive-types';
import { getMoot, type Moot } from '#lib/db/open';
import { readSubject } from '#lib/patch/subject';

/** Threads of one subject that begin so far from each other are not taken for one conversation. */
const WITHIN = 90 * 86_400_000;
/** A subject that so many threads have says nothing. */
const MOST = 10;

/**
 * Threads that may be the same conversation, by subject and nothing else: one of the two begins with a reply that names no
 * mail. They are not joined (two questions may have one subject), only offered. By date.
 */
export async function findLooseMatches(
  threadId: number,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<readonly ThreadRow[]> {
  const { prisma } = await where;
  const own = await prisma.thread.findUnique({ where: { id: threadId } });
  if (own === null || own.subject === '') return [];
  const near = { gte: new Date(own.first.getTime() - WITHIN), lte: new Date(own.last.getTime() + WITHIN) };
  const others = await prisma.thread.findMany({
    where: { subject: own.subject, id: { not: threadId }, messages: { gt: 0 }, first: near },
    orderBy: [{ first: 'asc' }, { id: 'asc' }],
    take: MOST + 1,
  });
  if (others.length === 0 || others.length > MOST) return [];
  const heads = await prisma.message.findMany({
    where: { threadId: { in: [threadId, ...others.map(({ id }) => id)] }, parentId: null, references: { none: {} } },
    orderBy: [{ date: 'asc' }, { id: 'asc' }],
    include: { name: { select: { text: true } } },
  });
  const headOf = (id: number) => heads.find((head) => head.threadId === id);
  const isReply = (id: number) => readSubject(headOf(id)?.subject ?? '').isReply;
  return others.flatMap(({ id, subject, messages, first, last }) => {
    const head = headOf(id);
    if (head === undefined || isReply(id) === isReply(threadId)) return [];
    return [
      {
        id,
        subject,
        messages,
        firstIso: first.toISOString(),
        lastIso: last.toISOString(),
        messageId: head.name.text,
        author: authorOf(head),
      },
    ];
  });
}
