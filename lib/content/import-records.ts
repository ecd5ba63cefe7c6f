import { type Issue, isAcceptable } from '#lib/argument/issue';
import { fileOf, isKind, type RecordKind } from '#lib/argument/records';
import { type Written, writeRows } from '#lib/content/write-plan';
import { findAddressIssues } from '#lib/db/address';
import { checkChangeText } from '#lib/db/change-text';
import { findRecordIds, recordKey } from '#lib/db/lookup';
import type { Moot } from '#lib/db/open';
import { recordOfRow, textOfRow } from '#lib/db/record-text';
import { checkScenarioText } from '#lib/db/scenario-text';
import { inTransaction, type Transaction } from '#lib/db/transaction';
import { writeRecord } from '#lib/db/write-record';
import type { Claim } from '#lib/exchange/debate';
import { completeDrafts } from '#lib/exchange/draft';
import type { PlacedRecord, Reading } from '#lib/exchange/format';
import { type CheckedRecord, checkLinks, checkRecord, linksOfRecord } from '#lib/markdown/check-record';
import { printRecord, readRecord } from '#lib/markdown/record-file';

/** What an import is told beside its text. */
export interface ImportOptions {
  /** What issues and revisions call the text. */
  readonly file: string;
  /** Topic of claims that name none; by default the debate's first. */
  readonly topic?: string;
  /** ISO 8601 without time: the day of relations that have none. */
  readonly date: string;
  /** Whether a record that says something else is replaced; else that refuses the whole. */
  readonly replaces: boolean;
}

/** What an import did. Names are paths below content/. */
export interface ImportResult {
  /** `refused`: nothing was changed, `issues` says why. */
  readonly state: 'imported' | 'unchanged' | 'refused';
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
  readonly issues: readonly Issue[];
}

/** Takes over what a format read: all of it or nothing. The same text twice changes nothing. */
export async function importReading({ prisma }: Moot, reading: Reading, options: ImportOptions): Promise<ImportResult> {
  if (!isAcceptable(reading.issues)) return refuse(reading.issues);
  return inTransaction(prisma, async (tx) => {
    const { records, issues } = reading.is === 'records' ? reading : await completeFrom(tx, reading.drafts, options);
    const heard = reading.is === 'records' ? reading.issues : [...reading.issues, ...issues];
    if (!isAcceptable(heard)) return refuse(heard);
    // A claim that is given relations is changed on purpose; what it says otherwise stays.
    const replaces = options.replaces || reading.is === 'drafts';
    return importRecords(tx, records, heard, { ...options, replaces });
  });
}

function refuse(issues: readonly Issue[]): ImportResult {
  return { state: 'refused', created: [], updated: [], unchanged: [], issues };
}

async function completeFrom(
  tx: Transaction,
  drafts: Parameters<typeof completeDrafts>[0],
  { file, topic, date }: ImportOptions,
): Promise<ReturnType<typeof completeDrafts>> {
  const rows = await tx.record.findMany({ where: { kind: { in: ['claim', 'debate'] } }, orderBy: { slug: 'asc' } });
  const stored = rows.map(recordOfRow);
  const existing = stored.filter((record): record is Claim => isKind(record, 'claim'));
  const debate = stored.find((record) => isKind(record, 'debate'));
  const topics = debate !== undefined && isKind(debate, 'debate') ? debate.front.topics.map(({ id }) => id) : [];
  const chosen = topic ?? topics[0];
  const said = [...new Set(drafts.flatMap((draft) => draft.topic ?? chosen ?? []))];
  const strange = said.find((id) => !topics.includes(id));
  if (chosen === undefined || strange !== undefined) {
    const message =
      strange === undefined
        ? 'there is no debate to take claims into; load one first'
        : `the debate has no topic ${strange}; it has ${topics.join(', ')}`;
    return { records: [], issues: [issueAt(file, 1, 'unknown-topic', message)] };
  }
  return completeDrafts(drafts, { from: file, date, topic: chosen, existing });
}

async function importRecords(
  tx: Transaction,
  placed: readonly PlacedRecord[],
  heard: readonly Issue[],
  { file, replaces }: ImportOptions,
): Promise<ImportResult> {
  const issues: Issue[] = [...heard];
  const read = placed.flatMap(({ record, lineOf }) => {
    const { checked, issues: wrong } = checkRecord<RecordKind>(
      readRecord<RecordKind>(record.kind, record.slug, printRecord(record)),
    );
    const all = checked === undefined ? wrong : [...wrong, ...checkScenarioText(checked), ...checkChangeText(checked)];
    issues.push(...all.map((issue) => moveTo(issue, file, lineOf())));
    return checked === undefined ? [] : [{ checked, lineOf }];
  });
  const linked = read.flatMap(({ checked }) => linksOfRecord(checked));
  const ids = await findRecordIds(tx, linked);
  const here = new Set(read.map(({ checked: { record } }) => recordKey(record.kind, record.slug)));
  const exists = (kind: RecordKind, slug: string) => here.has(recordKey(kind, slug)) || ids.has(recordKey(kind, slug));
  const steps: Step[] = [];
  const unchanged: string[] = [];
  for (const { checked, lineOf } of read) {
    const wrong = [...checkLinks(checked, exists), ...(await findAddressIssues(tx, checked))];
    issues.push(...wrong.map((issue) => moveTo(issue, file, lineOf())));
    const { kind, slug } = checked.record;
    const row = await tx.record.findUnique({ where: { kind_slug: { kind, slug } } });
    const text = row === null ? undefined : textOfRow(row);
    if (text === printRecord(checked.record)) unchanged.push(fileOf(kind, slug));
    else {
      if (row !== null && !replaces) issues.push(standsOtherwise(kind, slug, file, lineOf()));
      if (row === null && kind === 'debate' && (await tx.record.count({ where: { kind } })) > 0) {
        issues.push(
          issueAt(file, lineOf(), 'second-debate', 'there is another debate already; one database holds one'),
        );
      }
      steps.push({
        checked,
        before: row === null ? undefined : { id: row.id, version: row.version, text: text ?? '' },
      });
    }
  }
  if (!isAcceptable(issues)) return refuse(issues);
  const written: Written[] = [];
  for (const { checked, before } of steps) {
    const saving = { author: 'import', note: `from ${file}`, file: null };
    written.push({ checked, id: (await writeRecord(tx, checked.record, before, saving)).id });
  }
  if (written.length > 0) await writeRows(tx, written);
  const nameOf = ({ checked: { record } }: Step) => fileOf(record.kind, record.slug);
  return {
    state: steps.length === 0 ? 'unchanged' : 'imported',
    created: steps.filter(({ before }) => before === undefined).map(nameOf),
    updated: steps.filter(({ before }) => before !== undefined).map(nameOf),
    unchanged,
    issues,
  };
}

interface Step {
  readonly checked: CheckedRecord<RecordKind>;
  readonly before: Parameters<typeof writeRecord>[2];
}

function standsOtherwise(kind: RecordKind, slug: string, file: string, line: number): Issue {
  const message = `${fileOf(kind, slug)} stands otherwise in the database; say --replace to take this one`;
  return issueAt(file, line, 'stands-otherwise', message);
}

/** An issue of the record, at the place where the record stands in the text that was read. */
function moveTo(issue: Issue, file: string, line: number): Issue {
  return { ...issue, message: `${issue.file}: ${issue.message}`, file, line, column: 1 };
}

function issueAt(file: string, line: number, code: string, message: string): Issue {
  return { severity: 'error', code, message, file, line, column: 1, field: null };
}
