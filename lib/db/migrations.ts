import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import Database from 'better-sqlite3';

/** How long one process waits for another that is migrating. */
export const waitMs = 120_000;

/** Folder of the checkout that has an engine's schema and migrations: SQLite's schema is the one that is written. */
export const prismaFolder = { sqlite: 'prisma', postgresql: join('prisma', 'postgresql') } as const;

type Engine = keyof typeof prismaFolder;

/** `[path, text]` of an engine's schema. `root` is the checkout. */
export function schemaFile(root: string, engine: Engine = 'sqlite'): [string, string] {
  const path = join(root, prismaFolder[engine], 'schema.prisma');
  return [path, readFileSync(path, 'utf8')];
}

/** An engine's migrations in the form that Prisma takes, in the order of their names. */
export function readMigrations(root: string, engine: Engine = 'sqlite'): MigrationList {
  const baseDir = join(root, prismaFolder[engine], 'migrations');
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

/** A migration that a database has: its name, and the SHA-256 of the text that it was made with. */
export type Applied = readonly [name: string, checksum: string];

/**
 * Names of the migrations that a database lacks which has `applied`; `said` names it in messages. Throws when a migration
 * that it has was changed since, or when the database knows one that this checkout does not have.
 */
export function comparePending(
  migrations: MigrationList,
  applied: readonly Applied[],
  said: string,
): readonly string[] {
  const has = new Map(applied);
  const ours = new Set<string>();
  for (const { path: name, migrationFile } of migrations.migrationDirectories) {
    ours.add(name);
    const text = migrationFile.content.tag === 'ok' ? migrationFile.content.value : '';
    const found = has.get(name);
    if (found !== undefined && found !== createHash('sha256').update(text).digest('hex')) {
      throw new Error(
        `The database ${said} was made with another text of migration ${name}. Restore ${migrations.baseDir}, or name another database.`,
      );
    }
  }
  for (const name of has.keys()) {
    if (!ours.has(name))
      throw new Error(`The database ${said} is newer than this Moot: it has migration ${name}, which is not here.`);
  }
  return [...ours].filter((name) => !has.has(name));
}

/** Names of the migrations that the SQLite database at `path` lacks. Throws as {@link comparePending} does. */
export function findPending(path: string, root: string): readonly string[] {
  const migrations = readMigrations(root);
  const database = new Database(path, { timeout: waitMs });
  try {
    const known = database.prepare("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'").get();
    const rows =
      known === undefined
        ? []
        : database
            .prepare('SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL')
            .raw()
            .all();
    return comparePending(migrations, readApplied(rows), path);
  } finally {
    database.close();
  }
}

/** Rows of Prisma's own table, each its name and its checksum. */
export function readApplied(rows: readonly unknown[]): readonly Applied[] {
  return rows.flatMap((row) => {
    if (!Array.isArray(row)) return [];
    const [name, checksum]: readonly unknown[] = row;
    return typeof name === 'string' && typeof checksum === 'string' ? [[name, checksum]] : [];
  });
}
