import type { BulkTables, Cell, Row } from '#lib/db/bulk/tables';

/** Values of a list that one question takes. */
const PART = 4000;

/** Asks a question with one list in it, `??`, part by part; the values before and after it stand as they are. */
export async function queryIn<R = Row>(
  bulk: BulkTables,
  sql: string,
  list: readonly Cell[],
  before: readonly Cell[] = [],
  after: readonly Cell[] = [],
): Promise<R[]> {
  const found: R[] = [];
  for (let start = 0; start < list.length; start += PART) {
    for (const row of await bulk.query<R>(sql, [...before, list.slice(start, start + PART), ...after])) found.push(row);
  }
  return found;
}

/** Rows by what they are to be found under. */
export function groupBy<Value, Key>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [value]);
    else own.push(value);
  }
  return groups;
}
