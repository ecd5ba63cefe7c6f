import Database from 'better-sqlite3';

/**
 * Runs `work` while holding the lock at `path`; another process that wants it waits. The lock is a transaction on a
 * small database, so that it goes with its process however that ends, and needs no cleaning up.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = new Database(path, { timeout: 10 * 60_000 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return await work();
  } finally {
    lock.close();
  }
}
