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
  const moot = await where;
  let last = 0;
  for (;;) {
    const rows = await moot.prisma.raw.findMany({
      where: { id: { gt: last }, message: narrow(choice) },
      orderBy: { id: 'asc' },
      take: BATCH,
      select: { id: true, bytes: true, dictionaryId: true },
    });
    for (const bytes of await unpackRows(moot, rows)) yield writeMboxrd(bytes);
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.id;
  }
}

function narrow(choice: MailChoice) {
  if ('messageId' in choice) return { name: { text: choice.messageId } };
  if ('threadId' in choice) return { threadId: choice.threadId };
  if ('list' in choice) return { lists: { some: { list: { name: choice.list } } } };
  return {};
}
