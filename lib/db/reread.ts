import { READER } from '#lib/db/archive-bulk/write-patch';
import { ArchiveWriter } from '#lib/db/archive-bulk/writer';
import type { Moot } from '#lib/db/open';
import { readShown } from '#lib/db/read-shown';

/** Mails read in a transaction: some tenths of a second, so that nobody who saves meanwhile has to wait for long. */
const BATCH = 200;

/** How far it got, kept among the imports: one that was killed goes on there. */
const source = `patches, reader ${READER}`;

export interface RereadOptions {
  /** Ends after the batch in hand; what is left is done next time. */
  readonly signal?: AbortSignal;
  /** Mails in a transaction. */
  readonly batch?: number;
}

/**
 * Reads anew, from the mails as they came, what an older reader wrote of patches, or did not see; and brings series up to
 * date with what people said of them. Batch by batch, each whole or not at all. Returns how many mails were read.
 */
export async function rereadPatches(moot: Moot, { signal, batch = BATCH }: RereadOptions = {}): Promise<number> {
  const { prisma } = moot;
  const done = await prisma.import.findFirst({
    where: { source: { address: source }, finishedAt: { not: null } },
    select: { id: true },
  });
  const pending = await prisma.grouping.count({ where: { isApplied: false } });
  if (done !== null && pending === 0) return 0;
  const writer = new ArchiveWriter(moot.paths.database);
  try {
    writer.applyGroupings();
    return done === null ? await walk(moot, writer, batch, signal) : 0;
  } finally {
    writer.close();
  }
}

async function walk(moot: Moot, writer: ArchiveWriter, batch: number, signal?: AbortSignal): Promise<number> {
  const { sql } = writer;
  sql.insertSource.run(source, 'reread');
  const open = sql.openImport.get(source)?.id ?? Number(sql.insertImport.run(Date.now(), source).lastInsertRowid);
  let read = 0;
  while (signal?.aborted !== true) {
    const version = writer.version();
    const last = Number(sql.cursor.get(open)?.cursor ?? 0);
    const rows = sql.unreadAfter.all(last, READER, batch);
    const end = rows.at(-1)?.id;
    if (end === undefined) {
      sql.endImport.run(Date.now(), open);
      return read;
    }
    const shown = await readShown(
      moot,
      rows.map(({ id }) => id),
    );
    // Another process wrote meanwhile: what was looked up may be another mail's now.
    const remember = () => {
      sql.countReread.run(rows.length, open);
      sql.setCursor.run(String(end), open);
    };
    if (!writer.rewrite(shown, version, remember)) continue;
    read += rows.length;
  }
  return read;
}
