import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import Database from 'better-sqlite3';
import { openSchemaEngine } from '#lib/db/engine';
import { findPending, readMigrations, waitMs } from '#lib/db/migrations';

const notFiltered = { externalTables: [], externalEnums: [] };

/**
 * Brings the database at `path` up to prisma/migrations, with Prisma's own engine and table.
 *
 * Everything happens in one `BEGIN IMMEDIATE` of one connection: a second process waits for it and then finds nothing
 * left to do, and a process that dies in the middle leaves the database as it was. Foreign keys are off meanwhile,
 * because the engine redefines a table by copying and dropping it, and checked before the commit.
 * Returns the names of the migrations that it applied.
 */
export async function migrate(path: string, root: string): Promise<readonly string[]> {
  if (findPending(path, root).length === 0) return [];
  turnOnWal(path);
  const factory = new PrismaBetterSqlite3({ url: `file:${path}`, timeout: waitMs });
  const connection = await factory.connect();
  try {
    await connection.executeScript('PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;');
    const engine = await openSchemaEngine(over(factory, connection), root);
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: readMigrations(root),
      filters: notFiltered,
    });
    const broken = await connection.queryRaw({ sql: 'PRAGMA foreign_key_check', args: [], argTypes: [] });
    if (broken.rows.length > 0) {
      throw new Error(`Migrating ${path} would break ${broken.rows.length} references; nothing was changed.`);
    }
    await connection.executeScript('COMMIT');
    return appliedMigrationNames;
  } finally {
    await connection.dispose();
  }
}

/** SQL that would turn the database at `path` into what `schema` (path and text) describes; a comment where nothing is left to do. */
export async function diffSchema(path: string, root: string, schema: readonly [string, string]): Promise<string> {
  const engine = await openSchemaEngine(new PrismaBetterSqlite3({ url: `file:${path}`, timeout: waitMs }), root);
  const files = [{ path: schema[0], content: schema[1] }];
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: root },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: notFiltered,
  });
  return (stdout ?? '').trim();
}

/** The journal is kept with the file, so it is chosen once; a process that finds the file busy tries again. */
function turnOnWal(path: string): void {
  const database = new Database(path, { timeout: waitMs });
  try {
    for (let tries = 0; ; tries += 1) {
      try {
        database.pragma('journal_mode = WAL');
        return;
      } catch (error) {
        if (tries === 200) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
      }
    }
  } finally {
    database.close();
  }
}

/** A factory whose every connection is `connection`, which only its owner closes. */
function over(
  factory: SqlMigrationAwareDriverAdapterFactory,
  connection: SqlDriverAdapter,
): SqlMigrationAwareDriverAdapterFactory {
  const shared: SqlDriverAdapter = {
    provider: connection.provider,
    adapterName: connection.adapterName,
    executeScript: (script) => connection.executeScript(script),
    queryRaw: (query) => connection.queryRaw(query),
    executeRaw: (query) => connection.executeRaw(query),
    startTransaction: (level) => connection.startTransaction(level),
    dispose: async () => undefined,
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => shared,
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}
