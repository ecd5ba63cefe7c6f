import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { BulkTables, Cell, Row } from '#lib/db/bulk/tables';

/** Values looked up by one statement; lists are filled up to a size, so that few statements serve them all. */
const sizes = [1, 8, 64, 512];
/** SQLite binds 32,766 values in a statement. */
const MOST = 32_000;
/** How long a bulk writer waits for its turn. */
const WAIT_MS = 120_000;

type Bound = number | bigint | string | Uint8Array | null;

/** The archive's tables in the SQLite file at `path`, open for bulk writing. */
export function openSqliteBulk(path: string, waitMs = WAIT_MS): BulkTables {
  return new SqliteBulk(path, waitMs);
}

class SqliteBulk implements BulkTables {
  readonly #db: Database.Database;
  readonly #path: string;
  readonly #waitMs: number;
  readonly #statements = new Map<string, Database.Statement<[Bound[]], never>>();
  /** Numbers given out in the transaction in hand. */
  readonly #reserved = new Map<string, number>();

  constructor(path: string, waitMs: number) {
    // Who waits must not keep the process from its work: another connection of this process may be the one that writes.
    this.#db = new Database(path, { timeout: 20 });
    this.#path = path;
    this.#waitMs = waitMs;
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = NORMAL');
    this.#db.pragma('foreign_keys = ON');
    this.#db.pragma('cache_size = -16384');
    this.#db.pragma('wal_autocheckpoint = 16000');
  }

  async transact<T>(work: () => Promise<T>): Promise<T> {
    return inTurn(this.#path, async () => {
      await this.#begin();
      try {
        const result = await work();
        this.#db.exec('COMMIT');
        return result;
      } catch (error) {
        if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
        throw error;
      } finally {
        this.#reserved.clear();
      }
    });
  }

  async #begin(): Promise<void> {
    const until = Date.now() + this.#waitMs;
    for (;;) {
      try {
        this.#db.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (!isBusy(error) || Date.now() > until) throw error;
        await sleep(10);
      }
    }
  }

  async findIn<R = Row>(
    table: string,
    columns: readonly string[],
    column: string,
    values: readonly Cell[],
  ): Promise<R[]> {
    const head = `SELECT ${columns.map(quote).join(', ')} FROM ${quote(table)} WHERE ${quote(column)} IN `;
    const found: R[] = [];
    for (const part of parts(values))
      for (const row of this.#prepare(head + marks(part.length)).all(part)) found.push(row);
    return found;
  }

  async reserve(table: string, count: number): Promise<number> {
    const held: { readonly last: number }[] = this.#prepare(
      `SELECT max(coalesce((SELECT "seq" FROM sqlite_sequence WHERE "name" = ?), 0), coalesce((SELECT max("id") FROM ${quote(table)}), 0)) AS "last"`,
    ).all([table]);
    const first = Math.max(held[0]?.last ?? 0, this.#reserved.get(table) ?? 0) + 1;
    this.#reserved.set(table, first + count - 1);
    return first;
  }

  async insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Cell[])[],
    onConflict?: 'skip',
  ): Promise<void> {
    if (rows.length === 0) return;
    const verb = onConflict === 'skip' ? 'INSERT OR IGNORE' : 'INSERT';
    const names = columns.map(quote).join(', ');
    const statement = this.#prepare(`${verb} INTO ${quote(table)} (${names}) VALUES ${marks(columns.length)}`);
    for (const row of rows) statement.run(row.map(bind));
  }

  async update(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly [id: number, ...cells: Cell[]])[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const set = columns.map((column) => `${quote(column)} = ?`).join(', ');
    const statement = this.#prepare(`UPDATE ${quote(table)} SET ${set} WHERE "id" = ?`);
    for (const [id, ...cells] of rows) statement.run([...cells.map(bind), id]);
  }

  async updateIn(table: string, set: string, value: Cell, column: string, values: readonly Cell[]): Promise<void> {
    const head = `UPDATE ${quote(table)} SET ${quote(set)} = ? WHERE ${quote(column)} IN `;
    for (const part of parts(values)) this.#prepare(head + marks(part.length)).run([bind(value), ...part]);
  }

  async deleteIn(table: string, column: string, values: readonly Cell[]): Promise<number> {
    const head = `DELETE FROM ${quote(table)} WHERE ${quote(column)} IN `;
    let deleted = 0;
    for (const part of parts(values)) deleted += this.#prepare(head + marks(part.length)).run(part).changes;
    return deleted;
  }

  async query<R = Row>(sql: string, values: readonly (Cell | readonly Cell[])[]): Promise<R[]> {
    const bound: Bound[] = [];
    let at = 0;
    // Strings and names are passed over: a mark in them is none.
    const whole = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?\??/g, (mark) => {
      if (!mark.startsWith('?')) return mark;
      const value = values[at++];
      if (mark === '?') {
        if (isList(value)) throw new Error('A list stands for ??, not for ?');
        bound.push(bind(value ?? null));
        return '?';
      }
      if (!isList(value)) throw new Error('A list has to stand for ??');
      const list = fill(value.map(bind), value.length);
      bound.push(...list);
      return marks(list.length);
    });
    if (bound.length > MOST) throw new Error(`Asked for ${bound.length} values at once, at most ${MOST} can be`);
    return this.#prepare(whole).all(bound);
  }

  /** Rows are typed by who asks: to the statement itself they are of no type, which fits every one. */
  #prepare(sql: string): Database.Statement<[Bound[]], never> {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare<[Bound[]], never>(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  async close(): Promise<void> {
    try {
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      this.#db.close();
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}

function isList(value: Cell | readonly Cell[] | undefined): value is readonly Cell[] {
  return Array.isArray(value);
}

function quote(name: string): string {
  return `"${name}"`;
}

function bind(cell: Cell): Bound {
  if (typeof cell === 'boolean') return Number(cell);
  return cell instanceof Date ? cell.getTime() : cell;
}

function marks(count: number): string {
  return `(${Array.from({ length: count }, () => '?').join(', ')})`;
}

/** The list in pieces of the sizes that there are statements for, the last filled up with a value that it has. */
function* parts(values: readonly Cell[]): Generator<Bound[]> {
  const largest = sizes.at(-1) ?? 1;
  for (let start = 0; start < values.length; start += largest) {
    const part = values.slice(start, start + largest).map(bind);
    yield fill(part, part.length);
  }
}

function fill(list: Bound[], length: number): Bound[] {
  if (length === 0) return [null];
  let size = sizes.find((one) => one >= length) ?? sizes.at(-1) ?? 1;
  while (size < length) size *= 2;
  const last = list[length - 1] ?? null;
  while (list.length < size) list.push(last);
  return list;
}

/** Bulk writers of one file in one process go one after the other: SQLite would let the second wait for ever. */
const turns = new Map<string, Promise<unknown>>();

async function inTurn<T>(path: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(path) ?? Promise.resolve();
  const own = before.then(work, work);
  const settled = own.catch(() => undefined);
  turns.set(path, settled);
  try {
    return await own;
  } finally {
    if (turns.get(path) === settled) turns.delete(path);
  }
}
