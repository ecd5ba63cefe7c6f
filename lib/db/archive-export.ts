import { unpackRows } from '#lib/db/archive-raw';
import { getMoot, type Moot } from '#lib/db/open';
import { writeMboxrd } from '#lib/mail/mboxrd';

/** Which mails to write: one, a thread's, a list's, or all. */
export type MailChoice =
  | { readonly messageId: string }
  | { readonly threadId: number }
  | { readonly list: string }
  | { readonly all: true };

/** Raw forms read at a time. */
const BATCH = 200;

/**
 * Mails as an mboxrd, in the order they were imported, every raw form of each. Read back, the bytes are the same; only a
 * mail whose last line had no end gets one, because the container needs it. One chunk a mail.
 */
export async function* exportMbox(
  choice: MailChoice,
  where: Moot | Promise<Moot> = getMoot(),
): AsyncGenerator<Uint8Array> {
  for await (const bytes of exportRaw(await where, choice)) yield writeMboxrd(bytes);
}

/** The bytes of mails as they came, in the order they were imported, every raw form of each. */
export async function* exportRaw(moot: Moot, choice: MailChoice = { all: true }): AsyncGenerator<Uint8Array> {
  const chosen = await narrow(moot, choice);
  let last = 0;
  for (;;) {
    const rows = await moot.prisma.raw.findMany({
      where: { id: { gt: last }, ...chosen },
      orderBy: { id: 'asc' },
      take: BATCH,
      select: { id: true, bytes: true, dictionaryId: true },
    });
    yield* await unpackRows(moot, rows);
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.id;
  }
}

/** The hashes of the raw forms that `exportRaw` gives, in its order: what tells one state of them from another. */
export async function* listRawHashes(
  choice: MailChoice,
  where: Moot | Promise<Moot> = getMoot(),
): AsyncGenerator<string> {
  const moot = await where;
  const chosen = await narrow(moot, choice);
  let last = 0;
  for (;;) {
    const rows = await moot.prisma.raw.findMany({
      where: { id: { gt: last }, ...chosen },
      orderBy: { id: 'asc' },
      take: BATCH * 20,
      select: { id: true, hash: true },
    });
    for (const { hash } of rows) yield hash;
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.id;
  }
}

/** One mail and one thread are found by their own indexes; a list is a large part of all. */
async function narrow(moot: Moot, choice: MailChoice) {
  if ('all' in choice) return {};
  if ('list' in choice) return { message: { lists: { some: { list: { name: choice.list } } } } };
  let by: { readonly threadId: number } | { readonly nameId: number };
  if ('threadId' in choice) by = { threadId: choice.threadId };
  else {
    const name = await moot.prisma.messageName.findUnique({ where: { text: choice.messageId }, select: { id: true } });
    by = { nameId: name?.id ?? 0 };
  }
  const messages = await moot.prisma.message.findMany({ where: by, select: { id: true } });
  return { messageId: { in: messages.map((message) => message.id) } };
}
