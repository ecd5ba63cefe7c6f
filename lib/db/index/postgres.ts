import pg, { type Pool, type PoolClient } from 'pg';
import { BulkTurn } from '#lib/db/index/postgres-bulk-turn';
import { Changes, readLast } from '#lib/db/index/postgres-changes';
import { findMail } from '#lib/db/index/postgres-find';
import { format, writeSchema } from '#lib/db/index/postgres-schema';
import type { FindOptions, Found, IndexWriter, MailIndex } from '#lib/db/mail-index';
import type { Moot } from '#lib/db/open';
import { encodeArray, int8 } from '#lib/db/postgres/array';
import { readCells } from '#lib/db/postgres/read-cells';
import { inTurn, type Turn } from '#lib/db/postgres/turn';
import { parsePostgresUrl } from '#lib/db/postgres/url';
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
  #bulk: BulkTurn | undefined;

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
    // In its turn: one that is under way may be about to take the same note away.
    await this.#bulk?.end();
    await inTurn(this.#pool, turn, (client) =>
      client.query(`INSERT INTO ${this.#schema}.pending (id) SELECT * FROM unnest($1::int8[]) ON CONFLICT DO NOTHING`, [
        encodeArray(int8, ids),
      ]),
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
    // One connection cannot wait for what `work` does over it: it then is the lock itself, for no other process has one.
    if (this.#pool.options.max === 1) {
      const changes = new Changes(this);
      const result = await work(changes);
      await inTurn(this.#pool, turn, (client) => changes.write(client, this.#schema));
      return result;
    }
    if (this.#isBulk) return this.#aloneInBulk(work);
    return inTurn(this.#pool, turn, async (client) => {
      const changes = new Changes(this);
      const result = await work(changes);
      await changes.write(client, this.#schema);
      return result;
    });
  }

  /** What was written before may still be under way while `work` runs, and is kept with it. */
  async #aloneInBulk<T>(work: (writer: IndexWriter) => Promise<T>): Promise<T> {
    if (this.#bulk?.isOpen !== true) {
      // What was not kept is told here, at the latest when the index settles.
      await this.#bulk?.end();
      this.#bulk = new BulkTurn(this.#pool, this.#schema, { ...turn, settings: bulkSettings }, this);
    }
    return this.#bulk.run(work);
  }

  find(condition: Condition, options: FindOptions): Promise<Found> {
    return findMail(this.#pool, this.#schema, condition, options);
  }

  async prepareBulk(): Promise<void> {
    this.#isBulk = true;
  }

  /** What waits is sorted into the index of terms; after many mails, the server learns anew which words are common. */
  async settle(): Promise<void> {
    await this.#bulk?.end();
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
    await this.#bulk?.end();
  }
}
