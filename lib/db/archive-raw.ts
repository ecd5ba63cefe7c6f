import type { Moot } from '#lib/db/open';
import { unpackRaw } from '#lib/db/raw-codec';

/** A row of the raw forms, as Prisma gives it. */
export interface RawRow {
  readonly bytes: Uint8Array;
  readonly dictionaryId: number | null;
}

/** Dictionaries never change, so each process reads each once. */
const kept = new WeakMap<Moot['prisma'], Map<number, Uint8Array>>();

/** The dictionaries that these rows need, read where they are not yet known. */
async function loadDictionaries(
  moot: Pick<Moot, 'prisma'>,
  rows: readonly RawRow[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  let known = kept.get(moot.prisma);
  if (known === undefined) {
    known = new Map();
    kept.set(moot.prisma, known);
  }
  const missing = new Set<number>();
  for (const { dictionaryId: id } of rows) if (id !== null && !known.has(id)) missing.add(id);
  if (missing.size > 0) {
    const found = await moot.prisma.dictionary.findMany({ where: { id: { in: [...missing] } } });
    for (const dictionary of found) known.set(dictionary.id, dictionary.bytes);
  }
  return known;
}

/** The bytes of the mails, as they came, in the order given. */
export async function unpackRows(moot: Pick<Moot, 'prisma'>, rows: readonly RawRow[]): Promise<Uint8Array[]> {
  const dictionaries = await loadDictionaries(moot, rows);
  return rows.map((row) =>
    unpackRaw(row.bytes, row.dictionaryId === null ? undefined : dictionaries.get(row.dictionaryId)),
  );
}
