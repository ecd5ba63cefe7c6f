import { openSqliteBulk } from '#lib/db/bulk/sqlite';
import type { BulkTables } from '#lib/db/bulk/tables';
import type { Moot } from '#lib/db/open';

/** The archive's tables of a Moot, open for bulk writing. */
export async function openBulk(moot: Moot): Promise<BulkTables> {
  if (moot.address.engine === 'sqlite') return openSqliteBulk(moot.address.path);
  // Loaded where it is chosen: who keeps to SQLite pays nothing for it.
  const { openPostgresBulk } = await import('#lib/db/bulk/postgres');
  return openPostgresBulk(moot);
}
