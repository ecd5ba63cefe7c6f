import { readEntries } from '#lib/db/index/read-entries';
import type { MailIndex } from '#lib/db/mail-index';
import type { Moot } from '#lib/db/open';
import { numberIn } from '#lib/db/row-value';
import { rowsOf } from '#lib/db/rows';

/** Messages read at a time: some tenths of a second, so that whoever else wants to write has a turn. */
const BATCH = 200;

export interface CatchUpOptions {
  /** Ends after the batch in hand; what is left is done next time. */
  readonly signal?: AbortSignal;
}

/**
 * Indexes what the archive holds and the index does not, and takes out what the archive does not hold any more: after a
 * kill, a lost file, or a change noted by another process. Returns how many messages that were. What is written is read
 * while nobody else can write, so that it is never older than what another process wrote.
 */
export async function catchUp(moot: Moot, index: MailIndex, { signal }: CatchUpOptions = {}): Promise<number> {
  let done = 0;
  while (signal?.aborted !== true) {
    if (!(await isBehind(moot, index))) return done;
    const batch = await index.alone(async (writer) => {
      const noted = (await writer.pending()).slice(0, BATCH);
      const ids = noted.length > 0 ? noted : await readIdsAfter(moot, await writer.last());
      const entries = await readEntries(moot, ids);
      await writer.add(entries);
      const held = new Set(entries.map(({ id }) => id));
      await writer.remove(noted.filter((id) => !held.has(id)));
      await writer.dropPending(noted);
      // Messages without a mail have nothing to index, but must not be asked for again and again.
      return { taken: ids.length, isStuck: noted.length === 0 && entries.length === 0 };
    });
    done += batch.taken;
    if (batch.isStuck) return done;
  }
  return done;
}

/** How many messages are still to be indexed, or to be indexed anew. */
export async function countBehind(moot: Moot, index: MailIndex): Promise<number> {
  const [last, pending] = [await index.last(), await index.pending()];
  const [row] = await rowsOf(moot).read('SELECT count(*) AS "count" FROM "Message" WHERE "id" > ?', last);
  return pending.length + (row === undefined ? 0 : numberIn(row, 'count'));
}

async function isBehind(moot: Moot, index: MailIndex): Promise<boolean> {
  if ((await index.pending()).length > 0) return true;
  return (await readIdsAfter(moot, await index.last(), 1)).length > 0;
}

/** Past Prisma: an import asks this, and needs Prisma for nothing else. */
async function readIdsAfter(moot: Moot, last: number, take = BATCH): Promise<number[]> {
  const rows = await rowsOf(moot).read('SELECT "id" FROM "Message" WHERE "id" > ? ORDER BY "id" LIMIT ?', last, take);
  return rows.map((row) => numberIn(row, 'id'));
}
