import { join } from 'node:path';
import { fileOf, findRecordKind, type RecordKind, records } from '#lib/argument/records';
import { writeWhole } from '#lib/content/write-whole';
import type { Moot } from '#lib/db/open';
import { recordOfRow, textOfRow } from '#lib/db/record-text';

/** A record as a file of content/. */
export interface ExportedRecord {
  readonly kind: RecordKind;
  readonly slug: string;
  readonly version: number;
  /** Path below content/. */
  readonly file: string;
  /** Canonical: equal, byte for byte, to a canonical file that it was loaded from and not edited since. */
  readonly text: string;
  readonly front: object;
  readonly body: string;
}

/** The records of some kinds, those of one kind by name. Kinds that are made on one machine alone are left out unless named. */
export async function exportRecords(moot: Moot, kinds?: readonly RecordKind[]): Promise<readonly ExportedRecord[]> {
  const rows = await moot.prisma.record.findMany({
    ...(kinds === undefined ? {} : { where: { kind: { in: [...kinds] } } }),
    orderBy: [{ kind: 'asc' }, { slug: 'asc' }],
  });
  return rows.flatMap((row) => {
    const kind = findRecordKind(row.kind);
    if (kind === undefined || (kinds === undefined && 'none' in records[kind].place)) return [];
    const { slug, version } = row;
    const { front, body } = recordOfRow(row);
    return [{ kind, slug, version, file: fileOf(kind, slug), text: textOfRow(row), front, body }];
  });
}

/** Writes records below `folder`, each file whole or not at all. Returns the paths it wrote, below the folder. */
export async function writeRecords(folder: string, exported: readonly ExportedRecord[]): Promise<readonly string[]> {
  for (const { file, text } of exported) await writeWhole(join(folder, file), text);
  return exported.map(({ file }) => file);
}
