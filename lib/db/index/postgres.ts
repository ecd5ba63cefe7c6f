import pg, { type Pool, type PoolClient } from 'pg';
import { findMail } from '#lib/db/index/postgres-find';
import { format, writeSchema } from '#lib/db/index/postgres-schema';
import { storeTerms } from '#lib/db/index/postgres-terms';
import type { FindOptions, Found, IndexEntry, IndexWriter, MailIndex } from '#lib/db/mail-index';
import type { Moot } from '#lib/db/open';
import { encodeArray, int8, text, tsvector } from '#lib/db/postgres/array';
import { readCells } from '#lib/db/postgres/read-cells';
import { inTurn, type Turn } from '#lib/db/postgres/turn';
import { parsePostgresUrl } from '#lib/db/postgres/url';
import { columns } from '#lib/search/column';
import type { Condition } from '#lib/search/query';

const turn: Turn = {
  lock: 'index',
  waitMs: 300_000,
  tries: 1,
  busy: 'Another process has been writing the full text for five minutes without an end; start again when it is done.',
};

/** Many mails at once: what waits to be sorted into the index of terms may be more, and is sorted in memory. */
const bulkSettings = [`gin_pending_list_limit = '8MB'`, `work_mem = '64MB'`];

/** Writers of one process go one after the other: where there is one connection only, that is the lock. */
const queues = new WeakMap<Pool, Promise<unknown>>();

/** The index of a Moot on PostgreSQL, made where it is missing or of another format. */
export async function openPostgresIndex({ address, pool }: Moot): Promise<MailIndex> {
  if (address.engine !== 'postgresql' || pool === undefined) throw new Error('This Moot is not on PostgreSQL.');
  const { schema } = parsePostgresUrl(address.url);
  // Beside the tables, where no migration looks; one for each Moot that shares the database.
  const own = pg.escapeIdentifier(schema === undefined ? 'moot_search' : `moot_search_${schema}`);
  if (!(await isCurrent(pool, own))) {
    await inTurn(pool, { ...turn, tries: 8 }, async (client) => {
      if (await isCurrent(client, own)) return;
      const { rows } = await client.query<{ all: boolean }>(
        `SELECT 'lz4' = ANY(enumvals) AS all FROM pg_settings WHERE name = 'default_toast_compression'`,
      );
      await client.query(writeSchema(own, rows[0]?.all === true ? 'lz4' : 'pglz'));
    });
  }
  return new PostgresIndex(pool, own);
}

async function isCurrent(client: Pick<PoolClient, 'query'>, schema: string): Promise<boolean> {
  const known = await client.query('SELECT 1 WHERE to_regclass($1) IS NOT NULL', [`${schema}.state`]);
  if (known.rowCount === 0) return false;
  const found = await client.query(`SELECT 1 FROM ${schema}.state WHERE name = 'format' AND value = $1`, [format]);
  return found.rowCount === 1;
}

class PostgresIndex implements MailIndex {
  readonly #pool: Pool;
  readonly #schema: string;
  #isBulk = false;

  constructor(pool: Pool, schema: string) {
    this.#pool = pool;
    this.#schema = schema;
  }

