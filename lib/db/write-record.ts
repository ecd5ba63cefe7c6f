import { type RecordKind, type RecordOf, records } from '#lib/argument/records';
import { hashText } from '#lib/db/hash-text';
import type { Transaction } from '#lib/db/transaction';
import { printRecord } from '#lib/markdown/record-file';

/** How a save is remembered. */
export interface Saving {
  /** `Name <address>`, or `content` for a load from files. */
  readonly author: string;
  readonly note: string | null;
  /** What the record and its file have in common afterwards; null for a save in the application. */
  readonly file: { readonly loadedHash: string; readonly fileHash: string } | null;
}

/** A record as it stands, as far as a save needs it. */
export interface Standing {
  readonly id: number;
  readonly version: number;
  readonly text: string;
}

/**
 * Writes the record itself and its Revision, not the rows of its kind. `before` is what stands now, undefined for a new
 * record. Returns the record's number and its new version.
 */
export async function writeRecord<K extends RecordKind>(
  tx: Transaction,
  record: RecordOf<K>,
  before: Standing | undefined,
  saving: Saving,
): Promise<{ readonly id: number; readonly version: number }> {
  const text = printRecord(record);
  const version = (before?.version ?? 0) + 1;
  const content = {
    title: records[record.kind].headline(record.front),
    front: JSON.stringify(record.front),
    body: record.body,
    hash: hashText(text),
    version,
    ...(saving.file ?? {}),
    revisions: {
      create: { version, author: saving.author, before: before?.text ?? null, after: text, note: saving.note },
    },
  };
  if (before !== undefined) {
    await tx.record.update({ where: { id: before.id }, data: content });
    return { id: before.id, version };
  }
  const { id } = await tx.record.create({ data: { kind: record.kind, slug: record.slug, ...content } });
  return { id, version };
}
