/** A value of a column. A `Date` goes into a date column; what comes out is milliseconds since 1970. */
export type Cell = number | string | boolean | Uint8Array | Date | null;

/** What comes out: truth values are 0 and 1, dates milliseconds since 1970, on every engine. */
export type Row = Readonly<Record<string, number | string | Uint8Array | null>>;

/**
 * The archive's tables, open for bulk writing: the same few operations on every engine, each on many rows at once. Names
 * are those of prisma/schema.prisma. Everything an import decides, it decides above this.
 */
export interface BulkTables {
  /**
   * Runs `work` in a transaction, all or nothing, alone among bulk writers: a second one waits. Where the engine says that
   * it has to be run again (serialisation, deadlock), it is, so `work` has no effect but on the database.
   */
  transact<T>(work: () => Promise<T>): Promise<T>;
  /** Rows whose `column` is one of `values`, of which there may be any number; in no order. */
  findIn<R = Row>(table: string, columns: readonly string[], column: string, values: readonly Cell[]): Promise<R[]>;
  /** The first of `count` numbers in a row that no row of `table` has and nobody else is given. */
  reserve(table: string, count: number): Promise<number>;
  /** Writes rows, each with its cells in the order of `columns`; `onConflict: 'skip'` passes over those that are there. */
  insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Cell[])[],
    onConflict?: 'skip',
  ): Promise<void>;
  /** Sets `columns` of rows that are there: each entry is the row's `id` and its cells. */
  update(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly [id: number, ...cells: Cell[]])[],
  ): Promise<void>;
  /** Sets one column to `value` in all rows where `column` is one of `values`. */
  updateIn(table: string, set: string, value: Cell, column: string, values: readonly Cell[]): Promise<void>;
  /** Deletes the rows whose `column` is one of `values`, and returns how many there were. */
  deleteIn(table: string, column: string, values: readonly Cell[]): Promise<number>;
  /**
   * Any other question: one SELECT in the SQL that all engines read, with `?` for values and names in double quotes. `IN ??`
   * takes a list.
   */
  query<R = Row>(sql: string, values: readonly (Cell | readonly Cell[])[]): Promise<R[]>;
  close(): Promise<void>;
}
