import Database from 'better-sqlite3';
import type { Row } from '#lib/db/bulk/tables';
import type { Moot } from '#lib/db/open';

/** A database as it was at one moment, however much is written meanwhile; nobody is kept from writing. */
export interface Snapshot {
  /** Rows of a question in the SQL that all engines read, with `$1` and so on for values. Values come out as in `BulkTables`. */
  read(sql: string, values: readonly (number | string)[]): Promise<readonly Row[]>;
}

/** Runs `work` over a snapshot of a Moot's database. */
export async function withSnapshot<T>(moot: Moot, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  if (moot.address.engine === 'sqlite') return overSqlite(moot.address.path, work);
  const { overPostgres } = await import('#lib/db/postgres/snapshot');
  return overPostgres(moot, work);
}

/** A reader of a file in WAL mode sees what was there when it first read, until its transaction ends. */
export async function overSqlite<T>(path: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const db = new Database(path, { readonly: true, timeout: 15_000 });
  const statements = new Map<string, Database.Statement<(number | string)[], Row>>();
  try {
    db.exec('BEGIN');
    return await work({
      async read(sql, values) {
        let statement = statements.get(sql);
        if (statement === undefined) {
          statement = db.prepare<(number | string)[], Row>(sql.replace(/\$\d+/g, '?'));
          statements.set(sql, statement);
        }
        return statement.all(...values);
      },
    });
  } finally {
    db.close();
  }
}
