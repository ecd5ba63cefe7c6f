import type { DraftMessage } from '#lib/db/archive-bulk/draft-message';
import { groupBy } from '#lib/db/archive-bulk/find-in';
import type { ThreadJoiner } from '#lib/db/archive-bulk/join-threads';
import type { BulkTables, Cell } from '#lib/db/bulk/tables';
import { baseSubject } from '#lib/patch/subject';

/** The threads that a batch is about. */
export interface BatchThreads {
  /** The thread of a Message-ID, by its number. */
  idOf(nameId: number): number;
  /** Threads that were made, and those that were there and stay. */
  readonly opened: readonly number[];
  readonly held: readonly number[];
  /** Threads that turned out to be one: the one with the lowest number stays. */
  readonly merged: readonly MergedThreads[];
}

export interface MergedThreads {
  readonly kept: number;
  readonly gone: readonly number[];
}

/** What a thread's row says of a message of it. */
interface MemberFacts {
  readonly dateMs: number;
  readonly subject: string;
  readonly isReply: boolean;
  readonly textHash: string;
}

const columns = ['subject', 'first', 'last', 'messages'];

/** Gives each of these Message-IDs (by number) its thread, and makes the threads that are new; `fresh` are the new messages. */
export async function openThreads(
  bulk: BulkTables,
  joiner: ThreadJoiner,
  nameIds: readonly number[],
  fresh: readonly DraftMessage[],
): Promise<BatchThreads> {
  const ids = new Map<object, number>();
  const missing: object[] = [];
  const held: number[] = [];
  const merged: MergedThreads[] = [];
  const seen = new Set<object>();
  for (const nameId of nameIds) {
    const root = joiner.rootOf(nameId);
    if (seen.has(root)) continue;
    seen.add(root);
    const [kept, ...gone] = joiner.threadsOf(nameId);
    if (kept === undefined) missing.push(root);
    else {
      ids.set(root, kept);
      held.push(kept);
      if (gone.length > 0) merged.push({ kept, gone });
    }
  }
  const opened: number[] = [];
  if (missing.length > 0) {
    const first = await bulk.reserve('Thread', missing.length);
    const members = groupBy(fresh, ({ nameId }) => joiner.rootOf(nameId));
    const rows = missing.map((root, i): Cell[] => {
      ids.set(root, first + i);
      opened.push(first + i);
      return [first + i, ...describe((members.get(root) ?? []).flatMap(factsOf))];
    });
    await bulk.insert('Thread', ['id', ...columns], rows);
  }
  const idOf = (nameId: number): number => {
    const id = ids.get(joiner.rootOf(nameId));
    if (id === undefined)
      throw new Error(`Asked for the thread of a Message-ID that no mail of the batch has (${nameId})`);
    return id;
  };
  return { idOf, opened, held, merged };
}

/** Moves what belongs to a thread that became part of another. */
export async function mergeThreads(bulk: BulkTables, merged: readonly MergedThreads[]): Promise<void> {
  for (const { kept, gone } of merged) {
    for (const table of ['MessageName', 'Message', 'Series']) {
      await bulk.updateIn(table, 'threadId', kept, 'threadId', gone);
    }
    await bulk.deleteIn('Thread', 'id', gone);
  }
}

/** Says anew of threads what their messages say. */
export async function tellThreads(bulk: BulkTables, threads: readonly number[]): Promise<void> {
  const rows = await bulk.findIn<MessageRow>(
    'Message',
    ['threadId', 'date', 'subject', 'parentId', 'textHash'],
    'threadId',
    threads,
  );
  const members = groupBy(rows, ({ threadId }) => threadId);
  await bulk.update(
    'Thread',
    columns,
    threads.map((id) => [
      id,
      ...describe(
        (members.get(id) ?? []).map(({ date, subject, parentId, textHash }) => {
          return { dateMs: date, subject, isReply: parentId !== null, textHash };
        }),
      ),
    ]),
  );
}

interface MessageRow {
  readonly threadId: number;
  readonly date: number;
  readonly subject: string;
  readonly parentId: number | null;
  readonly textHash: string;
}

function factsOf({ shown, textHash }: DraftMessage): MemberFacts[] {
  if (shown === undefined) return [];
  const { dateMs, subject, parent } = shown;
  return [{ dateMs, subject, isReply: parent !== undefined, textHash }];
}

/** Cells of `columns`. A thread is called by its first message: the earliest, of those as early one that answers none. */
function describe(members: readonly MemberFacts[]): Cell[] {
  let [first, last]: [number, number] = [0, 0];
  let head: MemberFacts | undefined;
  for (const member of members) {
    const { dateMs } = member;
    if (dateMs !== 0 && (first === 0 || dateMs < first)) first = dateMs;
    if (dateMs > last) last = dateMs;
    if (head === undefined || isBefore(member, head)) head = member;
  }
  return [baseSubject(head?.subject ?? ''), new Date(first), new Date(last), members.length];
}

function isBefore(a: MemberFacts, b: MemberFacts): boolean {
  const difference =
    Number(a.dateMs === 0) - Number(b.dateMs === 0) || a.dateMs - b.dateMs || Number(a.isReply) - Number(b.isReply);
  return difference < 0 || (difference === 0 && a.textHash < b.textHash);
}
