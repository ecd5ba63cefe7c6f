import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openSqliteBulk } from '#lib/db/bulk/sqlite';
import { copyAll, type OnCopied } from '#lib/db/copy/copy-all';
import { CopyError } from '#lib/db/copy/move';
import { withSnapshot } from '#lib/db/copy/snapshot';
import { migrate } from '#lib/db/migrate';
import { readModels } from '#lib/db/models';
import type { Moot } from '#lib/db/open';
import { findRoot } from '#lib/db/root';

/**
 * Writes everything but the full text, which is made again, into one new SQLite file, whatever engine it comes from, while
 * pages are served and written. The file appears when it is whole and was found sound. Throws {@link CopyError} where it
 * is there already.
 */
export async function backUp(moot: Moot, file: string, onCopied?: OnCopied): Promise<void> {
  if (existsSync(file)) throw new CopyError(`${file} is there already; name a file that is not.`);
  const partial = `${file}.partial`;
  removeFile(partial);
  try {
    if (moot.address.engine === 'sqlite') await copyPages(moot.address.path, partial);
    else await copyRows(moot, partial, onCopied);
    closeUp(partial);
    if (existsSync(file)) throw new CopyError(`${file} was made meanwhile; it was left as it is.`);
    renameSync(partial, file);
  } finally {
    removeFile(partial);
  }
}

/**
 * SQLite's own way, page by page, out of one transaction that reads: without it, the copy begins anew whenever somebody
 * writes, and has no end beside an import.
 */
async function copyPages(path: string, to: string): Promise<void> {
  const db = new Database(path, { readonly: true, timeout: 15_000 });
  try {
    db.exec('BEGIN');
    db.prepare('SELECT 1 FROM sqlite_master').get();
    await db.backup(to, { progress: () => 20_000 });
  } finally {
    db.close();
  }
}

async function copyRows(moot: Moot, to: string, onCopied?: OnCopied): Promise<void> {
  const root = findRoot();
  await migrate(to, root);
  const bulk = openSqliteBulk(to);
  try {
    await withSnapshot(moot, (snapshot) => bulk.transact(() => copyAll(snapshot, bulk, readModels(root), onCopied)));
  } finally {
    await bulk.close();
  }
}

/** Makes one file of it that needs no journal beside it, and reads all of it once. */
function closeUp(file: string): void {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = DELETE');
    const found = db.pragma('integrity_check', { simple: true });
    if (found !== 'ok') throw new CopyError(`The copy is not sound: ${String(found)}. Run moot db verify.`);
  } finally {
    db.close();
  }
}

/** Removes a database's file and what SQLite keeps beside it. */
export function removeFile(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
}
