import { createHash } from 'node:crypto';
import type { BulkTables } from '#lib/db/bulk/tables';
import { makeDictionary } from '#lib/db/raw-codec';

/** What mails are packed with. */
export interface Dictionary {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** Fewer mails than this do not repeat themselves enough to be worth a dictionary. */
const ENOUGH = 100;

/** The dictionary of the archive; undefined until there were mails enough to make one of. */
export async function findDictionary(bulk: BulkTables): Promise<Dictionary | undefined> {
  const rows = await bulk.query<Dictionary>('SELECT "id", "bytes" FROM "Dictionary" ORDER BY "id" DESC LIMIT 1', []);
  return rows[0];
}

/** Makes a dictionary out of an archive's first mails, unless another import did; inside a transaction. */
export async function keepDictionary(bulk: BulkTables, mails: readonly Uint8Array[]): Promise<Dictionary | undefined> {
  const held = await findDictionary(bulk);
  if (held !== undefined || mails.length < ENOUGH) return held;
  const bytes = makeDictionary(mails);
  const id = numberOf(bytes);
  await bulk.insert('Dictionary', ['id', 'bytes'], [[id, bytes]]);
  return { id, bytes };
}

/**
 * The dictionary's number is made of its bytes: processes keep dictionaries by number, also while another archive is put in
 * the place of theirs, and no number may ever mean other bytes.
 */
function numberOf(bytes: Uint8Array): number {
  return (createHash('sha256').update(bytes).digest().readUInt32BE(0) >>> 2) + 1;
}
