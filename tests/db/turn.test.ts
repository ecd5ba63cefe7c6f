import { connect as connectSocket, createServer, type Server, type Socket } from 'node:net';
import type { PoolClient } from 'pg';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool } from '#lib/db/postgres/pool';
import { inTurn, type Turn } from '#lib/db/postgres/turn';
import { parsePostgresUrl } from '#lib/db/postgres/url';
import { engines, type TestDatabase } from './engines.ts';

const turn: Turn = { lock: 'test', waitMs: 10_000, tries: 8, busy: 'somebody else is busy' };

/** Stands between a pool and the server, and cuts a connection when told. */
interface Cutter {
  readonly url: string;
  /** Cuts the connection that next says this: to the server, or back from it, before it arrives. */
  cut: { readonly from: 'client' | 'server'; readonly text: string } | undefined;
  readonly close: () => void;
}

async function startCutter(url: string): Promise<Cutter> {
  const { host, port, user = '', password, database } = new pg.Client(parsePostgresUrl(url).connectionString);
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = host.startsWith('/') ? connectSocket(`${host}/.s.PGSQL.${port}`) : connectSocket(port, host);
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    const pass = (from: 'client' | 'server', to: Socket) => (data: Buffer) => {
      if (cutter.cut?.from === from && data.includes(cutter.cut.text)) {
        cutter.cut = undefined;
        end();
      } else to.write(data);
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on('data', pass('client', upstream));
    upstream.on('data', pass('server', client));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(password ?? '')}`;
  const cutter: Cutter = {
    url: `postgresql://${login}@127.0.0.1:${own}/${database}?sslmode=disable`,
    cut: undefined,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
  return cutter;
}

describe.each(engines.filter(({ name }) => name === 'PostgreSQL'))('one at a time on $name', ({ open }) => {
  let database: TestDatabase;
  let cutter: Cutter;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await open();
    const { address } = database.moot;
    cutter = await startCutter(address.engine === 'postgresql' ? address.url : '');
    pool = openPool(cutter.url, 0);
    await pool.query('CREATE TABLE tried (n int8)');
  });
  afterAll(async () => {
    await pool.end();
    cutter.close();
    await database.close();
  });

  let runs = 0;
  const write = async (
    n: number,
    before: (client: PoolClient, run: number) => Promise<unknown> = async () => undefined,
  ) => {
    runs = 0;
    return inTurn(pool, turn, async (client) => {
      runs += 1;
      await client.query('INSERT INTO tried VALUES ($1)', [n]);
      await before(client, runs);
      return `done ${n}`;
    });
  };
  const countOf = async (n: number) => {
    const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int4 AS n FROM tried WHERE n = $1', [n]);
    return rows[0]?.n;
  };

  test('work is kept once', async () => {
    expect(await write(1)).toBe('done 1');
    expect([await countOf(1), runs]).toEqual([1, 1]);
  });

  test('a connection that the server ends in the middle: run again', async () => {
    const kill = async (client: PoolClient, run: number) => {
      if (run > 2) return;
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await database.moot.pool?.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    };
    expect(await write(2, kill)).toBe('done 2');
    expect([await countOf(2), runs]).toEqual([1, 3]);
  });

  test('a network that goes away while the commit is on its way there: run again', async () => {
    const cut = async (_: PoolClient, run: number) => {
      if (run === 1) cutter.cut = { from: 'client', text: 'COMMIT' };
    };
    expect(await write(3, cut)).toBe('done 3');
    expect([await countOf(3), runs]).toEqual([1, 2]);
  });

  test('a network that goes away while the answer is on its way back: kept, and not run again', async () => {
    const cut = async () => {
      cutter.cut = { from: 'server', text: 'COMMIT' };
    };
    expect(await write(4, cut)).toBe('done 4');
    expect([await countOf(4), runs]).toEqual([1, 1]);
  });

  test('a refusal to serialise, a deadlock, a row that somebody made meanwhile: run again; any other error is told, and nothing kept', async () => {
    const raise = (code: string, until: number) => async (client: PoolClient, run: number) => {
      if (run < until) await client.query(`DO $$ BEGIN RAISE 'refused' USING ERRCODE = '${code}'; END $$`);
    };
    expect(await write(5, raise('40001', 3))).toBe('done 5');
    expect([await countOf(5), runs]).toEqual([1, 3]);
    expect(await write(6, raise('40P01', 2))).toBe('done 6');
    expect([await countOf(6), runs]).toEqual([1, 2]);
    expect(await write(9, raise('23505', 2))).toBe('done 9');
    expect([await countOf(9), runs]).toEqual([1, 2]);
    await expect(write(7, raise('23514', 2))).rejects.toThrow('refused');
    expect([await countOf(7), runs]).toEqual([0, 1]);
  });

  test('an error that the work passes over does not let it be taken for kept', async () => {
    const fail = (client: PoolClient) => client.query('SELECT 1/0').catch(() => undefined);
    await expect(write(8, fail)).rejects.toThrow('nothing of it was kept');
    expect(await countOf(8)).toBe(0);
  });

  test('who waits too long is told in a sentence', async () => {
    let free = () => {};
    const long = inTurn(pool, turn, () => new Promise<void>((resolve) => (free = resolve)));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(inTurn(pool, { ...turn, waitMs: 50 }, async () => 1)).rejects.toThrow(turn.busy);
    // Another lock is another turn.
    expect(await inTurn(pool, { ...turn, lock: 'other', waitMs: 50 }, async () => 1)).toBe(1);
    free();
    await long;
  });
});
