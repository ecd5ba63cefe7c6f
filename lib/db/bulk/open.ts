import { openSqliteBulk } from '#lib/db/bulk/sqlite';
import type { BulkTables } from '#lib/db/bulk/tables';
import type { Moot } from '#lib/db/open';

/** The archive's tables of a Moot, open for bulk writing. */
export async function openBulk(moot: Moot): Promise<BulkTables> {
  return openSqliteBulk(moot.paths.database);
}