  last(): Promise<number> {
    return readLast(this.#pool, this.#schema);
  }

  async pending(): Promise<readonly number[]> {
    const { rows } = await this.#pool.query<{ id: number }>({
      text: `SELECT id FROM ${this.#schema}.pending ORDER BY id`,
      types: readCells,
    });
    return rows.map(({ id }) => id);
  }

  async notePending(ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#pool.query(
      `INSERT INTO ${this.#schema}.pending (id) SELECT * FROM unnest($1::int8[]) ON CONFLICT DO NOTHING`,
      [encodeArray(int8, ids)],
    );
  }

  alone<T>(work: (writer: IndexWriter) => Promise<T>): Promise<T> {
    const own = (queues.get(this.#pool) ?? Promise.resolve()).then(() => this.#alone(work));
    queues.set(
      this.#pool,
      own.catch(() => undefined),
    );
    return own;
  }

  async #alone<T>(work: (writer: IndexWriter) => Promise<T>): Promise<T> {
    const settings = this.#isBulk ? bulkSettings : [];
    const changes = new Changes(this);
    // One connection cannot wait for what `work` does over it: it then is the lock itself, for no other process has one.
    if (this.#pool.options.max === 1) {
      const result = await work(changes);
      await inTurn(this.#pool, { ...turn, settings }, (client) => changes.write(client, this.#schema));
      return result;
    }
    return inTurn(this.#pool, { ...turn, settings }, async (client) => {
      const result = await work(changes);
      await changes.write(client, this.#schema);
      return result;
    });
  }

  find(condition: Condition, options: FindOptions): Promise<Found> {
    return findMail(this.#pool, this.#schema, condition, options);
  }

  async prepareBulk(): Promise<void> {
    this.#isBulk = true;
  }

  /** What waits is sorted into the index of terms; after many mails, the server learns anew which words are common. */
  async settle(): Promise<void> {
    const settings = [...bulkSettings, `maintenance_work_mem = '64MB'`];
    await inTurn(this.#pool, { ...turn, settings }, (client) =>
      client.query(`SELECT gin_clean_pending_list('${this.#schema.replaceAll(`'`, `''`)}.mail_terms')`),
    );
    if (!this.#isBulk) return;
    this.#isBulk = false;
    const client = await this.#pool.connect();
    try {
      await client.query('SET statement_timeout = 0');
      await client.query(`VACUUM (ANALYZE) ${this.#schema}.mail`);
    } finally {
      // With settings of its own it does not go back.
      client.release(true);
    }
  }

  async close(): Promise<void> {
    await queues.get(this.#pool);
  }
}

async function readLast(client: Pick<PoolClient, 'query'>, schema: string): Promise<number> {
  const { rows } = await client.query<{ value: string }>(`SELECT value FROM ${schema}.state WHERE name = 'last'`);
  return Number(rows[0]?.value ?? 0);
}

/** What is to be written when one's turn ends, in its order. */
class Changes implements IndexWriter {
  readonly #before: Pick<MailIndex, 'last' | 'pending'>;
  readonly #writes: ((client: PoolClient, schema: string) => Promise<void>)[] = [];
  readonly #dropped = new Set<number>();
  #last = 0;

  constructor(before: Pick<MailIndex, 'last' | 'pending'>) {
    this.#before = before;
  }

  async last(): Promise<number> {
    return Math.max(await this.#before.last(), this.#last);
  }

  async pending(): Promise<readonly number[]> {
    return (await this.#before.pending()).filter((id) => !this.#dropped.has(id));
  }

  async add(entries: readonly IndexEntry[]): Promise<void> {
    for (const { id } of entries) this.#last = Math.max(this.#last, id);
    this.#writes.push((client, schema) => addEntries(client, schema, entries));
  }

  async remove(ids: readonly number[]): Promise<void> {
    this.#writes.push((client, schema) => removeMails(client, schema, ids));
  }

  async clear(): Promise<void> {
    this.#last = 0;
    this.#writes.push(async (client, schema) => {
      await client.query(`TRUNCATE ${schema}.mail, ${schema}.long_mail, ${schema}.pending`);
      await client.query(`UPDATE ${schema}.state SET value = 0 WHERE name = 'last'`);
    });
  }

  async dropPending(ids: readonly number[]): Promise<void> {
    for (const id of ids) this.#dropped.add(id);
    this.#writes.push(async (client, schema) => {
      await client.query(`DELETE FROM ${schema}.pending WHERE id = ANY($1::int8[])`, [encodeArray(int8, ids)]);
    });
  }

  async write(client: PoolClient, schema: string): Promise<void> {
    for (const write of this.#writes) await write(client, schema);
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
      ...columns.map((name, i) => ({ type: text, name: `"${name}"`, cells: rows.map(({ texts }) => texts[i] ?? '') })),
    ];
    await client.query({
      text: `INSERT INTO ${schema}.${table} (${given.map(({ name }) => name).join(', ')})
        SELECT * FROM unnest(${given.map(({ type }, i) => `$${i + 1}::${type.name}[]`).join(', ')})`,
      values: given.map(({ type, cells }) => encodeArray(type, cells)),
    });
  }
  const high = Math.max(last, ...byId.keys());
  await client.query(`UPDATE ${schema}.state SET value = $1 WHERE name = 'last'`, [high]);
}
