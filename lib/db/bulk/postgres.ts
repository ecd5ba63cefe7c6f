import pg, { type Pool, type PoolClient } from 'pg';
import type { BulkTables, Cell, Row } from '#lib/db/bulk/tables';
import type { Moot } from '#lib/db/open';
import { type CellType, encodeArray, findCellType } from '#lib/db/postgres/array';
import { numberPlaces } from '#lib/db/postgres/question';
import { readCells } from '#lib/db/postgres/read-cells';
import { inTurn, type Turn } from '#lib/db/postgres/turn';

const quote = pg.escapeIdentifier;

const turn: Turn = {
  lock: 'bulk',
  waitMs: 60_000,
  tries: 8,
  busy: 'Another import has been writing to the database for a minute without an end; start again when it is done.',
};

/** Bytes of rows that go to the server at a time. */
const portion = 8 << 20;

/** Reservations that met somebody else's before one gives up: each is a matter of a millisecond. */
const tries = 50;

/** The archive's tables of a Moot on PostgreSQL, open for bulk writing. */
export function openPostgresBulk({ pool }: Moot): BulkTables {
  if (pool === undefined) throw new Error('This Moot is not on PostgreSQL.');
  return new PostgresBulk(pool);
}

/** The archive's tables on PostgreSQL. Rows go over as one array a column, in binary form, and are written by one statement. */
class PostgresBulk implements BulkTables {
  readonly #pool: Pool;
  readonly #types = new Map<string, ReadonlyMap<string, CellType>>();
  /** The highest number that a table's counter is known to have passed. */
  readonly #passed = new Map<string, number>();
  /** Where a transaction is under way, its connection. */
  #client: PoolClient | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** `pool` is not ours to end. */
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  transact<T>(work: () => Promise<T>): Promise<T> {
    const own = this.#last.then(() =>
      inTurn(this.#pool, turn, async (client) => {
        this.#client = client;
        try {
          return await work();
        } finally {
          this.#client = undefined;
        }
      }),
    );
    this.#last = own.catch(() => undefined);
    return own;
  }

  async findIn<R = Row>(
    table: string,
    columns: readonly string[],
    column: string,
    values: readonly Cell[],
  ): Promise<R[]> {
    const type = await this.#type(table, column);
    const sql = `SELECT ${columns.map(quote).join(', ')} FROM ${quote(table)} WHERE ${quote(column)} = ANY($1::${type.name}[])`;
    return this.#ask(sql, [encodeArray(type, values)]);
  }

  async reserve(table: string, count: number): Promise<number> {
    const counter = `pg_get_serial_sequence(quote_ident($1), 'id')::regclass`;
    for (let attempt = 0; attempt < tries; attempt++) {
      const sql = `SELECT min(n) AS first, max(n) AS last
        FROM (SELECT nextval(${counter}) AS n FROM generate_series(1, $2::int4)) AS numbers`;
      const [found] = await this.#ask<{ first: number; last: number }>(sql, [table, count]);
      if (found === undefined) break;
      this.#passed.set(table, found.last);
      // Somebody else's number among them: they are lost, which does no harm.
      if (found.last - found.first + 1 === count) return found.first;
    }
    throw new Error(`${count} numbers in a row could not be had for ${table}: too many write to it at once`);
  }

  async insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Cell[])[],
    onConflict?: 'skip',
  ): Promise<void> {
    if (rows.length === 0) return;
    const types = await this.#typesOf(table, columns);
    const sql = `INSERT INTO ${quote(table)} (${columns.map(quote).join(', ')}) SELECT * FROM unnest(${places(types)})${
      onConflict === undefined ? '' : ' ON CONFLICT DO NOTHING'
    }`;
    for (const part of cutPortions(rows)) await this.#ask(sql, encodeColumns(types, part));
    await this.#pass(table, columns, rows);
  }

  /** Moves the table's counter past the numbers of these rows, where they did not come from it. */
  async #pass(table: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Promise<void> {
    const place = columns.indexOf('id');
    const isNumber = place >= 0 && (await this.#type(table, 'id')).name !== 'text';
    if (!isNumber) return;
    let high = 0;
    for (const row of rows) high = Math.max(high, Number(row[place]));
    if (high <= (this.#passed.get(table) ?? 0)) return;
    const sql = `SELECT CASE WHEN n < $2::int8 THEN setval(c, $2::int8) ELSE n END AS high
      FROM (SELECT c, nextval(c) AS n
        FROM (SELECT pg_get_serial_sequence(quote_ident($1), 'id')::regclass AS c) AS counter
        WHERE c IS NOT NULL) AS moved`;
    const [found] = await this.#ask<{ high: number }>(sql, [table, high]);
    this.#passed.set(table, found?.high ?? Number.MAX_SAFE_INTEGER);
  }

  async update(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly [id: number, ...cells: Cell[]])[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const all = ['id', ...columns];
    const types = await this.#typesOf(table, all);
    const set = columns.map((column) => `${quote(column)} = given.${quote(column)}`).join(', ');
    const sql = `UPDATE ${quote(table)} SET ${set} FROM unnest(${places(types)}) AS given(${all.map(quote).join(', ')})
      WHERE ${quote(table)}."id" = given."id"`;
    for (const part of cutPortions(rows)) await this.#ask(sql, encodeColumns(types, part));
  }

  async updateIn(table: string, set: string, value: Cell, column: string, values: readonly Cell[]): Promise<void> {
    if (values.length === 0) return;
    const [to, type] = [await this.#type(table, set), await this.#type(table, column)];
    const sql = `UPDATE ${quote(table)} SET ${quote(set)} = ($1::${to.name}[])[1]
      WHERE ${quote(column)} = ANY($2::${type.name}[])`;
    await this.#ask(sql, [encodeArray(to, [value]), encodeArray(type, values)]);
  }

  async deleteIn(table: string, column: string, values: readonly Cell[]): Promise<number> {
    if (values.length === 0) return 0;
    const type = await this.#type(table, column);
    const { rowCount } = await this.#send(
      `DELETE FROM ${quote(table)} WHERE ${quote(column)} = ANY($1::${type.name}[])`,
      [encodeArray(type, values)],
    );
    return rowCount ?? 0;
  }

  async query<R = Row>(sql: string, values: readonly (Cell | readonly Cell[])[]): Promise<R[]> {
    const question = numberPlaces(sql, values);
    return this.#ask(question.text, question.values);
  }

  async close(): Promise<void> {
    await this.#last;
  }

  async #ask<R>(text: string, values: readonly unknown[]): Promise<R[]> {
    const { rows } = await this.#send(text, values);
    return rows;
  }

  #send(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    return (this.#client ?? this.#pool).query({ text, values: [...values], types: readCells });
  }

  async #typesOf(table: string, columns: readonly string[]): Promise<CellType[]> {
    const types: CellType[] = [];
    for (const column of columns) types.push(await this.#type(table, column));
    return types;
  }

  /** The type of a column, read from the catalogue once a table. */
  async #type(table: string, column: string): Promise<CellType> {
    let types = this.#types.get(table);
    if (types === undefined) {
      const rows = await this.#ask<{ name: string; oid: number }>(
        `SELECT attname AS name, atttypid::int8 AS oid FROM pg_attribute
         WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND NOT attisdropped`,
        [table],
      );
      const known = new Map<string, CellType>();
      for (const { name, oid } of rows) {
        const own = findCellType(oid);
        if (own !== undefined) known.set(name, own);
      }
      types = known;
      this.#types.set(table, types);
    }
    const type = types.get(column);
    if (type === undefined) throw new Error(`no column ${column} of ${table} that bulk writing knows`);
    return type;
  }
}

function places(types: readonly CellType[]): string {
  return types.map((type, i) => `$${i + 1}::${type.name}[]`).join(', ');
}

function encodeColumns(types: readonly CellType[], rows: readonly (readonly Cell[])[]): Buffer[] {
  return types.map((type, i) =>
    encodeArray(
      type,
      rows.map((row) => row[i] ?? null),
    ),
  );
}

/** The rows in parts of at most `portion` bytes, or one row. */
function* cutPortions(rows: readonly (readonly Cell[])[]): Generator<readonly (readonly Cell[])[]> {
  let start = 0;
  let size = 0;
  for (const [i, row] of rows.entries()) {
    let own = 0;
    for (const cell of row) own += typeof cell === 'string' || cell instanceof Uint8Array ? cell.length : 8;
    if (size + own > portion && i > start) {
      yield rows.slice(start, i);
      start = i;
      size = 0;
    }
    size += own;
  }
  yield start === 0 ? rows : rows.slice(start);
}
