import type { BatchNames } from '#lib/db/archive-bulk/batch-names';
import type { DraftMessage } from '#lib/db/archive-bulk/draft-message';
import type { MailRow } from '#lib/db/archive-bulk/mail-row';
import type { BulkTables, Cell } from '#lib/db/bulk/tables';

/** Said of all mails that share a Message-ID with another. */
const OTHER = 'other-body';

/** What of a message follows the form that is shown. */
const shownColumns = ['parentId', 'subject', 'fromName', 'fromAddress', 'date', 'dateAsWritten', 'size', 'flags'];

function shownCells(row: MailRow, draft: DraftMessage, names: BatchNames): Cell[] {
  const parentId = row.parent === undefined ? null : names.idOf(row.parent);
  const { subject, fromName, fromAddress, dateMs, dateAsWritten, size } = row;
  return [parentId, subject, fromName, fromAddress, new Date(dateMs), dateAsWritten, size, flagsOf(draft)];
}

function flagsOf({ shown, heldFlags, isOther }: DraftMessage): string {
  const held: unknown = JSON.parse(heldFlags);
  const before = Array.isArray(held) ? held.map(String) : [];
  const words = new Set<string>(shown === undefined ? before : shown.flags);
  if (isOther || before.includes(OTHER)) words.add(OTHER);
  return JSON.stringify([...words].sort());
}

export async function insertMessages(
  bulk: BulkTables,
  drafts: readonly DraftMessage[],
  names: BatchNames,
  threadOf: (nameId: number) => number,
): Promise<void> {
  const columns = ['id', 'nameId', 'form', 'threadId', 'fidelity', 'textHash', ...shownColumns];
  const rows = drafts.flatMap((draft): Cell[][] => {
    const { id, nameId, form, textHash, shown, forms } = draft;
    if (shown === undefined) return [];
    const fidelity = (forms[0] ?? shown).fidelity;
    return [[id, nameId, form, threadOf(nameId), fidelity, textHash, ...shownCells(shown, draft, names)]];
  });
  await bulk.insert('Message', columns, rows);
}

/** Brings messages that were held up to date with the form that is shown now, and with what else has their Message-ID. */
export async function updateMessages(
  bulk: BulkTables,
  drafts: readonly DraftMessage[],
  names: BatchNames,
): Promise<void> {
  const shown: [number, ...Cell[]][] = [];
  const flagged: [number, ...Cell[]][] = [];
  for (const draft of drafts) {
    if (draft.isNew) continue;
    if (draft.shown !== undefined) shown.push([draft.id, ...shownCells(draft.shown, draft, names)]);
    else if (draft.isOther) flagged.push([draft.id, flagsOf(draft)]);
  }
  await bulk.update('Message', shownColumns, shown);
  await bulk.update('Message', ['flags'], flagged);
}

export async function insertReferences(bulk: BulkTables, drafts: readonly DraftMessage[]): Promise<void> {
  const rows: Cell[][] = [];
  for (const { id, references, heldReferences } of drafts) {
    let position = heldReferences.size;
    for (const [nameId, header] of references) rows.push([id, position++, nameId, header]);
  }
  await bulk.insert('MessageReference', ['messageId', 'position', 'nameId', 'header'], rows);
}

export async function insertRaws(
  bulk: BulkTables,
  drafts: readonly DraftMessage[],
  dictionaryId: number | null,
): Promise<void> {
  const forms = drafts.flatMap(({ id, forms: own }) => own.map((form) => ({ id, form })));
  if (forms.length === 0) return;
  const first = await bulk.reserve('Raw', forms.length);
  const rows = forms.map(({ id, form }, i) => [first + i, id, form.hash, form.packed, dictionaryId, form.size]);
  await bulk.insert('Raw', ['id', 'messageId', 'hash', 'bytes', 'dictionaryId', 'size'], rows);
}
