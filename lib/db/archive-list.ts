import { authorOf, dateOf, readWords } from '#lib/db/archive-message';
import type { Author } from '#lib/db/archive-types';
import { getMoot, type Moot } from '#lib/db/open';

type Where = Moot | Promise<Moot>;

/** A mail in a list: no text is read. */
export interface MailLine {
  /** Number of the message in this database. */
  readonly id: number;
  readonly messageId: string;
  readonly subject: string;
  readonly author: Author;
  readonly dateIso: string | null;
  readonly flags: readonly string[];
}

/** A thread in the list of a mailing list. */
export interface ListedThread {
  readonly id: number;
  readonly subject: string;
  readonly messages: number;
  readonly firstIso: string;
  readonly lastIso: string;
  /** The earliest mail that is held. */
  readonly first: MailLine;
  /** The newest mails, newest first. */
  readonly newest: readonly MailLine[];
}

/** A place between threads: after the one with this number whose last mail has this date (milliseconds since 1970). */
export interface ThreadPlace {
  readonly lastMs: number;
  /** Undefined where only the date is known: then every thread of that moment is on the older side. */
  readonly id: number | undefined;
}

/** From where on threads are listed: the newest, or those before or after a place. */
export type ThreadStart =
  | { readonly from: 'newest' }
  | { readonly from: 'older' | 'newer'; readonly than: ThreadPlace };

/** Threads in order of their last mail, newest first, and whether there are others on either side. */
export interface ThreadSlice {
  readonly threads: readonly ListedThread[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
}

/** Threads of a page, and the newest mails of each that stand there. */
const PAGE = 50;
const NEWEST = 3;

/** The threads of a list (of all lists without one) from a place on. */
export async function listThreadsFrom(
  { list, start }: { readonly list: string | undefined; readonly start: ThreadStart },
  where: Where = getMoot(),
): Promise<ThreadSlice> {
  const moot = await where;
  const { prisma } = moot;
  const way = start.from === 'newer' ? 'asc' : 'desc';
  const ids = await prisma.thread.findMany({
    where: { messages: { gt: 0 }, ...ofList(list), ...beyond(start) },
    orderBy: [{ last: way }, { id: way }],
    take: PAGE + 1,
    select: { id: true },
  });
  const isMore = ids.length > PAGE;
  const threads = await readThreads(
    moot,
    ids.slice(0, PAGE).map(({ id }) => id),
  );
  const isFirst = start.from === 'newest';
  return start.from === 'newer'
    ? { threads, hasNewer: isMore, hasOlder: true }
    : { threads, hasNewer: !isFirst, hasOlder: isMore };
}

function ofList(list: string | undefined) {
  return list === undefined ? {} : { members: { some: { lists: { some: { list: { name: list } } } } } };
}

function beyond(start: ThreadStart) {
  if (start.from === 'newest') return {};
  const { lastMs, id } = start.than;
  const last = new Date(lastMs);
  if (id === undefined) return { last: start.from === 'older' ? { lte: last } : { gt: last } };
  const side = start.from === 'older' ? 'lt' : 'gt';
  return { OR: [{ last: { [side]: last } }, { last, id: { [side]: id } }] };
}

const line = {
  select: {
    id: true,
    subject: true,
    fromName: true,
    fromAddress: true,
    date: true,
    dateAsWritten: true,
    flags: true,
    name: { select: { text: true } },
  },
} as const;

/** A message's row with what its line needs. */
interface LineRow {
  readonly id: number;
  readonly subject: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly date: Date;
  readonly dateAsWritten: string;
  readonly flags: string;
  readonly name: { readonly text: string };
}

function viewLine(row: LineRow): MailLine {
  return {
    id: row.id,
    messageId: row.name.text,
    subject: row.subject,
    author: authorOf(row),
    dateIso: dateOf(row),
    flags: readWords(row.flags),
  };
}

async function readThreads({ prisma }: Moot, ids: readonly number[]): Promise<ListedThread[]> {
  const chosen = { id: { in: [...ids] } };
  const [threads, firsts] = await Promise.all([
    prisma.thread.findMany({
      where: chosen,
      orderBy: [{ last: 'desc' }, { id: 'desc' }],
      include: { members: { ...line, orderBy: [{ date: 'desc' }, { id: 'desc' }], take: NEWEST } },
    }),
    prisma.thread.findMany({
      where: chosen,
      select: { id: true, members: { ...line, orderBy: [{ date: 'asc' }, { id: 'asc' }], take: 1 } },
    }),
  ]);
  const firstOf = new Map(firsts.map((thread) => [thread.id, thread.members[0]]));
  return threads.flatMap((thread): ListedThread[] => {
    const first = firstOf.get(thread.id);
    if (first === undefined) return [];
    const { id, subject, messages } = thread;
    const [firstIso, lastIso] = [thread.first.toISOString(), thread.last.toISOString()];
    const newest = thread.members.map(viewLine);
    return [{ id, subject, messages, firstIso, lastIso, first: viewLine(first), newest }];
  });
}

/** The newest mails of a thread, of a list, or of all lists where it is undefined; newest first. */
export async function listNewest(
  choice: ({ readonly list: string | undefined } | { readonly threadId: number }) & { readonly count: number },
  where: Where = getMoot(),
): Promise<readonly MailLine[]> {
  const { prisma } = await where;
  const { count } = choice;
  const ofThis =
    'threadId' in choice
      ? { threadId: choice.threadId }
      : choice.list === undefined
        ? {}
        : { lists: { some: { list: { name: choice.list } } } };
  const rows = await prisma.message.findMany({
    where: ofThis,
    orderBy: [{ date: 'desc' }, { id: 'desc' }],
    take: count,
    ...line,
  });
  return rows.map(viewLine);
}

/** Whether a list is known, by its whole name. */
export async function isList(name: string, where: Where = getMoot()): Promise<boolean> {
  const { prisma } = await where;
  return (await prisma.mailList.findUnique({ where: { name }, select: { id: true } })) !== null;
}
