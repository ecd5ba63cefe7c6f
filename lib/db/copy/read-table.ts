import type { Cell, Row } from '#lib/db/bulk/tables';
import type { Snapshot } from '#lib/db/copy/snapshot';
import type { Model } from '#lib/db/models';

/** Rows that are read at a time; fewer where they turn out long. */
const MOST = 2000;
const MOST_BYTES = 4 << 20;

/** A table's rows in the order of their key, some at a time: some megabytes, whatever the rows hold. */
export async function* readTable(snapshot: Snapshot, model: Model): AsyncGenerator<readonly Row[]> {
  const names = model.columns.map(({ name }) => `"${name}"`).join(', ');
  const key = model.key.map((name) => `"${name}"`).join(', ');
  const places = model.key.map((_, i) => `$${i + 1}`).join(', ');
  let after: readonly (number | string)[] | undefined;
  let take = 100;
  for (;;) {
    const where = after === undefined ? '' : ` WHERE (${key}) > (${places})`;
    const rows = await snapshot.read(
      `SELECT ${names} FROM "${model.name}"${where} ORDER BY ${key} LIMIT ${take}`,
      after ?? [],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < take) return;
    after = model.key.map((name) => keyCell(last[name]));
    const bytes = rows.reduce((sum, row) => sum + sizeOf(row), 0);
    take = Math.max(1, Math.min(MOST, Math.floor((rows.length * MOST_BYTES) / Math.max(bytes, 1))));
  }
}

function keyCell(value: Row[string] | undefined): number | string {
  if (typeof value === 'number' || typeof value === 'string') return value;
  throw new Error('A key is made of numbers and words');
}

function sizeOf(row: Row): number {
  let bytes = 0;
  for (const value of Object.values(row)) {
    bytes += typeof value === 'string' || value instanceof Uint8Array ? value.length : 8;
  }
  return bytes;
}

/** A row as bulk writing takes it, in the order of the model's columns. */
export function toCells(model: Model, row: Row): Cell[] {
  return model.columns.map(({ name, type }) => {
    const value = row[name] ?? null;
    if (typeof value !== 'number') return value;
    if (type === 'DateTime') return new Date(value);
    return type === 'Boolean' ? value !== 0 : value;
  });
}
