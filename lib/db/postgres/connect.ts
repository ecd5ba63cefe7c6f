import type { Pool } from 'pg';
import { Prisma, type PrismaClient } from '#lib/db/generated/client';
import { PrismaClient as PostgresClient } from '#lib/db/generated-postgresql/client';
import { SameAsSqlite } from '#lib/db/postgres/adapter';
import { openPool } from '#lib/db/postgres/pool';
import { parsePostgresUrl } from '#lib/db/postgres/url';

/** Both ways to the same database: through the models, and past them. They share their connections. */
export interface PostgresConnection {
  readonly prisma: PrismaClient;
  readonly pool: Pool;
}

/** Opens the database at `url`, which is there and migrated. A statement may take `statementMs`; 0 is as long as it takes. */
export function connectPostgres(url: string, statementMs = 0): PostgresConnection {
  const pool = openPool(url, statementMs);
  const { schema } = parsePostgresUrl(url);
  const adapter = new SameAsSqlite(pool, schema);
  const client: unknown = new PostgresClient({ adapter });
  if (!hasSameModels(client))
    throw new Error('The clients of the two engines have other models; run npm run generate.');
  return { prisma: client, pool };
}

/**
 * The client of PostgreSQL under the type of SQLite's: both are generated from the same models, and what one can be asked
 * the other can. (The other has more: `mode` of a filter. Nobody may use it.) That the models are the same is looked at
 * here; that their columns are, by a test.
 */
function hasSameModels(client: unknown): client is PrismaClient {
  if (typeof client !== 'object' || client === null) return false;
  return Object.values(Prisma.ModelName).every((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}` in client);
}
