import type { MessageRow, RawForm } from '#lib/db/archive-message';
import type { Moot } from '#lib/db/open';
import { bytesIn, flagIn, nullOr, numberIn, textIn } from '#lib/db/row-value';
import { type Row, rowsOf } from '#lib/db/rows';

/** Which mails are read: those of a Message-ID, of a thread, or by their numbers. */
export type MessageChoice =
  | { readonly messageId: string }
  | { readonly threadId: number }
  | { readonly ids: readonly number[] };

interface Chosen {
  /** Condition on `m`, a message, with `n`, its name. */
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

function choose(choice: MessageChoice): Chosen {
  if ('messageId' in choice) return { sql: 'n."text" = ?', values: [choice.messageId] };
  if ('threadId' in choice) return { sql: 'm."threadId" = ?', values: [choice.threadId] };
  // Numbers of ours: no text gets into the statement.
  return { sql: `m."id" IN (${choice.ids.map(Number).join(',') || 'NULL'})`, values: [] };
}

const from = '"MessageName" n JOIN "Message" m ON m."nameId" = n."id"';

/** The raw forms of the mails, by the mail's number; those of one in the order in which they came. */
export async function readRawForms(moot: Moot, choice: MessageChoice): Promise<ReadonlyMap<number, RawForm[]>> {
  const { sql, values } = choose(choice);
  const rows = await rowsOf(moot).read(
    `SELECT m."id" AS message, r."hash", r."bytes", r."dictionaryId", r."size" FROM ${from} JOIN "Raw" r ON r."messageId" = m."id" WHERE ${sql} ORDER BY m."form", m."id", r."id"`,
    ...values,
  );
  return groupBy(rows, (row) => ({
    hash: textIn(row, 'hash'),
    bytes: bytesIn(row, 'bytes'),
    dictionaryId: nullOr(numberIn, row, 'dictionaryId'),
    size: numberIn(row, 'size'),
  }));
}

/** Mails with all that their page needs, by date; those of one Message-ID by form. Three statements, however many. */
export async function readMessageRows(moot: Moot, choice: MessageChoice): Promise<MessageRow[]> {
  const { read, ms } = rowsOf(moot);
  const { sql, values } = choose(choice);
  const order = 'messageId' in choice ? 'm."form"' : 'm."date", m."id"';
  const [messages, raws, lists] = await Promise.all([
    read(
      `SELECT m."id", m."form", m."nameId", m."threadId", m."subject", m."fromName", m."fromAddress", ${ms('m."date"')} AS ms, m."dateAsWritten", m."fidelity", m."flags", n."text" AS name, u."text" AS parent, EXISTS (SELECT 1 FROM "Message" c WHERE c."nameId" = m."parentId") AS "isParentHeld", p."seriesId", p."version", p."part", p."total", p."isCover", p."isProposal", p."added", p."removed", p."problem", (SELECT count(*) FROM "File" f WHERE f."patchId" = p."id") AS files FROM ${from} LEFT JOIN "MessageName" u ON u."id" = m."parentId" LEFT JOIN "Patch" p ON p."messageId" = m."id" WHERE ${sql} ORDER BY ${order}`,
      ...values,
    ),
    readRawForms(moot, choice),
    read(
      `SELECT m."id" AS message, l."name" FROM ${from} JOIN "MessageList" x ON x."messageId" = m."id" JOIN "MailList" l ON l."id" = x."listId" WHERE ${sql}`,
      ...values,
    ),
  ]);
  const listsOf = groupBy(lists, (row) => textIn(row, 'name'));
  return messages.map((row): MessageRow => {
    const id = numberIn(row, 'id');
    return {
      id,
      form: numberIn(row, 'form'),
      nameId: numberIn(row, 'nameId'),
      threadId: numberIn(row, 'threadId'),
      subject: textIn(row, 'subject'),
      fromName: textIn(row, 'fromName'),
      fromAddress: textIn(row, 'fromAddress'),
      date: new Date(numberIn(row, 'ms')),
      dateAsWritten: textIn(row, 'dateAsWritten'),
      fidelity: textIn(row, 'fidelity'),
      flags: textIn(row, 'flags'),
      messageId: textIn(row, 'name'),
      parentMessageId: nullOr(textIn, row, 'parent'),
      isParentHeld: flagIn(row, 'isParentHeld'),
      raws: raws.get(id) ?? [],
      lists: listsOf.get(id) ?? [],
      patch: readPatch(row),
    };
  });
}

function readPatch(row: Row): MessageRow['patch'] {
  if (row.seriesId === null) return null;
  return {
    seriesId: numberIn(row, 'seriesId'),
    version: numberIn(row, 'version'),
    part: nullOr(numberIn, row, 'part'),
    total: nullOr(numberIn, row, 'total'),
    isCover: flagIn(row, 'isCover'),
    isProposal: flagIn(row, 'isProposal'),
    files: numberIn(row, 'files'),
    added: numberIn(row, 'added'),
    removed: numberIn(row, 'removed'),
    problem: nullOr(textIn, row, 'problem'),
  };
}

/** By the mail that each row speaks of. */
function groupBy<Value>(rows: readonly Row[], view: (row: Row) => Value): Map<number, Value[]> {
  const groups = new Map<number, Value[]>();
  for (const row of rows) {
    const message = numberIn(row, 'message');
    const group = groups.get(message);
    if (group === undefined) groups.set(message, [view(row)]);
    else group.push(view(row));
  }
  return groups;
}
