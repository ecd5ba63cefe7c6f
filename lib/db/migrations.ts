import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import Database from 'better-sqlite3';

/** How long one process waits for another that is migrating. */
export const waitMs = 120_000;

/** `[path, text]` of the schema. `root` is the checkout. */
export function schemaFile(root: string): [string, string] {
  const path = join(root, 'prisma', 'schema.prisma');
  return [path, readFileSync(path, 'utf8')];
}

/** The migrations of prisma/migrations in the form that the engine takes, in the order of their names. */
export function readMigrations(root: string): MigrationList {
  const baseDir = join(root, 'prisma', 'migrations');
  const names = readdirSync(baseDir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(join(baseDir, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: names.toSorted().map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

/**
 * Names of the migrations that the database at `path` lacks. Throws when a migration that it has was changed since,
 * or when the database knows one that this checkout does not have.
 */
export function findPending(path: string, root: string): readonly string[] {
  const migrations = readMigrations(root).migrationDirectories.map(({ path: name, migrationFile }) => ({
    name,
    checksum: createHash('sha256')
      .update(migrationFile.content.tag === 'ok' ? migrationFile.content.value : '')
      .digest('hex'),
  }));
  const database = new Database(path, { timeout: waitMs });
  try {
    const known = database.prepare("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'").get();
    if (known === undefined) return migrations.map(({ name }) => name);
    const applied = new Map<unknown, unknown>(
      database
        .prepare('SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL')
        .raw()
        .all()
        .flatMap((row) => (Array.isArray(row) ? [[row[0], row[1]]] : [])),
    );
    for (const { name, checksum } of migrations) {
      const found = applied.get(name);
      if (found !== undefined && found !== checksum) {
        throw new Error(
          `The database ${path} was made with another text of migration ${name}. Restore prisma/migrations, or name another folder in MOOT_DATA.`,
        );
      }
    }
    const ours = new Set(migrations.map(({ name }) => name));
    for (const name of applied.keys()) {
      if (typeof name === 'string' && !ours.has(name)) {
        throw new Error(`The database ${path} is newer than this Moot: it has migration ${name}, which is not here.`);
      }
    }
    return migrations.flatMap(({ name }) => (applied.has(name) ? [] : [name]));
  } finally {
    database.close();
  }
}
