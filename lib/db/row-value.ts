import type { Row } from '#lib/db/rows';

/** What stands in a row under a name. Each throws where it is not what its table says: that would be our error. */

export function numberIn(row: Row, name: string): number {
  const value = row[name];
  if (typeof value === 'number') return value;
  // PostgreSQL's counts are wider than a number is exact, and come as text.
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return Number(value);
  return fail(name, value);
}

export function textIn(row: Row, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value : fail(name, value);
}

export function bytesIn(row: Row, name: string): Uint8Array {
  const value = row[name];
  return value instanceof Uint8Array ? value : fail(name, value);
}

/** SQLite has no truth values: 0 and 1. */
export function flagIn(row: Row, name: string): boolean {
  const value = row[name];
  return value === true || value === 1 || (value === false || value === 0 ? false : fail(name, value));
}

/** The same, or null where nothing is stored. */
export function nullOr<Value>(read: (row: Row, name: string) => Value, row: Row, name: string): Value | null {
  const value = row[name];
  return value === null || value === undefined ? null : read(row, name);
}

function fail(name: string, value: unknown): never {
  throw new Error(`The column ${name} holds ${value === null ? 'nothing' : typeof value}`);
}
