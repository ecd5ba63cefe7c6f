import { unpackRows } from '#lib/db/archive-raw';
import type { Moot } from '#lib/db/open';
import { findMails } from '#lib/db/search';
import { readCursor } from '#lib/db/search-cursor';
import type { Asked } from '#lib/db/search-query';
import { writeMboxrd } from '#lib/mail/mboxrd';

/** Mails of a query that are exported at once: more are asked for by narrower dates. */
export const exportLimit = 1000;

/** Mails read at a time. */
const BATCH = 100;

/** The mails that a query means as an mboxrd, newest first, every raw form of each; `exportLimit` mails at most. */
export async function* exportFound(asked: Asked, moot: Moot, limit = exportLimit): AsyncGenerator<Uint8Array> {
  let cursor = readCursor('+0');
  for (let done = 0; done < limit && cursor !== undefined; done += BATCH) {
    const { hits, next } = await findMails(asked, { limit: Math.min(BATCH, limit - done), cursor }, moot);
    const ids = hits.map(({ id }) => id);
    const rows = await moot.prisma.raw.findMany({
      where: { messageId: { in: ids } },
      orderBy: { id: 'asc' },
      select: { messageId: true, bytes: true, dictionaryId: true },
    });
    const place = new Map(ids.map((id, i) => [id, i]));
    const sorted = rows.toSorted((a, b) => (place.get(a.messageId) ?? 0) - (place.get(b.messageId) ?? 0));
    for (const bytes of await unpackRows(moot, sorted)) yield writeMboxrd(bytes);
    cursor = next === null ? undefined : readCursor(next);
  }
}
