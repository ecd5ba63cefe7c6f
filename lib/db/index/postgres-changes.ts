import type { PoolClient } from 'pg';
import { storeTerms } from '#lib/db/index/postgres-terms';
import type { IndexEntry, IndexWriter, MailIndex } from '#lib/db/mail-index';
import { encodeArray, int8, text, tsvector } from '#lib/db/postgres/array';
import { columns } from '#lib/search/column';

/** The highest message number that was ever added. */
export async function readLast(client: Pick<PoolClient, 'query'>, schema: string): Promise<number> {
  const { rows } = await client.query<{ value: string }>(`SELECT value FROM ${schema}.state WHERE name = 'last'`);
  return Number(rows[0]?.value ?? 0);
}

/** What is to be written when one's turn ends, in its order. */
export class Changes implements IndexWriter {
  readonly #before: Pick<MailIndex, 'last' | 'pending'>;
  readonly #writes: ((client: PoolClient, schema: string) => Promise<void>)[] = [];
  /** Notes that are taken away. */
  readonly dropped = new Set<number>();
  /** The highest number added. */
  high = 0;
  /** What was there before is gone. */
  isCleared = false;

  constructor(before: Pick<MailIndex, 'last' | 'pending'>) {
    this.#before = before;
  }

  async last(): Promise<number> {
    return this.isCleared ? this.high : Math.max(await this.#before.last(), this.high);
  }

  async pending(): Promise<readonly number[]> {
    return this.isCleared ? [] : (await this.#before.pending()).filter((id) => !this.dropped.has(id));
  }

  async add(entries: readonly IndexEntry[]): Promise<void> {
    for (const { id } of entries) this.high = Math.max(this.high, id);
    this.#writes.push((client, schema) => addEntries(client, schema, entries));
  }

  async remove(ids: readonly number[]): Promise<void> {
    this.#writes.push((client, schema) => removeMails(client, schema, ids));
  }

  async clear(): Promise<void> {
    this.isCleared = true;
    this.high = 0;
    this.#writes.push(async (client, schema) => {
      await client.query(`TRUNCATE ${schema}.mail, ${schema}.long_mail, ${schema}.pending`);
      await client.query(`UPDATE ${schema}.state SET value = 0 WHERE name = 'last'`);
    });
  }

  async dropPending(ids: readonly number[]): Promise<void> {
    for (const id of ids) this.dropped.add(id);
    this.#writes.push(async (client, schema) => {
      await client.query(`DELETE FROM ${schema}.pending WHERE id = ANY($1::int8[])`, [encodeArray(int8, ids)]);
    });
  }

  /** Writes them in a transaction that nobody else writes the index beside. */
  async write(client: PoolClient, schema: string): Promise<void> {
    // What is written is let go of, also while others are still to come.
    for (const write of this.#writes.splice(0)) await write(client, schema);
  }
}

async function removeMails(client: PoolClient, schema: string, ids: readonly number[]): Promise<void> {
  for (const table of ['mail', 'long_mail']) {
    await client.query(`DELETE FROM ${schema}.${table} WHERE id = ANY($1::int8[])`, [encodeArray(int8, ids)]);
  }
}

async function addEntries(client: PoolClient, schema: string, entries: readonly IndexEntry[]): Promise<void> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  if (byId.size === 0) return;
  const last = await readLast(client, schema);
  const held = [...byId.keys()].filter((id) => id <= last);
  if (held.length > 0) await removeMails(client, schema, held);
  const stored = [...byId.values()].map(({ id, dateMs, texts }) => ({ id, dateMs, ...storeTerms(texts) }));
  for (const table of ['mail', 'long_mail'] as const) {
    const rows = stored.filter(({ vector }) => (vector === undefined) === (table === 'long_mail'));
    if (rows.length === 0) continue;
    const given = [
      { type: int8, name: 'id', cells: rows.map(({ id }) => id) },
      { type: int8, name: 'date', cells: rows.map(({ dateMs }) => dateMs) },
      ...(table === 'mail' ? [{ type: tsvector, name: 'terms', cells: rows.map(({ vector }) => vector ?? null) }] : []),
      ...columns.map((name, i) => ({
        type: text,
        name: `"${name}"`,
        cells: rows.map(({ texts }) => texts[i] ?? null),
      })),
    ];
    await client.query({
      text: `INSERT INTO ${schema}.${table} (${given.map(({ name }) => name).join(', ')})
        SELECT * FROM unnest(${given.map(({ type }, i) => `$${i + 1}::${type.name}[]`).join(', ')})`,
      values: given.map(({ type, cells }) => encodeArray(type, cells)),
    });
  }
  await raiseLast(client, schema, last, [...byId.keys()]);
}

/**
 * Says that the index has what is below the highest of these numbers. Where a process was killed after it wrote to the archive
 * and before it wrote here, that is not so: what is passed over is noted.
 */
async function raiseLast(client: PoolClient, schema: string, last: number, added: readonly number[]): Promise<void> {
  const high = added.reduce((most, id) => Math.max(most, id), last);
  if (high === last) return;
  await client.query(
    `INSERT INTO ${schema}.pending (id)
      SELECT id FROM "Message" WHERE id > $1 AND id < $2 AND id <> ALL($3::int8[]) ON CONFLICT DO NOTHING`,
    [last, high, encodeArray(int8, added)],
  );
  await client.query(`UPDATE ${schema}.state SET value = $1 WHERE name = 'last'`, [high]);
}
