import type { ClientBase } from 'pg';
import { sayDatabase } from '#lib/db/database-address';
import { comparePending, readApplied, readMigrations } from '#lib/db/migrations';
import { explainOpening } from '#lib/db/postgres/explain';
import { openPool } from '#lib/db/postgres/pool';

/** Names of the migrations that the database at `url` lacks. Throws as `comparePending` does, and where it cannot be used. */
export async function findPendingPostgres(url: string, root: string): Promise<readonly string[]> {
  const pool = openPool(url, 0);
  try {
    return await comparePostgres(pool, url, root);
  } catch (error) {
    throw explainOpening(error, url);
  } finally {
    await pool.end();
  }
}

/** The same over a connection that is open. */
export async function comparePostgres(
  client: Pick<ClientBase, 'query'>,
  url: string,
  root: string,
): Promise<readonly string[]> {
  const known = await client.query(`SELECT 1 WHERE to_regclass('_prisma_migrations') IS NOT NULL`);
  const { rows } =
    known.rowCount === 0
      ? { rows: [] }
      : await client.query({
          text: 'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL',
          rowMode: 'array',
        });
  return comparePending(
    readMigrations(root, 'postgresql'),
    readApplied(rows),
    sayDatabase({ engine: 'postgresql', url }),
  );
}
