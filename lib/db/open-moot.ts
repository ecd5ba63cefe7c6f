import { migrate } from '#lib/db/migrate';
import { findPending } from '#lib/db/migrations';
import { connect, findPaths, type Moot, makeFolder, type Paths } from '#lib/db/open';
import { findRoot } from '#lib/db/root';

/**
 * Opens the database at `paths`, making and migrating it first where that is needed.
 * WAL, foreign keys and a busy timeout hold on every connection; dates are stored as milliseconds since 1970.
 */
export async function openMoot(paths: Paths = findPaths()): Promise<Moot> {
  makeFolder(paths.folder);
  const root = findRoot();
  if (findPending(paths.database, root).length > 0) await migrate(paths.database, root);
  return connect(paths);
}
