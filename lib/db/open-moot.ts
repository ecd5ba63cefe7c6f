import type { DatabaseAddress } from '#lib/db/database-address';
import { migrate } from '#lib/db/migrate';
import { findPending } from '#lib/db/migrations';
import { connect, findAddress, findPaths, type Moot, makeFolder, type Paths } from '#lib/db/open';
import { findRoot } from '#lib/db/root';

/**
 * Opens the database that `address` names, making and migrating it first where that is needed.
 * Dates are stored as milliseconds since 1970. On SQLite, WAL, foreign keys and a busy timeout hold on every connection.
 */
export async function openMoot(paths: Paths = findPaths(), address = findAddress(paths)): Promise<Moot> {
  makeFolder(paths.folder);
  await migrateAddress(address, findRoot());
  return connect(paths, address);
}

async function migrateAddress(address: DatabaseAddress, root: string): Promise<void> {
  if (address.engine === 'postgresql') {
    const { migratePostgres } = await import('#lib/db/postgres/migrate');
    await migratePostgres(address.url, root);
  } else if (findPending(address.path, root).length > 0) await migrate(address.path, root);
}
