import type { Row } from '#lib/db/bulk/tables';
import type { Snapshot } from '#lib/db/copy/snapshot';
import type { Moot } from '#lib/db/open';
import { readCells } from '#lib/db/postgres/read-cells';

/** A snapshot on PostgreSQL: one transaction that only reads, and sees what was there when it began. */
export async function overPostgres<T>({ pool }: Moot, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  if (pool === undefined) throw new Error('This Moot is not on PostgreSQL.');
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL statement_timeout = 0');
    return await work({
      read: async (text, values) => (await client.query<Row>({ text, values: [...values], types: readCells })).rows,
    });
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection that something went wrong on is not used again.
    if (failure === undefined) await client.query('COMMIT');
    client.release(failure);
  }
}
