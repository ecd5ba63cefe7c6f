import { readForms } from '#lib/db/archive-bulk/held-message';
import { endImport, type ImportRecord, noCounts, openImport, saveProgress } from '#lib/db/archive-bulk/import-record';
import { findClearest, readReply } from '#lib/db/archive-bulk/mail-row';
import { readPatchRow } from '#lib/db/archive-bulk/patch-row';
import { regroup } from '#lib/db/archive-bulk/regroup';
import { type PatchOfMessage, READER, writePatches } from '#lib/db/archive-bulk/write-patches';
import { openBulk } from '#lib/db/bulk/open';
import type { BulkTables } from '#lib/db/bulk/tables';
import type { Moot } from '#lib/db/open';
import { parseMessage } from '#lib/mail/message';

/** Mails read in a transaction: some tenths of a second, so that nobody who saves meanwhile has to wait for long. */
const BATCH = 200;

/** How far it got, kept among the imports: one that was killed goes on there. */
const source = { address: `patches, reader ${READER}`, kind: 'reread' };

export interface RereadOptions {
  /** Ends after the batch in hand; what is left is done next time. */
  readonly signal?: AbortSignal;
  /** Mails in a transaction. */
  readonly batch?: number;
}

/**
 * Reads anew, from the mails as they came, what an older reader wrote of patches, or did not see; and brings series up to
 * date with what people said of them. Batch by batch, each whole or not at all. Returns how many mails were read.
 */
export async function rereadPatches(moot: Moot, options: RereadOptions = {}): Promise<number> {
  const bulk = await openBulk(moot);
  try {
    await applyGroupings(bulk);
    return await reread(bulk, options);
  } finally {
    await bulk.close();
  }
}

async function reread(bulk: BulkTables, { signal, batch = BATCH }: RereadOptions): Promise<number> {
  const done = await bulk.query(
    `SELECT i."id" FROM "Import" i JOIN "MailSource" s ON s."id" = i."sourceId"
     WHERE s."address" = ? AND i."finishedAt" IS NOT NULL LIMIT 1`,
    [source.address],
  );
  if (done.length > 0) return 0;
  const record = await bulk.transact(() => openImport(bulk, source, undefined));
  let read = 0;
  while (signal?.aborted !== true) {
    const count = await bulk.transact(() => rereadBatch(bulk, record, batch));
    if (count === 0) return read;
    read += count;
  }
  return read;
}

/** Messages after a number that no reader of this version read: those it wrote a patch of are left out. */
const unread = `SELECT m."id", m."threadId" FROM "Message" m LEFT JOIN "Patch" p ON p."messageId" = m."id"
  WHERE m."id" > ? AND (p."id" IS NULL OR p."reader" < ?) ORDER BY m."id" LIMIT ?`;

async function rereadBatch(bulk: BulkTables, record: ImportRecord, batch: number): Promise<number> {
  const [held] = await bulk.findIn<{ cursor: string | null }>('MailSource', ['cursor'], 'id', [record.sourceId]);
  const rows = await bulk.query<{ id: number; threadId: number }>(unread, [Number(held?.cursor ?? 0), READER, batch]);
  const last = rows.at(-1)?.id;
  if (last === undefined) {
    await endImport(bulk, record, []);
    return 0;
  }
  const threadOf = new Map(rows.map(({ id, threadId }) => [id, threadId]));
  const messages: PatchOfMessage[] = [];
  for (const [id, forms] of await readForms(bulk, [...threadOf.keys()])) {
    const parsed = await Promise.all(forms.map((bytes) => parseMessage(bytes)));
    const shown = parsed[findClearest(parsed)];
    if (shown === undefined) continue;
    const patch = readPatchRow(shown);
    const replyTrailers = readReply(shown, patch !== undefined);
    messages.push({ messageId: id, isNew: false, patch, replyTrailers });
  }
  const before = await bulk.findIn<{ messageId: number }>('Patch', ['messageId'], 'messageId', [...threadOf.keys()]);
  const placeholder = await writePatches(bulk, messages, rows[0]?.threadId);
  const patched = new Set<number>();
  const had = new Set(before.map(({ messageId }) => messageId));
  for (const { messageId, patch } of messages) {
    const threadId = threadOf.get(messageId);
    if (threadId !== undefined && (patch !== undefined || had.has(messageId))) patched.add(threadId);
  }
  await regroup(bulk, patched, placeholder);
  const counts = { ...noCounts, mails: rows.length };
  const progress = { counts, firstMs: undefined, lastMs: undefined, problems: [], cursor: String(last) };
  await saveProgress(bulk, record, progress);
  return rows.length;
}

/** Brings series and lineages up to date with what people said of them and was not yet followed. */
export async function applyGroupings(bulk: BulkTables): Promise<void> {
  const pending = 'SELECT "recordId", "nameId", "withId" FROM "Grouping" WHERE NOT "isApplied"';
  if ((await bulk.query(pending, [])).length === 0) return;
  await bulk.transact(async () => {
    const rows = await bulk.query<{ recordId: number; nameId: number; withId: number | null }>(pending, []);
    const names = rows.flatMap(({ nameId, withId }) => (withId === null ? [nameId] : [nameId, withId]));
    const held = await bulk.findIn<{ threadId: number | null }>('MessageName', ['threadId'], 'id', names);
    const records = rows.map(({ recordId }) => recordId);
    await bulk.updateIn('Grouping', 'isApplied', true, 'recordId', records);
    await regroup(bulk, new Set(held.flatMap(({ threadId }) => threadId ?? [])), undefined);
  });
}
