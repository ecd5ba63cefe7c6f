import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';

/** What is done by one at a time, over all processes and machines that use the database. */
export interface Turn {
  /** Names the lock, within the schema that the tables are in. */
  readonly lock: string;
  /** Milliseconds that one's turn is waited for, and what is said to a person when it did not come. */
  readonly waitMs: number;
  readonly busy: string;
  /** Settings of the transaction, as `SET LOCAL` takes them. */
  readonly settings?: readonly string[];
  /** How often it is tried. */
  readonly tries: number;
}

/** How often the server is asked what became of a transaction. */
const tries = 8;

/**
 * Runs `work` in a transaction that holds the lock of `turn`; it may take as long as it takes. Where the server refuses to
 * serialise it, or the connection is lost before it was kept, it is run again from the start; where the connection is lost
 * while it is being kept, the server is asked what became of it. So `work` has to have no effect but on the database, and
 * happens once.
 */
export async function inTurn<T>(pool: Pool, turn: Turn, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const tried = await tryTurn(pool, turn, work);
    if (tried.kind === 'kept') return tried.value;
    if (tried.kind === 'unsure' && (await wasKept(pool, turn, tried.id))) return tried.value;
    if (attempt >= turn.tries || !(isLost(tried.error) || isConflict(tried.error))) throw sayPlainly(tried.error, turn);
    await sleep(25 * 2 ** attempt);
  }
}

/** What became of one attempt; `unsure` where the connection went while the transaction with this number was being kept. */
type Tried<T> =
  | { readonly kind: 'kept'; readonly value: T }
  | { readonly kind: 'unsure'; readonly value: T; readonly id: string; readonly error: unknown }
  | { readonly kind: 'undone'; readonly error: unknown };

async function tryTurn<T>(pool: Pool, turn: Turn, work: (client: PoolClient) => Promise<T>): Promise<Tried<T>> {
  let client: PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    return { kind: 'undone', error };
  }
  // A connection that breaks between two questions says so here; unheard, that ends the process. The next question fails.
  client.on('error', ignore);
  let tried: Tried<T>;
  try {
    const id = await begin(client, turn);
    const value = await work(client);
    try {
      // Answered with ROLLBACK where a question failed and `work` went on as if it had not.
      const { command } = await client.query('COMMIT');
      tried =
        command === 'COMMIT'
          ? { kind: 'kept', value }
          : { kind: 'undone', error: new Error('a question of the transaction failed: nothing of it was kept') };
    } catch (error) {
      tried = isLost(error) ? { kind: 'unsure', value, id, error } : { kind: 'undone', error };
    }
  } catch (error) {
    tried = { kind: 'undone', error };
    if (!isLost(error)) await client.query('ROLLBACK').catch(ignore);
  }
  client.off('error', ignore);
  client.release(tried.kind !== 'kept' && isLost(tried.error));
  return tried;
}

function ignore(): void {}

/** Begins the transaction once it is its turn, and returns its number. */
async function begin(client: PoolClient, turn: Turn): Promise<string> {
  const settings = [
    'statement_timeout = 0',
    'idle_in_transaction_session_timeout = 0',
    `lock_timeout = ${turn.waitMs}`,
    ...(turn.settings ?? []),
  ];
  await client.query(`BEGIN; ${settings.map((setting) => `SET LOCAL ${setting}`).join('; ')}`);
  await takeLock(client, turn);
  const { rows } = await client.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
  return rows[0]?.id ?? '';
}

async function takeLock(client: PoolClient, turn: Turn): Promise<void> {
  const key = `hashtextextended($1 || coalesce(current_schema(), ''), 0)`;
  await client.query(`SELECT pg_advisory_xact_lock(${key})`, [`moot ${turn.lock} `]);
}

/** Whether the transaction was kept. It has ended when its lock is free. */
async function wasKept(pool: Pool, turn: Turn, id: string): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        await takeLock(client, turn);
        const { rows } = await client.query<{ status: string }>('SELECT pg_xact_status($1::xid8) AS status', [id]);
        await client.query('COMMIT');
        return rows[0]?.status === 'committed';
      } finally {
        client.release();
      }
    } catch (error) {
      if (attempt === tries || !isLost(error)) throw error;
      await sleep(25 * 2 ** attempt);
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Serialisation failure, deadlock; a row that somebody else made at the same moment, which is found the next time. */
function isConflict(error: unknown): boolean {
  return ['40001', '40P01', '23505'].includes(codeOf(error));
}

/** The server went away, or does not take connections yet (class 08, 57P01 to 57P03); or the network did. */
function isLost(error: unknown): boolean {
  if (/^(?:08...|57P0[123]|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/.test(codeOf(error))) return true;
  return error instanceof Error && /^Connection terminated|not queryable|connection error/i.test(error.message);
}

function sayPlainly(error: unknown, turn: Turn): unknown {
  return codeOf(error) === '55P03' ? new Error(turn.busy, { cause: error }) : error;
}
