import { type Snapshot, withSnapshot } from '#lib/db/copy/snapshot';
import type { Moot } from '#lib/db/open';

/** Something in a database that is not as it was written. */
export interface Damage {
  /** The table or file, and the row where it is one. */
  readonly place: string;
  readonly message: string;
}

/** One thing that can be wrong with a database, and how it is found. */
export interface Check {
  /** What is looked at, in words that fit after "checking". */
  readonly what: string;
  readonly find: (moot: Moot) => Promise<readonly Damage[]>;
}

/** Finds damage in the database as it was at one moment, however much is written meanwhile. */
export function inSnapshot(find: (snapshot: Snapshot, moot: Moot) => AsyncIterable<Damage>): Check['find'] {
  return (moot) =>
    withSnapshot(moot, async (snapshot) => {
      const found: Damage[] = [];
      for await (const damage of find(snapshot, moot)) found.push(damage);
      return found;
    });
}
