import { authorOf, dateOf, readForms, viewMessage } from '#lib/db/archive-message';
import { readPatchView } from '#lib/db/archive-patch';
import { unpackRows } from '#lib/db/archive-raw';
import { readMessageRows, readRawForms } from '#lib/db/archive-rows';
import { readThread } from '#lib/db/archive-thread';
import type { Author, MessageView, PatchView, ThreadView } from '#lib/db/archive-types';
import { getMoot, type Moot } from '#lib/db/open';
import { nullOr, numberIn } from '#lib/db/row-value';
import { rowsOf } from '#lib/db/rows';

/**
 * The mail archive, for pages and commands. Every function takes the Moot to read last; without one it is this process's.
 * Message-IDs stand without angle brackets and are case-sensitive.
 */
type Where = Moot | Promise<Moot>;

/** A mail; `form` chooses among different mails under one Message-ID (0 is the first). undefined when not held. */
export async function findMessage(
  messageId: string,
  form = 0,
  where: Where = getMoot(),
): Promise<MessageView | undefined> {
  const moot = await where;
  const rows = await readMessageRows(moot, { messageId });
  const row = rows.find((candidate) => candidate.form === form);
  if (row === undefined) return undefined;
  return viewMessage(
    moot,
    row,
    rows.filter((other) => other !== row),
  );
}

/** A mail's bytes as they came, and their SHA-256. */
export interface RawMail {
  readonly bytes: Uint8Array;
  readonly hash: string;
}

/** The raw form of a mail with this hash, else the one that is shown. undefined when not held. */
export async function findRaw(
  messageId: string,
  hash?: string,
  where: Where = getMoot(),
): Promise<RawMail | undefined> {
  const moot = await where;
  const forms = await readRawForms(moot, { messageId });
  for (const raws of forms.values()) {
    const [only, ...more] = raws;
    if (only !== undefined && more.length === 0) {
      if (hash !== undefined && hash !== only.hash) continue;
      const [bytes] = await unpackRows(moot, [only]);
      return bytes === undefined ? undefined : { bytes, hash: only.hash };
    }
    // Which of several is shown, their text decides.
    const read = await readForms(moot, { raws });
    const found = hash === undefined ? read[0] : read.find((form) => form.hash === hash);
    if (found !== undefined) return { bytes: found.bytes, hash: found.hash };
  }
  return undefined;
}

/** The thread a Message-ID is in, held or ghost; undefined for an id nobody names. */
export async function findThread(messageId: string, where: Where = getMoot()): Promise<ThreadView | undefined> {
  const moot = await where;
  const [name] = await rowsOf(moot).read('SELECT "threadId" FROM "MessageName" WHERE "text" = ?', messageId);
  const threadId = name === undefined ? null : nullOr(numberIn, name, 'threadId');
  return threadId === null ? undefined : readThread(moot, threadId);
}

/** All mails of a thread, decoded, by date: for a page that shows them all. */
export async function listThreadMessages(threadId: number, where: Where = getMoot()): Promise<MessageView[]> {
  const moot = await where;
  const rows = await readMessageRows(moot, { threadId });
  return Promise.all(
    rows.map((row) =>
      viewMessage(
        moot,
        row,
        rows.filter((other) => other !== row && other.nameId === row.nameId),
      ),
    ),
  );
}

/** Mails by their numbers in this database, in the order given; those that are gone by now are left out. */
export async function readMessages(ids: readonly number[], where: Where = getMoot()): Promise<MessageView[]> {
  const moot = await where;
  const rows = await readMessageRows(moot, { ids });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return Promise.all(
    ids.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : viewMessage(moot, row, []);
    }),
  );
}

/** What is known of a mail that may be missing. */
export interface Ghost {
  /** The mail is here after all; `subject` is then its own. */
  readonly isHeld: boolean;
  readonly subject: string;
  /** Mails that refer to it, by date; at most 100. */
  readonly referrers: readonly {
    readonly messageId: string;
    readonly subject: string;
    readonly author: Author;
    readonly dateIso: string | null;
    readonly patch: boolean;
  }[];
  /** How many refer to it. */
  readonly count: number;
}

/** What is known of a Message-ID; undefined when nobody names it. */
export async function findGhost(messageId: string, where: Where = getMoot()): Promise<Ghost | undefined> {
  const { prisma } = await where;
  const name = await prisma.messageName.findUnique({
    where: { text: messageId },
    include: { messages: { orderBy: { form: 'asc' }, take: 1, select: { subject: true } } },
  });
  if (name === null) return undefined;
  const links = await prisma.messageReference.findMany({ where: { nameId: name.id }, select: { messageId: true } });
  const ids = [...new Set(links.map((link) => link.messageId))];
  const rows = await prisma.message.findMany({
    where: { id: { in: ids } },
    orderBy: [{ date: 'asc' }, { id: 'asc' }],
    take: 100,
    include: { name: { select: { text: true } }, patch: { select: { id: true } } },
  });
  const referrers = rows.map((row) => ({
    messageId: row.name.text,
    subject: row.subject,
    author: authorOf(row),
    dateIso: dateOf(row),
    patch: row.patch !== null,
  }));
  return { isHeld: name.messages.length > 0, subject: name.messages[0]?.subject ?? '', referrers, count: ids.length };
}

/** A patch or cover letter, read; undefined when the message is none or not held. */
export async function findPatch(messageId: string, where: Where = getMoot()): Promise<PatchView | undefined> {
  return readPatchView(await where, messageId);
}
