import { findRecordKind, type RecordKind, type RecordOf } from '#lib/argument/records';
import { getMoot } from '#lib/db/open';
import type { RecordText, RevisionText, RevisionView } from '#lib/db/record-types';
import { printRecord, readFront } from '#lib/markdown/record-file';

/** A row of the table of records, as far as its text needs it. */
export interface RecordRow {
  readonly kind: string;
  readonly slug: string;
  readonly front: string;
  readonly body: string;
}

/** The record of a row. Throws where the row's kind is unknown or its front matter no longer fits. */
export function recordOfRow(row: RecordRow): RecordOf<RecordKind> {
  const kind = findRecordKind(row.kind);
  if (kind === undefined)
    throw new Error(`The database has a record of kind ${row.kind}, which this Moot does not know.`);
  return { kind, slug: row.slug, front: readFront(kind, row.front), body: row.body };
}

/** A row's text in the form of its file. */
export function textOfRow(row: RecordRow): string {
  return printRecord(recordOfRow(row));
}

/** A record's text in the form of its file, and its version. */
export async function getRecordText(kind: RecordKind, slug: string): Promise<RecordText | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.record.findUnique({ where: { kind_slug: { kind, slug } } });
  return row === null ? undefined : { text: textOfRow(row), version: row.version };
}

/** Every save of a record, newest first. */
export async function listRevisions(kind: RecordKind, slug: string): Promise<readonly RevisionView[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.revision.findMany({
    where: { record: { kind, slug } },
    select: { version: true, author: true, at: true, note: true },
    orderBy: { version: 'desc' },
  });
  return rows.map(viewRevision);
}

/** One save, with the texts before and after. */
export async function findRevision(kind: RecordKind, slug: string, version: number): Promise<RevisionText | undefined> {
  if (!Number.isSafeInteger(version)) return undefined;
  const { prisma } = await getMoot();
  const row = await prisma.revision.findFirst({ where: { record: { kind, slug }, version } });
  return row === null ? undefined : { ...viewRevision(row), before: row.before, after: row.after };
}

/** A revision's row as pages show it. */
export function viewRevision(row: {
  readonly version: number;
  readonly author: string;
  readonly at: Date;
  readonly note: string | null;
}): RevisionView {
  return { version: row.version, author: row.author, at: row.at.toISOString(), note: row.note };
}
