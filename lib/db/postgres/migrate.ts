import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import type { Pool } from 'pg';
import { diffSchema, notFiltered } from '#lib/db/diff-schema';
import { askSchemaEngine } from '#lib/db/engine';
import { readMigrations, schemaFile } from '#lib/db/migrations';
import { explainOpening } from '#lib/db/postgres/explain';
import { comparePostgres } from '#lib/db/postgres/migrations';
import { openPool } from '#lib/db/postgres/pool';
import { queryCatalog } from '#lib/db/postgres/query-catalog';
import { checkServer } from '#lib/db/postgres/server';
import { parsePostgresUrl } from '#lib/db/postgres/url';
import { shareConnection } from '#lib/db/shared-connection';

/** The lock that whoever migrates holds; any number, the same in every Moot. */
const lock = 7_166_800_151;

/**
 * Brings the PostgreSQL database at `url` up to prisma/postgresql/migrations, with Prisma's own engine and table.
 *
 * Everything happens in one transaction of one connection that holds a lock: a second process waits for it and then finds
 * nothing left to do, and a process that dies in the middle leaves the database as it was. Returns the names of the
 * migrations that it applied. Throws {@link UnusableAddress} where the server is none that Moot can use.
 */
export async function migratePostgres(url: string, root: string): Promise<readonly string[]> {
  const pool = openPool(url, 0, 1);
  try {
    await checkServer(pool);
    if ((await comparePostgres(pool, url, root)).length === 0) return [];
    await pool.query('BEGIN');
    await pool.query(`SELECT pg_advisory_xact_lock(${lock})`);
    const appliedMigrationNames = await applyMigrations(pool, url, root);
    await pool.query('COMMIT');
    return appliedMigrationNames;
  } catch (error) {
    throw explainOpening(error, url);
  } finally {
    await pool.end();
  }
}

/**
 * Where a migration fails, the engine goes on to write that down, which fails too, because the transaction is gone; what is
 * thrown is the first error.
 */
async function applyMigrations(pool: Pool, url: string, root: string): Promise<readonly string[]> {
  let failure: unknown;
  const factory = await openFactory(pool, url, (error) => (failure ??= error));
  const wanted = { migrationsList: readMigrations(root, 'postgresql'), filters: notFiltered };
  try {
    const { appliedMigrationNames } = await askSchemaEngine(factory, schemaFile(root, 'postgresql'), (engine) =>
      engine.applyMigrations(wanted),
    );
    return appliedMigrationNames;
  } catch (error) {
    throw failure ?? error;
  }
}

/** SQL that would turn the PostgreSQL database at `url` into what the checkout's schema describes. */
export async function diffPostgres(url: string, root: string): Promise<string> {
  const pool = openPool(url, 0, 1);
  try {
    return await diffSchema(await openFactory(pool, url), root, schemaFile(root, 'postgresql'));
  } finally {
    await pool.end();
  }
}

/** Prisma's way to the one connection of `pool`. */
async function openFactory(pool: Pool, url: string, onFailure: (error: unknown) => void = () => undefined) {
  const { schema } = parsePostgresUrl(url);
  const factory = new PrismaPg(pool, schema === undefined ? {} : { schema });
  const connection = await factory.connect();
  const whole: SqlDriverAdapter = {
    provider: connection.provider,
    adapterName: connection.adapterName,
    // The server takes a script as it stands; the adapter would cut it at every semicolon, also of a comment.
    executeScript: async (script) => {
      await pool.query(script).catch((error: unknown) => {
        onFailure(error);
        throw error;
      });
    },
    queryRaw: (query) =>
      query.sql.includes('_prisma_migrations') ? connection.queryRaw(query) : queryCatalog(pool, query),
    executeRaw: (query) => connection.executeRaw(query),
    startTransaction: (level) => connection.startTransaction(level),
    getConnectionInfo: () => connection.getConnectionInfo(),
    dispose: async () => undefined,
  };
  return shareConnection(factory, whole);
}
