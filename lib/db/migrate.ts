import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import Database from 'better-sqlite3';
import { diffSchema, notFiltered } from '#lib/db/diff-schema';
import { askSchemaEngine } from '#lib/db/engine';
import { findPending, readMigrations, schemaFile, waitMs } from '#lib/db/migrations';
import { shareConnection } from '#lib/db/shared-connection';

/**
 * Brings the SQLite database at `path` up to prisma/migrations, with Prisma's own engine and table.
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
    const { appliedMigrationNames } = await askSchemaEngine(
      shareConnection(factory, connection),
      schemaFile(root),
      (engine) => engine.applyMigrations({ migrationsList: readMigrations(root), filters: notFiltered }),
    );
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

/** SQL that would turn the SQLite database at `path` into what the checkout's schema describes. */
export async function diffDatabase(path: string, root: string): Promise<string> {
  return diffSchema(new PrismaBetterSqlite3({ url: `file:${path}`, timeout: waitMs }), root, schemaFile(root));
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
