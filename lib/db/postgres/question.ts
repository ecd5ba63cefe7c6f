import type { Cell } from '#lib/db/bulk/tables';
import { withoutNul } from '#lib/db/postgres/array';

/** A question as the driver takes it. */
export interface Question {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Strings and names are passed over: a `?` in them is none of ours. */
const places = /'(?:[^']|'')*'|"(?:[^"]|"")*"|(?:\b(NOT)\s+)?\bIN\s+\?\?|\?/gi;

/** Turns `?` into `$1`, `IN ??` into `= ANY($1)` and `NOT IN ??` into `<> ALL($1)`. Throws where values are left or missing. */
export function numberPlaces(sql: string, values: readonly (Cell | readonly Cell[])[]): Question {
  let count = 0;
  const text = sql.replace(places, (found, not: string | undefined) => {
    if (found.startsWith("'") || found.startsWith('"')) return found;
    const value = values[count];
    const place = `$${++count}`;
    if (Array.isArray(value) !== found.endsWith('??')) {
      throw new Error(`value ${count} has to be ${found.endsWith('??') ? 'a list' : 'a single one'}: ${sql}`);
    }
    if (!found.endsWith('??')) return place;
    return not === undefined ? `= ANY(${place})` : `<> ALL(${place})`;
  });
  if (count !== values.length) throw new Error(`${values.length} values for ${count} places: ${sql}`);
  return { text, values: values.map((value) => (isList(value) ? value.map(sayCell) : sayCell(value))) };
}

function isList(value: Cell | readonly Cell[]): value is readonly Cell[] {
  return Array.isArray(value);
}

/** A value as PostgreSQL reads it; its column's type is the server's to find. Dates are UTC, and have no zone. */
function sayCell(cell: Cell): unknown {
  if (cell instanceof Date) return cell.toISOString().replace('Z', '');
  return typeof cell === 'string' ? withoutNul(cell) : cell;
}
