import type { Pool } from 'pg';
import { catchUp, countBehind } from '#lib/db/index/catch-up';
import { SqliteIndex } from '#lib/db/index/sqlite';
import type { MailIndex } from '#lib/db/mail-index';
import type { Moot } from '#lib/db/open';

/** The full text of a Moot, for whoever writes it; to be closed. It may lack what `catchUp` adds. */
export async function openIndex(moot: Moot): Promise<MailIndex> {
  if (moot.address.engine === 'postgresql') {
    // Loaded where it is chosen: who keeps to SQLite pays nothing for it.
    const { openPostgresIndex } = await import('#lib/db/index/postgres');
    return openPostgresIndex(moot);
  }
  return new SqliteIndex(moot.paths.search, { onDamage: (why) => tellDamage(moot.paths.search, why) });
}

function tellDamage(path: string, why: string): void {
  process.stderr.write(`The full text ${path} was damaged (${why}) and is being made again from the archive.\n`);
}

/** The index of this process, and what it is busy with. */
interface Kept {
  readonly index: MailIndex;
  catchingUp: Promise<number> | undefined;
}

declare global {
  // Kept there, because the development server loads modules more than once.
  var mootIndexes: Map<Pool | string, Promise<Kept>> | undefined;
}

/** A search waits so long for what is not indexed yet; then it goes on with what there is, and the rest follows beside it. */
const WAIT_MS = 1000;

/** A full text to be searched. */
export interface SearchedIndex {
  readonly index: MailIndex;
  /** Messages that cannot be found yet, because they are still to be indexed. */
  readonly behind: number;
}

/** The full text of a Moot, for whoever searches it: one for the process, never closed. What is missing in it is being added. */
export async function openSearch(moot: Moot): Promise<SearchedIndex> {
  globalThis.mootIndexes ??= new Map();
  const key = moot.pool ?? moot.paths.search;
  let kept = globalThis.mootIndexes.get(key);
  if (kept === undefined) {
    kept = openIndex(moot).then((index) => ({ index, catchingUp: undefined }));
    globalThis.mootIndexes.set(key, kept);
    kept.catch(() => globalThis.mootIndexes?.delete(key));
  }
  const opened = await kept;
  opened.catchingUp ??= catchUp(moot, opened.index).finally(() => {
    opened.catchingUp = undefined;
  });
  // An import that is writing does not stop a search: what is indexed so far is what is searched.
  const caught = opened.catchingUp.then(
    () => true,
    () => false,
  );
  const isCaughtUp = await Promise.race([caught, wait(WAIT_MS)]);
  return { index: opened.index, behind: isCaughtUp ? 0 : await countBehind(moot, opened.index) };
}

/** Does not keep the process from ending. */
function wait(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, ms, false).unref());
}
