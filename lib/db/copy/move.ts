import { openBulk } from '#lib/db/bulk/open';
import { copyAll, type OnCopied } from '#lib/db/copy/copy-all';
import { digestAll, findDifferences, type TableDigest } from '#lib/db/copy/digest';
import { withSnapshot } from '#lib/db/copy/snapshot';
import { sayDatabase } from '#lib/db/database-address';
import { catchUp } from '#lib/db/index/catch-up';
import { openIndex } from '#lib/db/index/open';
import { readModels } from '#lib/db/models';
import type { Moot } from '#lib/db/open';
import { findRoot } from '#lib/db/root';

/** A copy that cannot be made or is not what it should be; the message is a sentence for who asked for it. */
export class CopyError extends Error {}

export interface Moved {
  readonly tables: readonly TableDigest[];
  /** Messages in the new full text. */
  readonly indexed: number;
}

/** Told what is being done, and of copying how many rows so far. */
export interface MoveWatch {
  readonly onStep?: (step: string) => void;
  readonly onCopied?: OnCopied;
}

/**
 * Copies everything of one Moot into another one that is empty, on whatever engines they stand, reads the copy again and
 * compares it, and makes its full text. The first may be served and written meanwhile: what is copied is how it was when
 * copying began. Killed on the way, the second is as empty as before, or whole but for its full text, which makes itself.
 * Throws {@link CopyError}.
 */
export async function moveTo(from: Moot, to: Moot, { onStep, onCopied }: MoveWatch = {}): Promise<Moved> {
  const models = readModels(findRoot());
  if (!(await isEmpty(to))) {
    throw new CopyError(`${sayDatabase(to.address)} is not empty; name an empty database: nothing is ever mixed.`);
  }
  onStep?.('copying');
  const bulk = await openBulk(to);
  const written = await withSnapshot(from, (snapshot) =>
    bulk.transact(() => copyAll(snapshot, bulk, models, onCopied)),
  ).finally(() => bulk.close());
  onStep?.('comparing');
  await compareCopy(to, written);
  onStep?.('indexing');
  return { tables: written, indexed: await indexAll(to) };
}

/** Whether there is no row in any table. */
export async function isEmpty(moot: Moot): Promise<boolean> {
  return withSnapshot(moot, async (snapshot) => {
    for (const { name } of readModels(findRoot())) {
      if ((await snapshot.read(`SELECT 1 AS "one" FROM "${name}" LIMIT 1`, [])).length > 0) return false;
    }
    return true;
  });
}

/** Reads a copy again. Throws {@link CopyError} naming each table that is not what was written. */
export async function compareCopy(copy: Moot, written: readonly TableDigest[]): Promise<void> {
  const read = await withSnapshot(copy, (snapshot) => digestAll(snapshot, readModels(findRoot())));
  const differences = findDifferences(written, read).map(
    ({ one, other }) => `${one.table} (${one.rows} rows written, ${other?.rows ?? 0} read)`,
  );
  if (differences.length > 0) {
    throw new CopyError(`The copy in ${sayDatabase(copy.address)} differs in ${differences.join(', ')}.`);
  }
}

async function indexAll(moot: Moot): Promise<number> {
  const index = await openIndex(moot);
  try {
    await index.prepareBulk();
    const indexed = await catchUp(moot, index);
    await index.settle();
    return indexed;
  } finally {
    await index.close();
  }
}
