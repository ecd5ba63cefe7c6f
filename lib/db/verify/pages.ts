import Database from 'better-sqlite3';
import { digestAll } from '#lib/db/copy/digest';
import { readModels } from '#lib/db/models';
import { findRoot } from '#lib/db/root';
import { type Check, type Damage, inSnapshot } from '#lib/db/verify/check';

/** Whether the file is a sound database; on PostgreSQL, whether every row can be read. */
export const pages: Check = {
  what: 'pages of the database',
  find: inSnapshot(async function* (snapshot, { address }): AsyncGenerator<Damage> {
    if (address.engine === 'postgresql') {
      await digestAll(snapshot, readModels(findRoot()));
      return;
    }
    const db = new Database(address.path, { readonly: true, timeout: 15_000 });
    try {
      for (const row of db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check(100)').all()) {
        if (row.integrity_check !== 'ok') yield { place: address.path, message: row.integrity_check };
      }
    } finally {
      db.close();
    }
  }),
};
