import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { hashText } from '#lib/db/hash-text';
import type { Moot } from '#lib/db/open';

/** Files kept beside the database for one source of mail, by its address. */
export function fileOfSource(moot: Pick<Moot, 'paths'>, address: string, what: 'lock' | 'mails'): string {
  return join(moot.paths.folder, 'sources', `${hashText(address).slice(0, 16)}.${what}`);
}

/**
 * Takes the lock of a source on this machine; undefined while another import of it runs. The lock is a transaction on a
 * small database of its own, so that it goes with its process however that ends. The function that comes back frees it.
 */
export function lockSource(moot: Pick<Moot, 'paths'>, address: string): (() => void) | undefined {
  mkdirSync(join(moot.paths.folder, 'sources'), { recursive: true });
  return tryLock(fileOfSource(moot, address, 'lock'));
}

/** Whether an import of the source runs on this machine. Makes nothing. */
export function isImporting(moot: Pick<Moot, 'paths'>, address: string): boolean {
  const file = fileOfSource(moot, address, 'lock');
  if (!existsSync(file)) return false;
  const free = tryLock(file);
  free?.();
  return free === undefined;
}

function tryLock(file: string): (() => void) | undefined {
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return () => lock.close();
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
}
