import type { MailRow } from '#lib/db/archive-bulk/mail-row';
import type { BulkTables } from '#lib/db/bulk/tables';

/** A message that is held byte for byte. */
export interface HeldRaw {
  readonly hash: string;
  readonly messageId: number;
}

/** Which of these mails, by the hash of their bytes, are held. */
export async function findHeldRaws(bulk: BulkTables, hashes: readonly string[]): Promise<Map<string, number>> {
  const rows = await bulk.findIn<HeldRaw>('Raw', ['hash', 'messageId'], 'hash', hashes);
  return new Map(rows.map(({ hash, messageId }) => [hash, messageId]));
}

/** Messages held, of which the batch has another raw form: what is found of them may change. */
export async function findCopied(bulk: BulkTables, rows: readonly MailRow[]): Promise<number[]> {
  const names = await bulk.findIn<{ id: number; text: string }>(
    'MessageName',
    ['id', 'text'],
    'text',
    rows.map(({ messageId }) => messageId),
  );
  const textOf = new Map(names.map(({ id, text }) => [id, text]));
  const held = await bulk.findIn<{ id: number; nameId: number; textHash: string }>(
    'Message',
    ['id', 'nameId', 'textHash'],
    'nameId',
    [...textOf.keys()],
  );
  const coming = new Set(rows.map(({ messageId, textHash }) => `${messageId}\n${textHash}`));
  return held.flatMap(({ id, nameId, textHash }) => (coming.has(`${textOf.get(nameId)}\n${textHash}`) ? [id] : []));
}

/** Those of these messages that are not said to have come over a list. */
export async function findWithoutList(bulk: BulkTables, messages: readonly number[], list: string): Promise<number[]> {
  const [held] = await bulk.findIn<{ id: number }>('MailList', ['id'], 'name', [list]);
  if (held === undefined) return [...messages];
  const rows = await bulk.findIn<{ messageId: number; listId: number }>(
    'MessageList',
    ['messageId', 'listId'],
    'messageId',
    messages,
  );
  const there = new Set(rows.flatMap(({ messageId, listId }) => (listId === held.id ? [messageId] : [])));
  return messages.filter((id) => !there.has(id));
}
