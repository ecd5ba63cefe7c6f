import type { Pool, PoolClient } from 'pg';
import { type Bind, type IndexTable, writeCondition } from '#lib/db/index/postgres-condition';
import { findWords, writeRanking } from '#lib/db/index/postgres-score';
import { chooseWays, countPhrases, type Way } from '#lib/db/index/postgres-ways';
import type { FindOptions, Found, HitPlace } from '#lib/db/mail-index';
import { readCells } from '#lib/db/postgres/read-cells';
import type { Condition } from '#lib/search/query';

/** A search that was stopped because it took too long; the message is a plain sentence for who searched. */
export class SearchTooLong extends Error {}

/** Milliseconds that a question to the server may take, and a walk before it is taken for the wrong way. */
const patienceMs = 10_000;
const walkMs = 1000;

/** More hits are not ranked: the terms of each have to be unpacked for it. */
export const rankLimit = 2000;

/**
 * What keeps the server to a way. It does not know what it costs to unpack a message's terms, and told to sort and to give
 * few rows it would rather walk to a rare word.
 */
const settings: Readonly<Record<Way, string>> = {
  walk: `SET LOCAL enable_indexscan = on; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off;
    SET LOCAL enable_sort = off; SET LOCAL statement_timeout = ${walkMs}`,
  gather: `SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = on; SET LOCAL enable_seqscan = off;
    SET LOCAL enable_sort = on; SET LOCAL statement_timeout = ${patienceMs}`,
};

const newest = 'ORDER BY date DESC, id DESC';

/**
 * The hits of a condition in the index whose tables are in `schema`. There are two ways to them: to gather all hits by the
 * index of terms and sort them, or to walk along the dates, newest first, and look at each message until enough were found.
 * What costs less is taken, by what the server expects of the words; a walk that takes long after all is given up.
 */
export async function findMail(pool: Pool, schema: string, condition: Condition, options: FindOptions): Promise<Found> {
  const search: Search = { schema, condition, options };
  const found =
    (await inSnapshot(pool, async (client) => {
      const ways = chooseWays(await expectHits(client, search), countPhrases(condition), options);
      return find(client, search, ways);
    })) ?? (await inSnapshot(pool, (client) => find(client, search, { count: 'gather', hits: 'gather' })));
  if (found !== undefined) return found;
  throw new SearchTooLong(
    `The search took longer than ${patienceMs / 1000} seconds and was stopped. Name a rarer word, or a range of dates.`,
  );
}

interface Search {
  readonly schema: string;
  readonly condition: Condition;
  readonly options: FindOptions;
}

interface HitRow {
  readonly id: number;
  readonly date: number;
}

async function find(
  client: PoolClient,
  search: Search,
  ways: { readonly count: Way; readonly hits: Way },
): Promise<Found> {
  const { limit, countLimit, order } = search.options;
  const mayRank = order === 'rank' && findWords(search.condition).length > 0;
  await client.query(settings[ways.count]);
  const count = await countHits(client, search, ways.count, mayRank ? Math.max(rankLimit, countLimit) : countLimit);
  const isRanked = mayRank && count <= rankLimit;
  // Few are gathered, whatever was expected: of words that it has not seen often the server expects too much.
  const way = isRanked || count <= countLimit ? 'gather' : ways.hits;
  if (way !== ways.count) await client.query(settings[way]);
  const rows = isRanked ? await rankHits(client, search) : await listHits(client, search);
  return {
    hits: rows.slice(0, limit).map(({ id, date }): HitPlace => ({ id, dateMs: date })),
    isMore: rows.length > limit,
    count: Math.min(count, countLimit),
    isCountCapped: count > countLimit,
    order: isRanked ? 'rank' : 'date',
  };
}

