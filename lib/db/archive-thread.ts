import { authorOf, dateOf, readWords } from '#lib/db/archive-message';
import type { ThreadNode, ThreadView } from '#lib/db/archive-types';
import type { Moot } from '#lib/db/open';
import { buildThread, type ThreadMember } from '#lib/mail/thread';

/** A thread as a tree: five queries at most, however many messages; no text is read. undefined for an unknown number. */
export async function readThread(moot: Moot, threadId: number): Promise<ThreadView | undefined> {
  const { prisma } = moot;
  const [thread, rows, ghosts] = await Promise.all([
    prisma.thread.findUnique({ where: { id: threadId } }),
    prisma.message.findMany({
      where: { threadId, form: 0 },
      select: {
        id: true,
        parentId: true,
        nameId: true,
        subject: true,
        fromName: true,
        fromAddress: true,
        date: true,
        dateAsWritten: true,
        flags: true,
        patch: { select: { part: true, total: true, isProposal: true } },
      },
    }),
    prisma.messageName.findMany({ where: { threadId }, select: { id: true, text: true } }),
  ]);
  if (thread === null) return undefined;
  const names = new Map(ghosts.map((name) => [name.id, name.text]));
  const held = new Set(rows.map((row) => row.nameId));
  const hasGhosts = ghosts.some((name) => !held.has(name.id));
  const references = hasGhosts
    ? await readReferences(
        moot,
        rows.map((row) => row.id),
        names,
      )
    : new Map<number, string[]>();
  const byId = new Map(rows.map((row) => [names.get(row.nameId) ?? '', row]));
  const members = rows.map((row): ThreadMember => {
    const parent = row.parentId === null ? undefined : names.get(row.parentId);
    return {
      id: names.get(row.nameId) ?? '',
      references: references.get(row.id) ?? [],
      parent,
      dateMs: row.date.getTime(),
    };
  });
  const tree = buildThread(members);
  const nodes = tree.places.map((place): ThreadNode => {
    const row = byId.get(place.id);
    const base = {
      messageId: place.id,
      isGhost: place.isGhost,
      depth: place.depth,
      parentMessageId: place.parent ?? null,
    };
    if (row === undefined)
      return { ...base, subject: '', author: { name: '', address: '' }, dateIso: null, part: null, flags: [] };
    const { patch } = row;
    const part = patch === null ? null : sayPart(patch);
    return {
      ...base,
      subject: row.subject,
      author: authorOf(row),
      dateIso: dateOf(row),
      part,
      flags: readWords(row.flags),
    };
  });
  return {
    id: thread.id,
    subject: thread.subject,
    messages: thread.messages,
    ghosts: nodes.filter((node) => node.isGhost).length,
    firstIso: thread.first.toISOString(),
    lastIso: thread.last.toISOString(),
    nodes,
    cut: tree.cut,
  };
}

/** References matter only to place ghosts: they are read only where there are any. */
async function readReferences(
  moot: Moot,
  ids: readonly number[],
  names: ReadonlyMap<number, string>,
): Promise<Map<number, string[]>> {
  const rows = await moot.prisma.messageReference.findMany({
    where: { messageId: { in: [...ids] }, header: 'references' },
    orderBy: [{ messageId: 'asc' }, { position: 'asc' }],
    select: { messageId: true, nameId: true },
  });
  const references = new Map<number, string[]>();
  for (const row of rows) {
    const text = names.get(row.nameId);
    if (text === undefined) continue;
    const list = references.get(row.messageId);
    if (list === undefined) references.set(row.messageId, [text]);
    else list.push(text);
  }
  return references;
}

function sayPart({
  part,
  total,
  isProposal,
}: {
  readonly part: number | null;
  readonly total: number | null;
  readonly isProposal: boolean;
}): string {
  if (isProposal) return 'diff';
  return part === null ? '1/1' : `${part}/${total ?? '?'}`;
}
