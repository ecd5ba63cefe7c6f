import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, inject } from 'vitest';
import type { DatabaseAddress } from '#lib/db/database-address';
import type { Moot } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';
import { migratePostgres } from '#lib/db/postgres/migrate';
import { type Pglite, startPglite } from '../../prisma/pglite';
import { needs } from '../needs';
import { isServerThere } from './postgres-server';

/*
 * One suite over every engine that a Moot may stand on: `describe.each(engines)('$name: ...', ({ makeMoot }) => ...)`.
 */

/** A database of a test's own. */
export interface TestDatabase {
  readonly moot: Moot;
  /** Another Moot on the same database, as another process would have it. Only where an engine `takesMany`. */
  readonly openAgain: () => Promise<Moot>;
  readonly close: () => Promise<void>;
}

export interface Engine {
  readonly name: 'SQLite' | 'PGlite' | 'PostgreSQL';
  /** Whether more than one connection can be at work on a database at once. */
  readonly takesMany: boolean;
  /** A database that is migrated and empty, for as long as nobody closes it. */
  readonly open: () => Promise<TestDatabase>;
  /** The same, closed after the test. */
  readonly makeMoot: () => Promise<Moot>;
}

const root = process.cwd();
const opened: TestDatabase[] = [];

afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
});

function engine(name: Engine['name'], takesMany: boolean, makeDatabase: () => Promise<Place>): Engine {
  const open = async () => openAt(await makeDatabase());
  const makeMoot = async () => {
    const database = await open();
    opened.push(database);
    return database.moot;
  };
  return { name, takesMany, open, makeMoot };
}

/** Where a database is, and how it goes. */
interface Place {
  readonly folder: string;
  readonly address: DatabaseAddress;
  readonly remove: () => Promise<void>;
}

async function openAt({ folder, address, remove }: Place): Promise<TestDatabase> {
  const paths = { folder, database: join(folder, 'moot.db'), search: join(folder, 'search.db') };
  const moots: Moot[] = [];
  const openAgain = async () => {
    const moot = await openMoot(paths, address);
    moots.push(moot);
    return moot;
  };
  const close = async () => {
    for (const { prisma } of moots) await prisma.$disconnect();
    await remove();
    rmSync(folder, { recursive: true, force: true });
  };
  return { moot: await openAgain(), openAgain, close };
}

function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'moot-engine-'));
}

/** What the migrations of PostgreSQL are, as a name for a database that has them. */
function hashMigrations(): string {
  const folder = join(root, 'prisma', 'postgresql', 'migrations');
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).toSorted()) {
    const file = join(folder, name, 'migration.sql');
    if (existsSync(file)) hash.update(`${name}\n`).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

// ---------------------------------------------------------------- SQLite

async function makeSqlite(): Promise<Place> {
  const folder = makeFolder();
  return { folder, address: { engine: 'sqlite', path: join(folder, 'moot.db') }, remove: async () => undefined };
}

// ---------------------------------------------------------------- PGlite

/** Those of this file of tests that no test has now. */
const idle: Pglite[] = [];
const started: Pglite[] = [];

afterAll(async () => {
  for (const { stop } of started.splice(0)) await stop();
});

async function makePglite(): Promise<Place> {
  const pglite = idle.pop() ?? (await startMigrated());
  return {
    folder: makeFolder(),
    address: { engine: 'postgresql', url: pglite.url },
    remove: async () => {
      await empty(pglite.url);
      idle.push(pglite);
    },
  };
}

/** Migrating a new one takes seconds; so its files are kept, once for each state of the migrations. */
async function startMigrated(): Promise<Pglite> {
  const version = JSON.parse(
    readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json'), 'utf8'),
  ).version;
  const folder = join(root, 'node_modules', '.cache', 'moot');
  const file = join(folder, `pglite-${version}-${hashMigrations()}.tar`);
  const kept = existsSync(file);
  const pglite = await startPglite(kept ? new Blob([readFileSync(file)]) : undefined);
  started.push(pglite);
  if (kept) return pglite;
  await migratePostgres(pglite.url, root);
  mkdirSync(folder, { recursive: true });
  const part = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(part, Buffer.from(await (await pglite.dump()).arrayBuffer()));
  renameSync(part, file);
  return pglite;
}

/** Takes every row out of every table but the migrations. */
async function empty(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ tables: string }>(
    `SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS tables FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> '_prisma_migrations'`,
  );
  await client.query(`TRUNCATE ${rows[0]?.tables} RESTART IDENTITY`);
  await client.end();
}

// ---------------------------------------------------------------- PostgreSQL

async function makePostgres(): Promise<Place> {
  const server = await findServer();
  const template = `moot_${hashMigrations()}`;
  const name = `moot_test_${randomBytes(8).toString('hex')}`;
  const url = withDatabase(server, name);
  await askServer(server, async (client) => {
    // One after another: a database cannot be copied while another process looks into it.
    await client.query('SELECT pg_advisory_lock(20201218)');
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 0) {
      await client.query(`CREATE DATABASE ${template}_part ENCODING 'UTF8' TEMPLATE template0`);
      await migratePostgres(withDatabase(server, `${template}_part`), root);
      await client.query(`ALTER DATABASE ${template}_part RENAME TO ${template}`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    folder: makeFolder(),
    address: { engine: 'postgresql', url },
    remove: () =>
      askServer(server, async (client) => {
        await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      }),
  };
}

async function askServer(url: string, ask: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await ask(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  return url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}`);
}

let found: Promise<string> | undefined;

/** The address of the run's server, which is started where nobody has asked for it yet. */
function findServer(): Promise<string> {
  found ??= new Promise((resolve, reject) => {
    const socket = connectSocket(inject('postgres'));
    let text = '';
    socket.on('data', (data) => (text += data));
    socket.on('error', reject);
    socket.on('end', () => {
      const answer = JSON.parse(text);
      if (typeof answer.url === 'string') resolve(answer.url);
      else reject(new Error(answer.failed));
    });
  });
  return found;
}

/** Those that this machine has: SQLite and PGlite always. */
export const engines: readonly Engine[] = [
  engine('SQLite', true, makeSqlite),
  engine('PGlite', false, makePglite),
  ...(needs('PostgreSQL 15 or newer', isServerThere()) ? [engine('PostgreSQL', true, makePostgres)] : []),
];
