import { randomBytes } from 'node:crypto';
import { type Issue, isAcceptable } from '#lib/argument/issue';
import type { GroupingFront } from '#lib/argument/record/grouping';
import { openBulk } from '#lib/db/bulk/open';
import { getMoot, type Moot } from '#lib/db/open';
import type { SaveResult } from '#lib/db/record-types';
import { applyGroupings } from '#lib/db/reread';
import { saveChecked } from '#lib/db/save-record';
import { inTransaction } from '#lib/db/transaction';
import { checkRecord } from '#lib/markdown/check-record';
import { printRecord, readFront, readRecord } from '#lib/markdown/record-file';

/** What a person said of series, with the version of its record. One that was taken back says who did so. */
export interface GroupingView extends GroupingFront {
  readonly version: number;
}

/** What people said of these mails, or of others together with them; oldest first. */
export async function listGroupings(
  messageIds: readonly string[],
  where: Moot | Promise<Moot> = getMoot(),
): Promise<readonly GroupingView[]> {
  const { prisma } = await where;
  const names = await prisma.messageName.findMany({ where: { text: { in: [...messageIds] } }, select: { id: true } });
  const ids = names.map(({ id }) => id);
  const rows = await prisma.grouping.findMany({
    where: { OR: [{ nameId: { in: ids } }, { withId: { in: ids } }] },
    orderBy: { recordId: 'asc' },
    select: { record: { select: { front: true, version: true } } },
  });
  return rows.map(({ record }) => ({ ...readFront('grouping', record.front), version: record.version }));
}

/** Says that mails belong together or apart, and groups their threads anew. */
export async function saveGrouping(
  front: Omit<GroupingFront, 'id' | 'title'>,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<SaveResult> {
  const moot = await where;
  for (const messageId of [front.message, ...(front.with === undefined ? [] : [front.with])]) {
    const patch = await moot.prisma.patch.findFirst({
      where: { message: { name: { text: messageId } } },
      select: { id: true },
    });
    if (patch === null) return refuse(`${messageId} is no patch or cover letter that is held here`);
  }
  const id = `g-${randomBytes(6).toString('hex')}`;
  return save(moot, { id, title: sayGrouping(front), ...front }, 0, front.author);
}

/** Takes back what somebody said; it stays in the list. A conflict where it was changed since `version`. */
export async function undoGrouping(
  {
    slug,
    version,
    author,
    date,
  }: { readonly slug: string; readonly version: number; readonly author: string; readonly date: string },
  where: Moot | Promise<Moot> = getMoot(),
): Promise<SaveResult> {
  const moot = await where;
  const row = await moot.prisma.record.findUnique({ where: { kind_slug: { kind: 'grouping', slug } } });
  if (row === null) return refuse('this regrouping is not there any more');
  return save(moot, { ...readFront('grouping', row.front), undone: { author, date } }, version, author);
}

async function save(moot: Moot, front: GroupingFront, version: number, author: string): Promise<SaveResult> {
  const record = { kind: 'grouping', slug: front.id, front, body: '' } as const;
  const { checked, issues } = checkRecord(readRecord('grouping', front.id, printRecord(record)));
  if (checked === undefined || !isAcceptable(issues)) return { state: 'refused', issues };
  const result = await inTransaction(moot.prisma, (tx) => saveChecked(tx, checked, version, author, null));
  if (result.state === 'saved') await followGroupings(moot);
  return result;
}

/** Groups anew what people spoke of. What cannot be done now is done at the next start or import. */
async function followGroupings(moot: Moot): Promise<void> {
  const bulk = await openBulk(moot);
  try {
    await applyGroupings(bulk);
  } finally {
    await bulk.close();
  }
}

function refuse(message: string): SaveResult {
  const issue: Issue = { severity: 'error', code: 'grouping', message, file: '', line: 1, column: 1, field: 'message' };
  return { state: 'refused', issues: [issue] };
}

function sayGrouping({ how, from, part }: Pick<GroupingFront, 'how' | 'from' | 'part'>): string {
  if (how === 'apart') return from === 'versions' ? 'No version of the others' : 'No part of the series';
  if (how === 'version-of') return 'Another version of a series';
  return part === undefined ? 'A part of a series' : `Part ${part} of a series`;
}
