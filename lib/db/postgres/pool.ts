import pg from 'pg';
import { parsePostgresUrl } from '#lib/db/postgres/url';

/** Connections of one process, where the address does not say how many (`connection_limit`). */
const connections = 10;

/** Milliseconds in which a connection has to be there: one made, or one that another question gives back. */
const connectionTimeoutMillis = 15_000;

/**
 * A pool of connections to the database at `url`. Every connection speaks in UTC, in the schema that the address names,
 * and a statement of it may take `statementMs`; 0 is as long as it takes. At most `max` at once, by default what the
 * address says.
 */
export function openPool(url: string, statementMs: number, max?: number): pg.Pool {
  const { connectionString, schema, limit } = parsePostgresUrl(url);
  const settings = [`SET TIME ZONE 'UTC'`, `SET statement_timeout = ${statementMs}`];
  if (schema !== undefined) settings.push(`SET search_path TO ${pg.escapeIdentifier(schema)}`);
  const pool = new pg.Pool({
    connectionString,
    max: max ?? limit ?? connections,
    connectionTimeoutMillis,
    keepAlive: true,
    application_name: 'moot',
    // Said once it is connected, and not with the start of the connection, which a pooler between may refuse.
    onConnect: async (client) => {
      await client.query(settings.join('; '));
    },
  });
  // A connection that breaks while nobody uses it is replaced by the next question; unheard, its error ends the process.
  pool.on('error', () => undefined);
  return pool;
}
