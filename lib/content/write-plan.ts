import { type RecordKind, recordKinds } from '#lib/argument/records';
import { checkRow, type Plan, type RecordTableRow, type Step, type StoredRecord } from '#lib/content/plan';
import { makeLookup, recordKey } from '#lib/db/lookup';
import { removeClaimLinks, writeLinks, writeRow } from '#lib/db/record-rows';
import { textOfRow } from '#lib/db/record-text';
import type { Transaction } from '#lib/db/transaction';
import { writeRecord } from '#lib/db/write-record';
import { type CheckedRecord, citationsOfRecord } from '#lib/markdown/check-record';

/**
 * Writes a plan: records first, then the rows of their kinds, then the links among them; last what has to go, which
 * nothing links to any more.
 */
export async function writePlan(tx: Transaction, plan: Plan): Promise<void> {
  const written: Written[] = [];
  for (const step of [...plan.created, ...plan.updated]) {
    const { checked, before, file, hash, fileHash } = step;
    const standing = before === undefined ? undefined : { ...before, text: textOfRow(before) };
    const saving = { author: 'content', note: `from ${file.file}`, file: { loadedHash: hash, fileHash } };
    written.push({ checked, id: (await writeRecord(tx, checked.record, standing, saving)).id });
  }
  for (const step of plan.adopted) written.push(...(await adopt(tx, step)));
  if (written.length > 0) await writeRows(tx, written);
  for (const { row } of plan.kept) {
    // Without a fingerprint the missing file is not looked for at the next start.
    if (row.fileHash !== null) await note(tx, row, { fileHash: null });
  }
  if (plan.removed.length > 0) await remove(tx, plan.removed);
}

/** A record that was written, and its number. */
export interface Written {
  readonly checked: CheckedRecord<RecordKind>;
  readonly id: number;
}

/** Notes that file and record say the same, or that only the file's form changed; the record's own edits stay. */
async function adopt(tx: Transaction, { before, hash, fileHash }: Step): Promise<readonly Written[]> {
  if (before === undefined) return [];
  await note(tx, before, { loadedHash: hash, fileHash });
  const checked = checkRow(before);
  return checked === undefined ? [] : [{ checked, id: before.id }];
}

/** Writes what is known of a record's file. The record's own clock stands still: nothing of it was saved. */
async function note(
  tx: Transaction,
  row: RecordTableRow,
  data: { readonly loadedHash?: string; readonly fileHash: string | null },
): Promise<void> {
  await tx.record.update({ where: { id: row.id }, data: { ...data, updatedAt: row.updatedAt } });
}

/** Writes the rows of records that stand in their table, and the links among them. */
export async function writeRows(tx: Transaction, written: readonly Written[]): Promise<void> {
  const all = await tx.record.findMany({ select: { id: true, kind: true, slug: true } });
  const ids = new Map(all.map((row) => [recordKey(row.kind, row.slug), row.id]));
  const lookup = await makeLookup(
    tx,
    ids,
    written.flatMap(({ checked }) => citationsOfRecord(checked)),
  );
  const inOrder = recordKinds.flatMap((kind) => written.filter(({ checked }) => checked.record.kind === kind));
  // An address may move from one person to another in one load, so all of them are taken away before any is given.
  const people = written.filter(({ checked }) => checked.record.kind === 'person');
  await tx.address.deleteMany({ where: { personId: { in: people.map(({ id }) => id) } } });
  for (const { checked, id } of inOrder) await writeRow(tx, id, checked.record, lookup);
  for (const { checked, id } of inOrder) await writeLinks(tx, id, checked.record, lookup);
}

/** Takes records away, those first that link to others. */
async function remove(tx: Transaction, removed: readonly StoredRecord[]): Promise<void> {
  const idsOf = (kind: string) => removed.filter(({ row }) => row.kind === kind).map(({ row }) => row.id);
  await removeClaimLinks(tx, idsOf('claim'));
  await tx.stance.deleteMany({ where: { changeId: { in: idsOf('change') } } });
  for (const kind of recordKinds.toReversed()) {
    const ids = idsOf(kind);
    if (ids.length > 0) await tx.record.deleteMany({ where: { id: { in: ids } } });
  }
}