/** How many hits, and messages in all, the server expects. */
async function expectHits(client: PoolClient, { schema, condition }: Search) {
  const values: unknown[] = [];
  const sql = `EXPLAIN (FORMAT JSON) SELECT 1 FROM ${schema}.mail WHERE ${writeCondition(condition, 'mail', bindTo(values))}`;
  const plan = await client.query<{ 'QUERY PLAN': readonly { Plan: { 'Plan Rows': number } }[] }>(sql, values);
  const [size] = await ask<{ n: number }>(client, 'SELECT reltuples AS n FROM pg_class WHERE oid = $1::regclass', [
    `${schema}.mail`,
  ]);
  const hits = plan.rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 1;
  return { hits, all: Math.max(size?.n ?? 0, hits, 1) };
}

/** How many hits there are, at most one more than `limit`. */
async function countHits(client: PoolClient, search: Search, way: Way, limit: number): Promise<number> {
  const values: unknown[] = [];
  const part = (table: IndexTable): string =>
    `(SELECT 1 FROM ${from(search, table, values)} ${way === 'walk' ? newest : ''} LIMIT ${limit + 1})`;
  const sql = `SELECT count(*) AS n FROM (${part('mail')} UNION ALL ${part('long_mail')}) AS hits`;
  const [counted] = await ask<{ n: number }>(client, sql, values);
  return Math.min(counted?.n ?? 0, limit + 1);
}

/** One row more than the limit, where there is one. */
async function listHits(client: PoolClient, search: Search): Promise<readonly HitRow[]> {
  const { limit, after, skip = 0 } = search.options;
  const values: unknown[] = [];
  const bind = bindTo(values);
  const place = after === undefined ? '' : `AND (date, id) < (${bind(after.dateMs)}::int8, ${bind(after.id)}::int8)`;
  const part = (table: IndexTable): string =>
    `(SELECT id, date FROM ${from(search, table, values)} ${place} ${newest} LIMIT ${limit + skip + 1})`;
  const sql = `SELECT * FROM (${part('mail')} UNION ALL ${part('long_mail')}) AS hits ${newest}
    LIMIT ${limit + 1} OFFSET ${skip}`;
  return ask(client, sql, values);
}

/** The same, best first. What is very long comes last. */
async function rankHits(client: PoolClient, search: Search): Promise<readonly HitRow[]> {
  const { limit, skip = 0 } = search.options;
  const values: unknown[] = [];
  const { ranks, score } = writeRanking(search.condition, bindTo(values));
  // An expression unpacks the terms, once for all ranks.
  const unpacked = `SELECT id, date, terms || ''::tsvector AS terms FROM ${from(search, 'mail', values)} OFFSET 0`;
  const ranked = `SELECT id, date, ${ranks.map((rank, i) => `${rank} AS r${i}`).join(', ')} FROM (${unpacked}) AS unpacked`;
  const sql = `SELECT id, date FROM (
      SELECT id, date, ${score} AS score FROM (${ranked} OFFSET 0) AS ranked
      UNION ALL SELECT id, date, 0 FROM ${from(search, 'long_mail', values)}
    ) AS hits ORDER BY score DESC, date DESC, id DESC LIMIT ${limit + 1} OFFSET ${skip}`;
  return ask(client, sql, values);
}

/** A table and the condition on its rows, to which more may be added. */
function from({ schema, condition }: Search, table: IndexTable, values: unknown[]): string {
  return `${schema}.${table} WHERE ${writeCondition(condition, table, bindTo(values))}`;
}

function bindTo(values: unknown[]): Bind {
  return (value) => `$${values.push(value)}`;
}

async function ask<R>(client: PoolClient, text: string, values: unknown[]): Promise<R[]> {
  const { rows } = await client.query({ text, values, types: readCells });
  return rows;
}

/** Asks questions that all see the same state; undefined where one of them was stopped because of the time it took. */
async function inSnapshot<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T | undefined> {
  const client = await pool.connect();
  let isDone = false;
  try {
    await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL jit = off;
      SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL statement_timeout = ${patienceMs}`);
    const result = await work(client);
    await client.query('COMMIT');
    isDone = true;
    return result;
  } catch (error) {
    // 57014, query_canceled.
    if (!(error instanceof Error && 'code' in error && error.code === '57014')) throw error;
    await client.query('ROLLBACK');
    isDone = true;
    return undefined;
  } finally {
    // A connection in a transaction does not go back.
    client.release(!isDone);
  }
}
