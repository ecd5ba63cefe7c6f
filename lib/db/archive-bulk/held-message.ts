import { type Clarity, clarityOf, isClearer } from '#lib/db/archive-bulk/mail-row';
import type { BulkTables } from '#lib/db/bulk/tables';
import { unpackRaw } from '#lib/db/raw-codec';
import { parseMessage } from '#lib/mail/message';

/** A message that is held, as far as another mail under its Message-ID has to do with it. */
export interface HeldMessage {
  readonly id: number;
  readonly nameId: number;
  readonly form: number;
  readonly textHash: string;
  /** Words of the parser and ours, as a JSON list. */
  readonly flags: string;
}

/** The messages held under these Message-IDs. */
export async function findHeldMessages(bulk: BulkTables, names: readonly number[]): Promise<HeldMessage[]> {
  return bulk.findIn<HeldMessage>('Message', ['id', 'nameId', 'form', 'textHash', 'flags'], 'nameId', names);
}

/** How clear the form is that is shown of each message. */
export async function readClarity(bulk: BulkTables, messages: readonly number[]): Promise<Map<number, Clarity>> {
  const found = new Map<number, Clarity>();
  for (const [id, forms] of await readForms(bulk, messages)) {
    for (const bytes of forms) {
      const clarity = clarityOf(await parseMessage(bytes));
      const best = found.get(id);
      if (best === undefined || isClearer(clarity, best)) found.set(id, clarity);
    }
  }
  return found;
}

/** The raw forms of messages, in the order in which they came. */
export async function readForms(bulk: BulkTables, messages: readonly number[]): Promise<Map<number, Uint8Array[]>> {
  const forms = new Map<number, Uint8Array[]>();
  if (messages.length === 0) return forms;
  const raws = await bulk.findIn<RawRow>('Raw', ['id', 'messageId', 'bytes', 'dictionaryId'], 'messageId', messages);
  const used = [...new Set(raws.flatMap(({ dictionaryId }) => dictionaryId ?? []))];
  const dictionaries = await bulk.findIn<{ id: number; bytes: Uint8Array }>('Dictionary', ['id', 'bytes'], 'id', used);
  const bytesOf = new Map(dictionaries.map(({ id, bytes }) => [id, bytes]));
  for (const { messageId, bytes, dictionaryId } of raws.sort((a, b) => a.id - b.id)) {
    const own = forms.get(messageId) ?? [];
    own.push(unpackRaw(bytes, dictionaryId === null ? undefined : bytesOf.get(dictionaryId)));
    forms.set(messageId, own);
  }
  return forms;
}

interface RawRow {
  readonly id: number;
  readonly messageId: number;
  readonly bytes: Uint8Array;
  readonly dictionaryId: number | null;
}
