import { fileOf, findRecordKind, type RecordKind } from '#lib/argument/records';
import type { FiledRecord } from '#lib/content/check-files';
import type { ContentFile } from '#lib/content/read-files';
import { hashText } from '#lib/db/hash-text';
import { recordOfRow, textOfRow } from '#lib/db/record-text';
import { type CheckedRecord, checkRecord, linksOfRecord } from '#lib/markdown/check-record';
import { printRecord, readRecord } from '#lib/markdown/record-file';

/** A record whose file and whose stored form were both changed since they were equal. */
export interface Conflict {
  readonly kind: RecordKind;
  readonly slug: string;
  readonly file: string;
  readonly fileText: string;
  /** The stored record in the form of its file. */
  readonly recordText: string;
}

/** A row of the table of records. */
export interface RecordTableRow {
  readonly id: number;
  readonly kind: string;
  readonly slug: string;
  readonly front: string;
  readonly body: string;
  readonly version: number;
  readonly loadedHash: string | null;
  readonly fileHash: string | null;
  readonly hash: string;
  readonly updatedAt: Date;
}

/** A stored record with the path that its file has or would have. */
export interface StoredRecord {
  readonly row: RecordTableRow;
  readonly file: string;
}

/** What has to be written for one file. */
export interface Step extends FiledRecord {
  readonly fileHash: string;
  /** SHA-256 of the file's canonical text. */
  readonly hash: string;
  readonly before: RecordTableRow | undefined;
}

/** What a load has to do. */
export interface Plan {
  readonly created: readonly Step[];
  /** The file changed and nobody edited the record. */
  readonly updated: readonly Step[];
  /** File and record say the same, and only that has to be noted. */
  readonly adopted: readonly Step[];
  readonly removed: readonly StoredRecord[];
  readonly kept: readonly StoredRecord[];
  readonly conflicts: readonly Conflict[];
  /** Records without a file that stay: made or edited in the application, or linked to by those. */
  readonly staying: readonly StoredRecord[];
}

/** Compares files with what is stored. Reads nothing and writes nothing. */
export function planLoad(
  filed: readonly FiledRecord[],
  stored: readonly RecordTableRow[],
  fingerprint: (file: ContentFile) => string,
): Plan {
  const rows = new Map(stored.map((row) => [`${row.kind}/${row.slug}`, row]));
  const created: Step[] = [];
  const updated: Step[] = [];
  const adopted: Step[] = [];
  const conflicts: Conflict[] = [];
  for (const item of filed) {
    const { file, checked } = item;
    const { kind, slug } = checked.record;
    const before = rows.get(`${kind}/${slug}`);
    const hash = hashText(printRecord(checked.record));
    const step = { ...item, fileHash: fingerprint(file), hash, before };
    if (before === undefined) created.push(step);
    else if (before.fileHash === step.fileHash) continue;
    else if (hash === before.hash || hash === before.loadedHash) adopted.push(step);
    else if (before.hash === before.loadedHash) updated.push(step);
    else conflicts.push({ kind, slug, file: file.file, fileText: file.text, recordText: textOfRow(before) });
  }
  const withFile = new Set(filed.map(({ checked: { record } }) => `${record.kind}/${record.slug}`));
  const fileless = stored.filter((row) => !withFile.has(`${row.kind}/${row.slug}`));
  return { created, updated, adopted, conflicts, ...sortFileless(fileless) };
}

/**
 * Records without a file. One that was loaded and never edited goes with its file, unless a record that stays links to
 * it; everything else stays.
 */
function sortFileless(rows: readonly RecordTableRow[]): Pick<Plan, 'removed' | 'kept' | 'staying'> {
  const isLoaded = (row: RecordTableRow) => row.loadedHash !== null;
  const staying = rows.filter((row) => !isLoaded(row) || row.hash !== row.loadedHash);
  let leaving = rows.filter((row) => !staying.includes(row));
  for (let index = 0; index < staying.length; index += 1) {
    const row = staying[index];
    const wanted = new Set(row === undefined ? [] : linksOfRow(row));
    const linked = leaving.filter((other) => wanted.has(`${other.kind}/${other.slug}`));
    leaving = leaving.filter((other) => !linked.includes(other));
    staying.push(...linked);
  }
  return {
    removed: leaving.map(withFilePath),
    kept: staying.filter(isLoaded).map(withFilePath),
    staying: staying.map(withFilePath),
  };
}

function linksOfRow(row: RecordTableRow): readonly string[] {
  const checked = checkRow(row);
  return checked === undefined ? [] : linksOfRecord(checked).map(({ kind, slug }) => `${kind}/${slug}`);
}

/** A stored record with what it refers to. */
export function checkRow(row: RecordTableRow): CheckedRecord<RecordKind> | undefined {
  const record = recordOfRow(row);
  return checkRecord(readRecord(record.kind, record.slug, printRecord(record))).checked;
}

function withFilePath(row: RecordTableRow): StoredRecord {
  const kind = findRecordKind(row.kind);
  return { row, file: kind === undefined ? `${row.kind}/${row.slug}` : fileOf(kind, row.slug) };
}

/** Names of the records that a file may link to though no file holds them, as `claim/x`. */
export function listElsewhere(plan: Plan): ReadonlySet<string> {
  return new Set(plan.staying.map(({ row }) => `${row.kind}/${row.slug}`));
}
