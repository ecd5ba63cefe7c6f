import type { RecordKind } from '#lib/argument/records';
import { getMoot } from '#lib/db/open';

/** Whether there is such a record, or that version of it: one look-up by an index, before a page is made. */
export async function isRecorded(kind: RecordKind, slug: string, version?: number): Promise<boolean> {
  const { prisma } = await getMoot();
  const record = await prisma.record.findUnique({
    where: { kind_slug: { kind, slug } },
    select: { id: true, version: true },
  });
  return record !== null && (version === undefined || (version >= 1 && version <= record.version));
}
