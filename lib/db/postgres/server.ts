import type { ClientBase } from 'pg';
import { UnusableAddress } from '#lib/db/database-address';

/** The oldest server that Moot is tried with. */
const oldest = 15;

/** Throws {@link UnusableAddress} where the server is too old, or the database's text is not in UTF-8. */
export async function checkServer(client: Pick<ClientBase, 'query'>): Promise<void> {
  const { rows } = await client.query<{ version: string; number: string; encoding: string }>(
    `SELECT version() AS version, current_setting('server_version_num') AS number,
       current_setting('server_encoding') AS encoding`,
  );
  const [server] = rows;
  if (server === undefined) throw new UnusableAddress('The server of DATABASE_URL does not say what it is.');
  if (Number(server.number) < oldest * 10_000) {
    throw new UnusableAddress(
      `Moot needs PostgreSQL ${oldest} or newer; the server of DATABASE_URL is ${server.version.split(' on ')[0]}.`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new UnusableAddress(
      `The database of DATABASE_URL keeps its text in ${server.encoding}. Moot needs one made with ENCODING 'UTF8'.`,
    );
  }
}
