import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openBulk } from '#lib/db/bulk/open';
import type { BulkTables, Row } from '#lib/db/bulk/tables';
import { copyAll, type OnCopied } from '#lib/db/copy/copy-all';
import { CopyError, compareCopy, isEmpty } from '#lib/db/copy/move';
import { overSqlite } from '#lib/db/copy/snapshot';
import { sayDatabase } from '#lib/db/database-address';
import { openIndex } from '#lib/db/index/open';
import { migrate } from '#lib/db/migrate';
import { type Model, readModels } from '#lib/db/models';
import type { Moot } from '#lib/db/open';
import { writeLock } from '#lib/db/postgres/write-lock';
import { findRoot } from '#lib/db/root';

export interface RestoreOptions {
  /** What is in the database goes. Without it, one that is not empty is left alone. */
  readonly replaces?: boolean;
  readonly onCopied?: OnCopied;
}

/**
 * Puts a backup in the place of what a Moot holds, all of it or nothing, while pages are served: they show the one or the
 * other. A backup of an older Moot is brought up to date first, in a copy. Throws {@link CopyError}.
 */
export async function restore(moot: Moot, file: string, { replaces, onCopied }: RestoreOptions = {}): Promise<void> {
  checkBackup(file);
  if (replaces !== true && !(await isEmpty(moot))) {
    throw new CopyError(`${sayDatabase(moot.address)} is not empty; --replace puts the backup in its place.`);
  }
  const folder = mkdtempSync(join(moot.paths.folder, 'restore-'));
  try {
    const copy = join(folder, 'moot.db');
    copyFileSync(file, copy);
    await migrate(copy, findRoot());
    await withoutIndex(moot, async () => {
      if (moot.address.engine === 'sqlite') await restorePages(copy, moot.address.path);
      else await restoreRows(moot, copy, onCopied);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checkBackup(file: string): void {
  if (!existsSync(file)) throw new CopyError(`There is no ${file}.`);
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true });
    const found = db.prepare(`SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'`).get();
    if (found === undefined) throw new CopyError(`${file} is a database of something else than Moot.`);
    const sound = db.pragma('integrity_check', { simple: true });
    if (sound !== 'ok') throw new CopyError(`${file} is damaged (${String(sound)}); nothing was changed.`);
  } catch (error) {
    if (error instanceof CopyError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new CopyError(`${file} cannot be read as a backup (${why}); nothing was changed.`);
  } finally {
    db?.close();
  }
}

/** In one transaction of the file that is served: whoever reads meanwhile reads what was there. */
async function restorePages(from: string, to: string): Promise<void> {
  const db = new Database(from);
  try {
    // Both have to keep their journal alike.
    db.pragma('wal_checkpoint(TRUNCATE)');
    await db.backup(to, { progress: () => 1_000_000 });
  } finally {
    db.close();
  }
}

async function restoreRows(moot: Moot, from: string, onCopied?: OnCopied): Promise<void> {
  const models = readModels(findRoot());
  const bulk = await openBulk(moot);
  const written = await overSqlite(from, (snapshot) =>
    bulk.transact(async () => {
      // Who saves a record meanwhile waits, and saves into what was restored.
      await bulk.query(`SELECT pg_advisory_xact_lock(${writeLock})`, []);
      for (const model of models.toReversed()) await empty(bulk, model);
      return copyAll(snapshot, bulk, models, onCopied);
    }),
  ).finally(() => bulk.close());
  await compareCopy(moot, written);
}

/** Deletes all rows, those of a number of keys at a time. */
async function empty(bulk: BulkTables, { name, key: [first = 'id'] }: Model): Promise<void> {
  for (;;) {
    const rows = await bulk.query<Row>(`SELECT DISTINCT "${first}" AS "key" FROM "${name}" LIMIT 10000`, []);
    if (rows.length === 0) return;
    await bulk.deleteIn(
      name,
      first,
      rows.map(({ key }) => key ?? null),
    );
  }
}

/**
 * Runs `work` with an empty full text, and leaves it empty: numbers are of other messages afterwards. Emptied before too,
 * so that a kill in between leaves none of another archive, and again at the end, for a search may have begun to fill it.
 */
async function withoutIndex(moot: Moot, work: () => Promise<void>): Promise<void> {
  const index = await openIndex(moot);
  try {
    await index.alone((writer) => writer.clear());
    try {
      await work();
    } finally {
      await index.alone((writer) => writer.clear());
    }
  } finally {
    await index.close();
  }
}
