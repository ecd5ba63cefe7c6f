import { getMoot, type Moot } from '#lib/db/open';
import { findLineage, type LineageView, type SeriesVersion } from '#lib/db/series';

/** A version with all the others. */
export interface FoundVersion {
  readonly lineage: LineageView;
  readonly version: SeriesVersion;
}

/** Whether a mail is the cover letter or a patch of a version. */
export function hasMessage({ parts, headMessageId }: SeriesVersion, messageId: string): boolean {
  return headMessageId === messageId || parts.some((part) => part.messageId === messageId);
}

/**
 * The posting that `name` means: the Message-ID of its cover letter or of a patch of it, or its number. Undefined where
 * there is none.
 */
export async function findVersion(
  name: string,
  where: Moot | Promise<Moot> = getMoot(),
): Promise<FoundVersion | undefined> {
  const moot = await where;
  const number = /^\d{1,9}$/.test(name) ? Number(name) : undefined;
  const messageId = number === undefined ? name.trim().replace(/^<(.*)>$/, '$1') : await headOf(moot, number);
  if (messageId === undefined) return undefined;
  const lineage = await findLineage(messageId, moot);
  const version = lineage?.versions.find((one) =>
    number === undefined ? hasMessage(one, messageId) : one.id === number,
  );
  return lineage === undefined || version === undefined ? undefined : { lineage, version };
}

async function headOf(moot: Moot, seriesId: number): Promise<string | undefined> {
  const row = await moot.prisma.patch.findFirst({
    where: { seriesId },
    select: { message: { select: { name: { select: { text: true } } } } },
  });
  return row?.message.name.text;
}
