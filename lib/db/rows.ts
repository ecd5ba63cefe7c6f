import Database from 'better-sqlite3';
import type { Moot } from '#lib/db/open';

/** A row as a database gives it: what is in it is read by `row-value`'s functions, which check. */
export type Row = Readonly<Record<string, unknown>>;

type Value = string | number;

/**
 * Reads the mail's tables past Prisma, where its way to a row takes several times as long as the row: the same statement
 * on every engine, with `?` for values. It never writes.
 */
export interface RowReader {
  readonly read: (sql: string, ...values: readonly Value[]) => Promise<readonly Row[]>;
  /** The column of a moment, as milliseconds since 1970. */
  readonly ms: (column: string) => string;
}

const readers = new WeakMap<Moot['prisma'], RowReader>();

/** The reader of a Moot: it lives as long as that does. */
export function rowsOf(moot: Moot): RowReader {
  let reader = readers.get(moot.prisma);
  if (reader === undefined) {
    reader = makeReader(moot);
    readers.set(moot.prisma, reader);
  }
  return reader;
}

function makeReader({ address, pool }: Moot): RowReader {
  if (address.engine === 'sqlite') return readSqlite(address.path);
  if (pool === undefined) throw new Error('A Moot on PostgreSQL has no pool');
  return readPostgres(pool);
}

function readSqlite(path: string): RowReader {
  const database = new Database(path, { readonly: true, timeout: 15_000 });
  const prepared = new Map<string, Database.Statement>();
  const read = async (sql: string, ...values: readonly Value[]) => {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      prepared.set(sql, statement);
    }
    return statement.all(...values).filter(isRow);
  };
  return { read, ms: (column) => column };
}

function readPostgres(pool: NonNullable<Moot['pool']>): RowReader {
  const read = async (sql: string, ...values: readonly Value[]) => {
    let number = 0;
    const text = sql.replace(/\?/g, () => {
      number += 1;
      return `$${number}`;
    });
    // PostgreSQL has no place for NUL: no text that is stored has one.
    const given = values.map((value) => (typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value));
    const { rows } = await pool.query<Row>(text, given);
    return rows;
  };
  return { read, ms: (column) => `(extract(epoch from ${column}) * 1000)::float8` };
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}
