import { ThreadJoiner } from '#lib/db/archive-bulk/join-threads';
import type { MailRow } from '#lib/db/archive-bulk/mail-row';
import type { BulkTables } from '#lib/db/bulk/tables';

/** The Message-IDs that a batch speaks of, with their numbers, and which of them make a thread. */
export interface BatchNames {
  /** The number of a Message-ID; every one of the batch has one. */
  idOf(text: string): number;
  /** Numbers of those that were held before, as a message or as a ghost. */
  readonly held: ReadonlySet<number>;
  /** Texts and numbers of those that are not there yet. */
  readonly added: ReadonlyMap<string, number>;
  /** Numbers of those that are there and in no thread. */
  readonly loose: readonly number[];
  readonly threads: ThreadJoiner;
}

/** Looks up the Message-IDs of all mails of a batch, gives numbers to the new ones, and joins each mail's into one thread. */
export async function findNames(bulk: BulkTables, rows: readonly MailRow[]): Promise<BatchNames> {
  const texts = new Set<string>();
  for (const row of rows) {
    texts.add(row.messageId);
    for (const { id } of row.references) texts.add(id);
  }
  const found = await bulk.findIn<{ id: number; text: string; threadId: number | null }>(
    'MessageName',
    ['id', 'text', 'threadId'],
    'text',
    [...texts],
  );
  const ids = new Map(found.map(({ id, text }) => [text, id]));
  const missing = [...texts].filter((text) => !ids.has(text));
  const first = missing.length === 0 ? 0 : await bulk.reserve('MessageName', missing.length);
  const added = new Map(missing.map((text, i) => [text, first + i]));
  const threadOf = new Map(found.flatMap(({ id, threadId }) => (threadId === null ? [] : [[id, threadId] as const])));
  const idOf = (text: string): number => {
    const id = ids.get(text) ?? added.get(text);
    if (id === undefined) throw new Error(`Asked for ${text}, a Message-ID that no mail of the batch has`);
    return id;
  };
  const threads = new ThreadJoiner(threadOf);
  for (const row of rows) threads.join([idOf(row.messageId), ...row.references.map(({ id }) => idOf(id))]);
  return {
    idOf,
    held: new Set(found.map(({ id }) => id)),
    added,
    loose: found.flatMap(({ id, threadId }) => (threadId === null ? [id] : [])),
    threads,
  };
}
