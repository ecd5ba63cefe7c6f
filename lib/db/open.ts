import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { Pool } from 'pg';
import { type DatabaseAddress, readDatabaseAddress, sayDatabase } from '#lib/db/database-address';
import { PrismaClient } from '#lib/db/generated/client';
import { findPending } from '#lib/db/migrations';
import { findRoot } from '#lib/db/root';

/** Where a Moot keeps its files. */
export interface Paths {
  /** `MOOT_DATA`, by default `.moot` in the checkout. */
  readonly folder: string;
  /** All records and mail, where SQLite keeps them. */
  readonly database: string;
  /** Full text; made again from the database whenever it is missing or behind. */
  readonly search: string;
}

export interface Moot {
  readonly prisma: PrismaClient;
  readonly paths: Paths;
  readonly address: DatabaseAddress;
  /** Connections for what is not asked through Prisma; on PostgreSQL alone. Ends with `prisma.$disconnect()`. */
  readonly pool: Pool | undefined;
}

/** A data folder that cannot be used; the message is a plain sentence for the person who started the program. */
export class UnusableFolder extends Error {}

export function findPaths(): Paths {
  const folder = resolve(/* turbopackIgnore: true */ process.env.MOOT_DATA ?? join(findRoot(), '.moot'));
  return { folder, database: join(folder, 'moot.db'), search: join(folder, 'search.db') };
}

/** The database that `DATABASE_URL` chooses, else the one in the data folder. */
export function findAddress(paths: Paths): DatabaseAddress {
  return readDatabaseAddress(process.env.DATABASE_URL, paths.database);
}

/** Makes the data folder where it is missing. Throws {@link UnusableFolder} where that, or writing to it, fails. */
export function makeFolder(folder: string): void {
  try {
    makeWithParents(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UnusableFolder(
      `Moot cannot write to its data folder ${folder} (${why}). Make it writable, or name another one in MOOT_DATA.`,
    );
  }
}

/** As `mkdir -p`. Not `mkdirSync` with `recursive`, which never returns below /proc (seen with Node 20.20). */
function makeWithParents(folder: string): void {
  if (existsSync(folder)) return;
  makeWithParents(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/**
 * SQLite binds 32,766 values in one statement. Told nothing, Prisma takes it for 999, and refuses to look up the parts of
 * more records than that in an order: a debate of a thousand claims could not be listed.
 */
class ManyValues extends PrismaBetterSqlite3 {
  override async connect() {
    const getConnectionInfo = () => ({ maxBindValues: 32_766, supportsRelationJoins: false });
    return Object.assign(await super.connect(), { getConnectionInfo });
  }
}

/** Milliseconds that one statement of a page may take on PostgreSQL, where others wait for the same server. */
const pageStatementMs = 30_000;

/**
 * A connection to the database at `address`, which has to be there and migrated: see `openMoot()`. On PostgreSQL a
 * statement may take `statementMs`; 0 is as long as it takes.
 */
export async function connect(paths: Paths, address = findAddress(paths), statementMs = 0): Promise<Moot> {
  if (address.engine === 'postgresql') {
    // Loaded where it is chosen: who keeps to SQLite pays nothing for it.
    const { connectPostgres } = await import('#lib/db/postgres/connect');
    return { ...connectPostgres(address.url, statementMs), paths, address };
  }
  const adapter = new ManyValues({ url: `file:${address.path}`, timeout: 15_000 }, { timestampFormat: 'unixepoch-ms' });
  return { prisma: new PrismaClient({ adapter }), paths, address, pool: undefined };
}

/**
 * The one Moot of a process that serves pages. It never migrates: `moot serve` did, before it started the process.
 * Throws where the database is not as this program needs it.
 */
export async function getMoot(): Promise<Moot> {
  globalThis.mootOpened ??= openServed();
  return globalThis.mootOpened;
}

async function openServed(): Promise<Moot> {
  const paths = findPaths();
  const address = findAddress(paths);
  if (!(await isReady(address))) {
    throw new Error(
      `The database ${sayDatabase(address)} is missing or lacks a migration; start with npm start or npm run dev.`,
    );
  }
  return connect(paths, address, pageStatementMs);
}

/** Whether the database is there and has every migration of this checkout. Makes nothing. */
export async function isReady(address: DatabaseAddress): Promise<boolean> {
  if (address.engine === 'sqlite')
    return existsSync(address.path) && findPending(address.path, findRoot()).length === 0;
  const { findPendingPostgres } = await import('#lib/db/postgres/migrations');
  return (await findPendingPostgres(address.url, findRoot())).length === 0;
}

declare global {
  // `var` is the one form that adds to `globalThis`, which outlives the modules that the development server reloads.
  var mootOpened: Promise<Moot> | undefined;
}
