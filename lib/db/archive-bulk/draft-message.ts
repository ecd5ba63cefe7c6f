import type { BatchNames } from '#lib/db/archive-bulk/batch-names';
import { findHeldMessages, type HeldMessage, readClarity } from '#lib/db/archive-bulk/held-message';
import { type Clarity, isClearer, type MailRow } from '#lib/db/archive-bulk/mail-row';
import type { BulkTables } from '#lib/db/bulk/tables';

/** A message as a batch leaves it: new, or held and with something added. */
export interface DraftMessage {
  /** 0 until a new one is given its number. */
  id: number;
  readonly isNew: boolean;
  readonly nameId: number;
  readonly form: number;
  readonly textHash: string;
  /** The form that is shown; undefined where it is the one that was held before. */
  shown: MailRow | undefined;
  clarity: Clarity | undefined;
  /** Other mails stand under its Message-ID. */
  isOther: boolean;
  /** Flags of a held one, as a JSON list. */
  readonly heldFlags: string;
  /** Raw forms that the batch brings. */
  readonly forms: MailRow[];
  /** What the batch's forms refer to, and stood not there before; by number of the Message-ID. */
  readonly references: Map<number, string>;
  /** What a held one referred to before. */
  readonly heldReferences: ReadonlySet<number>;
}

/** What the mails of a batch make of the messages under their Message-IDs. */
export interface Drafts {
  readonly messages: readonly DraftMessage[];
  /** Raw forms of mails that are there already. */
  readonly copies: number;
  /** Mails under a Message-ID that another mail has. */
  readonly others: readonly MailRow[];
  /** Message-IDs, by number, in whose threads patches changed. */
  readonly patched: ReadonlySet<number>;
}

/**
 * Decides, mail by mail in their order, which is a new message, which another raw form of one, and which another mail under
 * a Message-ID that is taken; and which form of each is shown.
 */
export async function draftMessages(bulk: BulkTables, rows: readonly MailRow[], names: BatchNames): Promise<Drafts> {
  const held = await loadHeld(bulk, rows, names);
  const under = new Map<number, DraftMessage[]>();
  for (const draft of held) append(under, draft.nameId, draft);
  const touched = new Set<DraftMessage>();
  const others: MailRow[] = [];
  const patched = new Set<number>();
  let copies = 0;
  for (const row of rows) {
    const nameId = names.idOf(row.messageId);
    const own = under.get(nameId) ?? [];
    const known = own.find(({ textHash }) => textHash === row.textHash);
    const draft = known ?? openDraft(row, nameId, own);
    touched.add(draft);
    const isRelated = addReferences(draft, row, names);
    draft.forms.push(row);
    if (known === undefined) {
      if (own.length > 0) {
        others.push(row);
        for (const other of own) touched.add(other);
        for (const other of [draft, ...own]) other.isOther = true;
      }
      append(under, nameId, draft);
      if (row.patch !== undefined) patched.add(nameId);
      continue;
    }
    copies++;
    // What a patch refers to has a part in which series it is of.
    if (isRelated && row.patch !== undefined) patched.add(nameId);
    if (draft.clarity !== undefined && !isClearer(row.clarity, draft.clarity)) continue;
    if (row.patch !== undefined || draft.shown?.patch !== undefined || !draft.isNew) patched.add(nameId);
    draft.shown = row;
    draft.clarity = row.clarity;
  }
  return { messages: [...touched], copies, others, patched };
}

function openDraft(row: MailRow, nameId: number, own: readonly DraftMessage[]): DraftMessage {
  return {
    ...{ id: 0, isNew: true, nameId, textHash: row.textHash, shown: row, clarity: row.clarity, isOther: false },
    form: own.reduce((highest, { form }) => Math.max(highest, form), -1) + 1,
    ...{ heldFlags: '[]', forms: [], references: new Map(), heldReferences: new Set() },
  };
}

function addReferences(draft: DraftMessage, row: MailRow, names: BatchNames): boolean {
  let isAny = false;
  for (const { id, header } of row.references) {
    const nameId = names.idOf(id);
    if (draft.heldReferences.has(nameId) || draft.references.has(nameId)) continue;
    draft.references.set(nameId, header);
    isAny = true;
  }
  return isAny;
}

/** The messages held under the batch's own Message-IDs; of those it has another form of, what they refer to and show. */
async function loadHeld(bulk: BulkTables, rows: readonly MailRow[], names: BatchNames): Promise<DraftMessage[]> {
  const held = await findHeldUnder(bulk, rows, names);
  if (held.length === 0) return [];
  const copied = findCopied(rows, held, names).map(({ id }) => id);
  const clarity = await readClarity(bulk, copied);
  const references = new Map<number, Set<number>>();
  for (const { messageId, nameId } of await bulk.findIn<{ messageId: number; nameId: number }>(
    'MessageReference',
    ['messageId', 'nameId'],
    'messageId',
    copied,
  )) {
    references.set(messageId, (references.get(messageId) ?? new Set()).add(nameId));
  }
  return held
    .sort((a, b) => a.form - b.form)
    .map(({ id, nameId, form, textHash, flags }) => ({
      ...{ id, isNew: false, nameId, form, textHash, shown: undefined, clarity: clarity.get(id), isOther: false },
      ...{ heldFlags: flags, forms: [], references: new Map(), heldReferences: references.get(id) ?? new Set() },
    }));
}

/** The messages that are held under the Message-IDs that the batch's mails have. */
export async function findHeldUnder(
  bulk: BulkTables,
  rows: readonly MailRow[],
  names: BatchNames,
): Promise<HeldMessage[]> {
  const own = new Set(rows.map(({ messageId }) => names.idOf(messageId)));
  return findHeldMessages(
    bulk,
    [...own].filter((id) => names.held.has(id)),
  );
}

/** The messages held that the batch has another raw form of. */
function findCopied(rows: readonly MailRow[], held: readonly HeldMessage[], names: BatchNames): HeldMessage[] {
  const coming = new Set(rows.map((row) => `${names.idOf(row.messageId)} ${row.textHash}`));
  return held.filter(({ nameId, textHash }) => coming.has(`${nameId} ${textHash}`));
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
