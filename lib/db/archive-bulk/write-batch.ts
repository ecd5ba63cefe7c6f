import { type BatchNames, findNames } from '#lib/db/archive-bulk/batch-names';
import { type DraftMessage, type Drafts, draftMessages } from '#lib/db/archive-bulk/draft-message';
import type { MailRow } from '#lib/db/archive-bulk/mail-row';
import { regroup } from '#lib/db/archive-bulk/regroup';
import { writeLists } from '#lib/db/archive-bulk/write-lists';
import { insertMessages, insertRaws, insertReferences, updateMessages } from '#lib/db/archive-bulk/write-messages';
import { type PatchOfMessage, writePatches } from '#lib/db/archive-bulk/write-patches';
import { mergeThreads, openThreads, tellThreads } from '#lib/db/archive-bulk/write-threads';
import type { BulkTables } from '#lib/db/bulk/tables';
import type { IndexEntry } from '#lib/db/mail-index';

/** What a batch did. */
export interface Written {
  readonly added: number;
  /** Other raw forms of mails that are held, kept beside them. */
  readonly copies: number;
  /** Other mails under a Message-ID already held: both kept, both flagged. */
  readonly others: readonly MailRow[];
  /** New messages that are patches or cover letters. */
  readonly patches: number;
  /** Dates of the first and last of the new messages, milliseconds since 1970; undefined where none has one. */
  readonly firstMs: number | undefined;
  readonly lastMs: number | undefined;
  /** New messages as they are indexed, in the order of their numbers. */
  readonly entries: readonly IndexEntry[];
  /** Messages held before that are to be indexed anew. */
  readonly changed: readonly number[];
  /** Message-IDs, by number, that something answered before their mail came: only they can close a circle of replies. */
  readonly awaited: readonly number[];
}

/**
 * Writes mails that are not held byte for byte, inside a transaction. What is held is asked for in a few questions, all is
 * decided in memory, and rows are written table by table in the order of their foreign keys.
 */
export async function writeBatch(
  bulk: BulkTables,
  rows: readonly MailRow[],
  dictionaryId: number | null,
): Promise<Written> {
  const names = await findNames(bulk, rows);
  const drafts = await draftMessages(bulk, rows, names);
  const fresh = drafts.messages.filter(({ isNew }) => isNew);
  const firstId = fresh.length === 0 ? 0 : await bulk.reserve('Message', fresh.length);
  for (const [i, draft] of fresh.entries()) draft.id = firstId + i;

  const touched = rows.map(({ messageId }) => names.idOf(messageId));
  const { merged, ...threads } = await openThreads(bulk, names.threads, touched, fresh);
  const addedNames = [...names.added].map(([text, id]) => [id, text, threads.idOf(id)] as const);
  await bulk.insert('MessageName', ['id', 'text', 'threadId'], addedNames);
  await bulk.update(
    'MessageName',
    ['threadId'],
    names.loose.map((id) => [id, threads.idOf(id)] as const),
  );
  await mergeThreads(bulk, merged);
  await insertMessages(bulk, fresh, names, threads.idOf);
  await updateMessages(bulk, drafts.messages, names);
  await insertReferences(bulk, drafts.messages);
  await insertRaws(bulk, drafts.messages, dictionaryId);
  const lists = drafts.messages.map(({ id, forms }) => ({ messageId: id, lists: forms.flatMap((form) => form.lists) }));
  await writeLists(bulk, lists);
  await tellThreads(bulk, threads.held);

  const shown = drafts.messages.flatMap(({ id, isNew, shown: row }): PatchOfMessage[] =>
    row === undefined ? [] : [{ messageId: id, isNew, patch: row.patch, replyTrailers: row.replyTrailers }],
  );
  const placeholder = await writePatches(bulk, shown, threads.held[0] ?? threads.opened[0]);
  const patched = new Set([...drafts.patched].map((nameId) => threads.idOf(nameId)));
  for (const { kept } of merged) patched.add(kept);
  await regroup(bulk, patched, placeholder);
  return tell(rows, drafts, fresh, names);
}

function tell(rows: readonly MailRow[], drafts: Drafts, fresh: readonly DraftMessage[], names: BatchNames): Written {
  let [firstMs, lastMs]: [number | undefined, number | undefined] = [undefined, undefined];
  let patches = 0;
  const entries: IndexEntry[] = [];
  for (const { id, shown, forms } of fresh) {
    if (shown === undefined) continue;
    const { dateMs, patch, texts } = shown;
    if (patch !== undefined && !patch.isProposal) patches++;
    const list = [...new Set(forms.flatMap((form) => form.lists))].join(' ');
    entries.push({ id, dateMs, texts: forms.length === 1 ? texts : { ...texts, list } });
    if (dateMs === 0) continue;
    firstMs = Math.min(firstMs ?? dateMs, dateMs);
    lastMs = Math.max(lastMs ?? dateMs, dateMs);
  }
  return {
    ...{ added: fresh.length, copies: drafts.copies, others: drafts.others, patches, firstMs, lastMs, entries },
    awaited: findAwaited(rows, names),
    changed: drafts.messages.flatMap(({ id, isNew, forms }) => (isNew || forms.length === 0 ? [] : [id])),
  };
}

function findAwaited(rows: readonly MailRow[], names: BatchNames): number[] {
  const named = new Set<string>();
  const awaited: number[] = [];
  for (const { messageId, parent, references } of rows) {
    const id = names.idOf(messageId);
    if (parent !== undefined && (names.held.has(id) || named.has(messageId))) awaited.push(id);
    for (const reference of references) named.add(reference.id);
  }
  return awaited;
}
