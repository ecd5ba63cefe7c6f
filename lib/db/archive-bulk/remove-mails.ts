import { findHeldRaws } from '#lib/db/archive-bulk/find-changing';
import { groupBy } from '#lib/db/archive-bulk/find-in';
import { findHeldMessages } from '#lib/db/archive-bulk/held-message';
import { messageIdOf, sha256 } from '#lib/db/archive-bulk/mail-row';
import { regroup } from '#lib/db/archive-bulk/regroup';
import { tellThreads } from '#lib/db/archive-bulk/write-threads';
import type { BulkTables, Cell } from '#lib/db/bulk/tables';
import { comparableText } from '#lib/mail/list-footer';
import { parseMessage } from '#lib/mail/message';

/** A mail to be taken away. */
export interface Removal {
  readonly bytes: Uint8Array;
  /** Lists that it is taken from; undefined for those that it names. */
  readonly list: string | undefined;
}

/** A message that is held, and the lists that it is taken from. */
export interface FoundRemoval {
  readonly messageId: number;
  readonly lists: readonly string[];
}

/** What taking mails away did. */
export interface Removed {
  /** Messages that are gone. */
  readonly gone: readonly number[];
  /** Messages that stay, because they came over another list too. */
  readonly kept: readonly number[];
}

/** The messages that these mails are: byte for byte, else by Message-ID and text. What is not held is left out. */
export async function findRemovals(bulk: BulkTables, removals: readonly Removal[]): Promise<FoundRemoval[]> {
  const found: FoundRemoval[] = [];
  for (const { bytes, list } of removals) {
    const message = await parseMessage(bytes);
    const hash = sha256(bytes);
    const messageId =
      (await findHeldRaws(bulk, [hash])).get(hash) ??
      (await findByText(bulk, messageIdOf(message), sha256(comparableText(message.text))));
    if (messageId !== undefined)
      found.push({ messageId, lists: list === undefined ? message.lists : [...message.lists, list] });
  }
  return found;
}

async function findByText(bulk: BulkTables, text: string, textHash: string): Promise<number | undefined> {
  const names = await bulk.findIn<{ id: number }>('MessageName', ['id'], 'text', [text]);
  const held = await findHeldMessages(
    bulk,
    names.map(({ id }) => id),
  );
  return held.find((message) => message.textHash === textHash)?.id;
}

/**
 * Takes messages from lists, and out of the archive those that came over no other, inside a transaction. Their Message-IDs
 * stay, as ghosts, in their threads.
 */
export async function removeMails(bulk: BulkTables, removals: readonly FoundRemoval[]): Promise<Removed> {
  const ids = removals.map(({ messageId }) => messageId);
  const held = await bulk.findIn<{ messageId: number; listId: number }>(
    'MessageList',
    ['messageId', 'listId'],
    'messageId',
    ids,
  );
  const lists = await bulk.findIn<{ id: number; name: string }>('MailList', ['id', 'name'], 'id', [
    ...new Set(held.map(({ listId }) => listId)),
  ]);
  const nameOf = new Map(lists.map(({ id, name }) => [id, name]));
  const from = groupBy(removals, ({ messageId }) => messageId);
  const gone: number[] = [];
  const kept: number[] = [];
  for (const [messageId, own] of from) {
    const taken = new Set(own.flatMap((one) => one.lists));
    const left = held.filter((row) => row.messageId === messageId && !taken.has(nameOf.get(row.listId) ?? ''));
    if (left.length === 0) gone.push(messageId);
    else {
      kept.push(messageId);
      await bulk.deleteIn('MessageList', 'messageId', [messageId]);
      await bulk.insert(
        'MessageList',
        ['messageId', 'listId'],
        left.map(({ listId }) => [messageId, listId]),
      );
    }
  }
  await removeMessages(bulk, gone);
  return { gone, kept };
}

async function removeMessages(bulk: BulkTables, gone: readonly number[]): Promise<void> {
  const rows = await bulk.findIn<{ nameId: number; threadId: number }>('Message', ['nameId', 'threadId'], 'id', gone);
  const patches = await bulk.findIn<{ id: number }>('Patch', ['id'], 'messageId', gone);
  // What hangs on a message or a patch goes with it.
  await bulk.deleteIn('Message', 'id', gone);
  await closeForms(bulk, [...new Set(rows.map(({ nameId }) => nameId))]);
  const threads = new Set(rows.map(({ threadId }) => threadId));
  await tellThreads(bulk, [...threads]);
  if (patches.length > 0) await regroup(bulk, threads, undefined);
}

/** A form that no mail has: of words whose mail is gone while others under its Message-ID are held. */
const GONE = -1;

/**
 * Of several mails under one Message-ID the first is shown: those that are left are counted from 0 again, and words that
 * were taken from one of them follow it. Words of the one that is gone are never looked for in another.
 */
async function closeForms(bulk: BulkTables, names: readonly number[]): Promise<void> {
  const left = groupBy(await findHeldMessages(bulk, names), ({ nameId }) => nameId);
  const quotes = await bulk.findIn<{ id: number; nameId: number; form: number }>(
    'Quote',
    ['id', 'nameId', 'form'],
    'nameId',
    names,
  );
  for (const [nameId, own] of left) {
    own.sort((a, b) => a.form - b.form);
    const renumbered = new Map(own.map((message, form) => [message.form, form]));
    await bulk.update(
      'Quote',
      ['form'],
      quotes.filter((quote) => quote.nameId === nameId).map(({ id, form }) => [id, renumbered.get(form) ?? GONE]),
    );
    for (const [form, message] of own.entries()) {
      const words: unknown = JSON.parse(message.flags);
      const flags = (Array.isArray(words) ? words.map(String) : []).filter(
        (word) => own.length > 1 || word !== 'other-body',
      );
      const cells: Cell[] = [form, JSON.stringify(flags)];
      await bulk.update('Message', ['form', 'flags'], [[message.id, ...cells]]);
    }
  }
}
