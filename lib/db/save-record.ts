import { type Issue, isAcceptable } from '#lib/argument/issue';
import { fileOf, type RecordKind } from '#lib/argument/records';
import { findAddressIssues } from '#lib/db/address';
import { checkChangeText } from '#lib/db/change-text';
import { findRecordIds, makeLookup, recordKey } from '#lib/db/lookup';
import { getMoot } from '#lib/db/open';
import { writeLinks, writeRow } from '#lib/db/record-rows';
import { textOfRow } from '#lib/db/record-text';
import type { SaveRequest, SaveResult } from '#lib/db/record-types';
import { checkScenarioText } from '#lib/db/scenario-text';
import { inTransaction, type Transaction } from '#lib/db/transaction';
import { writeRecord } from '#lib/db/write-record';
import {
  type CheckedRecord,
  checkLinks,
  checkRecord,
  citationsOfRecord,
  linksOfRecord,
} from '#lib/markdown/check-record';
import { printRecord, readRecord } from '#lib/markdown/record-file';

/**
 * Saves a record's text. It is refused where it does not read or links to nothing, and met with a conflict where
 * somebody saved since `version`; otherwise one Revision says who did it. A text without a change is no save.
 */
export async function saveRecord(request: SaveRequest): Promise<SaveResult> {
  const { kind, version, author, note } = request;
  const isNew = version === 0;
  const read = readRecord(kind, isNew ? request.slug || undefined : request.slug, request.text);
  const { checked, issues } = checkRecord(read);
  if (checked === undefined || !isAcceptable(issues)) return { state: 'refused', issues };
  const ofText = [...checkScenarioText(checked), ...checkChangeText(checked)];
  if (!isAcceptable(ofText)) return { state: 'refused', issues: ofText };
  const { prisma } = await getMoot();
  return inTransaction(prisma, (tx) => saveChecked(tx, checked, version, author, note));
}

/** The part of a save that reads and writes; for use in a transaction. */
export async function saveChecked<K extends RecordKind>(
  tx: Transaction,
  checked: CheckedRecord<K>,
  version: number,
  author: string,
  note: string | null,
): Promise<SaveResult> {
  const { record } = checked;
  const { kind, slug } = record;
  const row = await tx.record.findUnique({ where: { kind_slug: { kind, slug } } });
  const text = row === null ? '' : textOfRow(row);
  if ((row?.version ?? 0) !== version) return { state: 'conflict', current: { text, version: row?.version ?? 0 } };
  if (row !== null && text === printRecord(record)) return { state: 'saved', slug, version };
  const ids = await findRecordIds(tx, linksOfRecord(checked));
  const itself = recordKey(kind, slug);
  const issues: Issue[] = [
    ...checkLinks(checked, (other, name) => ids.has(recordKey(other, name)) || recordKey(other, name) === itself),
    ...(await findAddressIssues(tx, checked)),
  ];
  if (kind === 'debate' && row === null) issues.push(...(await refuseSecondDebate(tx, slug)));
  if (issues.length > 0) return { state: 'refused', issues };
  const before = row === null ? undefined : { id: row.id, version: row.version, text };
  const saved = await writeRecord(tx, record, before, { author, note, file: null });
  const lookup = await makeLookup(tx, new Map([...ids, [itself, saved.id]]), citationsOfRecord(checked));
  await writeRow(tx, saved.id, record, lookup);
  await writeLinks(tx, saved.id, record, lookup);
  return { state: 'saved', slug, version: saved.version };
}

/** One database holds one debate: its file has one name. */
async function refuseSecondDebate(tx: Transaction, slug: string): Promise<readonly Issue[]> {
  const other = await tx.record.findFirst({ where: { kind: 'debate' } });
  if (other === null) return [];
  const message = `there is a debate already, ${other.slug}`;
  const file = fileOf('debate', slug);
  return [{ severity: 'error', code: 'second-debate', message, file, line: 1, column: 1, field: 'id' }];
}
