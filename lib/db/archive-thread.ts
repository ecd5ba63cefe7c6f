import { authorOf, dateOf, readWords } from '#lib/db/archive-message';
import type { ThreadNode, ThreadView } from '#lib/db/archive-types';
import type { Moot } from '#lib/db/open';
import { flagIn, nullOr, numberIn, textIn } from '#lib/db/row-value';
import { type Row, type RowReader, rowsOf } from '#lib/db/rows';
import { buildThread, type ThreadMember } from '#lib/mail/thread';

/** A mail of a thread, and what of its patch says its part. */
interface MemberRow {
  readonly id: number;
  readonly messageId: string;
  readonly parentMessageId: string | null;
  readonly subject: string;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly date: Date;
  readonly dateAsWritten: string;
  readonly flags: string;
  readonly part: string | null;
}

/** A thread as a tree: four queries at most, however many messages; no text is read. undefined for an unknown number. */
export async function readThread(moot: Moot, threadId: number): Promise<ThreadView | undefined> {
  const reader = rowsOf(moot);
  const { read, ms } = reader;
  const [[thread], memberRows, ghosts] = await Promise.all([
    read(
      `SELECT "id", "subject", ${ms('"first"')} AS first, ${ms('"last"')} AS last, "messages" FROM "Thread" WHERE "id" = ?`,
      threadId,
    ),
    read(
      `SELECT m."id", n."text" AS name, u."text" AS parent, m."subject", m."fromName", m."fromAddress", ${ms('m."date"')} AS ms, m."dateAsWritten", m."flags", p."id" AS patch, p."part", p."total", p."isProposal" FROM "Message" m JOIN "MessageName" n ON n."id" = m."nameId" LEFT JOIN "MessageName" u ON u."id" = m."parentId" LEFT JOIN "Patch" p ON p."messageId" = m."id" WHERE m."threadId" = ? AND m."form" = 0`,
      threadId,
    ),
    read(
      'SELECT count(*) AS ghosts FROM "MessageName" n WHERE n."threadId" = ? AND NOT EXISTS (SELECT 1 FROM "Message" m WHERE m."nameId" = n."id")',
      threadId,
    ),
  ]);
  if (thread === undefined) return undefined;
  const rows = memberRows.map(viewMember);
  // References matter only to place ghosts: they are read only where there are any.
  const hasGhosts = ghosts[0] !== undefined && numberIn(ghosts[0], 'ghosts') > 0;
  const references = hasGhosts ? await readReferences(reader, threadId) : new Map<number, string[]>();
  const byId = new Map(rows.map((row) => [row.messageId, row]));
  const members = rows.map((row): ThreadMember => {
    return {
      id: row.messageId,
      references: references.get(row.id) ?? [],
      parent: row.parentMessageId ?? undefined,
      dateMs: row.date.getTime(),
    };
  });
  const tree = buildThread(members);
  const nodes = tree.places.map((place): ThreadNode => {
    const row = byId.get(place.id);
    const base = {
      messageId: place.id,
      isGhost: place.isGhost,
      depth: place.depth,
      parentMessageId: place.parent ?? null,
    };
    if (row === undefined)
      return { ...base, subject: '', author: { name: '', address: '' }, dateIso: null, part: null, flags: [] };
    const { subject, part } = row;
    return { ...base, subject, author: authorOf(row), dateIso: dateOf(row), part, flags: readWords(row.flags) };
  });
  return {
    id: threadId,
    subject: textIn(thread, 'subject'),
    messages: numberIn(thread, 'messages'),
    ghosts: nodes.filter((node) => node.isGhost).length,
    firstIso: new Date(numberIn(thread, 'first')).toISOString(),
    lastIso: new Date(numberIn(thread, 'last')).toISOString(),
    nodes,
    cut: tree.cut,
  };
}

function viewMember(row: Row): MemberRow {
  return {
    id: numberIn(row, 'id'),
    messageId: textIn(row, 'name'),
    parentMessageId: nullOr(textIn, row, 'parent'),
    subject: textIn(row, 'subject'),
    fromName: textIn(row, 'fromName'),
    fromAddress: textIn(row, 'fromAddress'),
    date: new Date(numberIn(row, 'ms')),
    dateAsWritten: textIn(row, 'dateAsWritten'),
    flags: textIn(row, 'flags'),
    part: row.patch === null ? null : sayPart(row),
  };
}

/** The ids that the mails of a thread name in References, in their order, by the mail's number. */
async function readReferences({ read }: RowReader, threadId: number): Promise<Map<number, string[]>> {
  const rows = await read(
    `SELECT r."messageId" AS id, n."text" AS name FROM "Message" m JOIN "MessageReference" r ON r."messageId" = m."id" JOIN "MessageName" n ON n."id" = r."nameId" WHERE m."threadId" = ? AND m."form" = 0 AND r."header" = 'references' ORDER BY r."messageId", r."position"`,
    threadId,
  );
  const references = new Map<number, string[]>();
  for (const row of rows) {
    const id = numberIn(row, 'id');
    const list = references.get(id);
    if (list === undefined) references.set(id, [textIn(row, 'name')]);
    else list.push(textIn(row, 'name'));
  }
  return references;
}

function sayPart(patch: Row): string {
  if (flagIn(patch, 'isProposal')) return 'diff';
  const part = nullOr(numberIn, patch, 'part');
  return part === null ? '1/1' : `${part}/${nullOr(numberIn, patch, 'total') ?? '?'}`;
}
