import { READER_ROW, REPLY_READER } from '#lib/db/archive-bulk/write-patches';
import { readForms } from '#lib/db/archive-message';
import type { Prisma } from '#lib/db/generated/client';
import type { Moot } from '#lib/db/open';
import { inTransaction } from '#lib/db/transaction';
import { readReplyTrailers } from '#lib/patch/trailer/reply-trailer';
import type { Trailer } from '#lib/patch/trailer/trailer';

/** Replies that are read anew at a time. */
const BATCH = 100;

/** Which messages are looked at: those of some threads, or all. */
export interface Threads {
  readonly threadId?: { readonly in: number[] };
}

/**
 * What the replies in these threads give, by number of the message; those that give nothing are left out. Imported mail
 * has it written down; mail that was imported before there was anything to write is read once, and then it has.
 */
export async function readReplies(moot: Moot, thread: Threads): Promise<ReadonlyMap<number, Trailer[]>> {
  await readOld(moot, thread);
  const rows = await moot.prisma.replyTrailer.findMany({
    where: { message: thread, position: { not: READER_ROW } },
    orderBy: [{ messageId: 'asc' }, { position: 'asc' }],
  });
  const given = new Map<number, Trailer[]>();
  for (const { messageId, key, value } of rows) {
    const list = given.get(messageId);
    if (list === undefined) given.set(messageId, [{ key, value }]);
    else list.push({ key, value });
  }
  return given;
}

async function readOld(moot: Moot, thread: Threads): Promise<void> {
  const isOld = {
    ...thread,
    parentId: { not: null },
    // A patch of a series has trailers of its own.
    OR: [{ patch: null }, { patch: { isProposal: true } }],
    trailers: { none: { position: READER_ROW, value: String(REPLY_READER) } },
  } satisfies Prisma.MessageWhereInput;
  for (;;) {
    const old = await moot.prisma.message.findMany({
      where: isOld,
      take: BATCH,
      orderBy: { id: 'asc' },
      select: { id: true, raws: { orderBy: { id: 'asc' } } },
    });
    if (old.length === 0) return;
    const read = await Promise.all(
      old.map(async (row) => {
        const [shown] = await readForms(moot, row);
        const reader = { position: READER_ROW, key: 'reader', value: String(REPLY_READER) };
        const trailers = readReplyTrailers(shown?.message.text ?? '');
        return [reader, ...trailers.map((trailer, position) => ({ ...trailer, position }))].map((one) => ({
          ...one,
          messageId: row.id,
        }));
      }),
    );
    await inTransaction(moot.prisma, async (tx) => {
      await tx.replyTrailer.deleteMany({ where: { messageId: { in: old.map(({ id }) => id) } } });
      await tx.replyTrailer.createMany({ data: read.flat() });
    });
  }
}
