/** Where the records and mail are kept, and by which engine. */
export type DatabaseAddress =
  | { readonly engine: 'sqlite' /** The database's file. */; readonly path: string }
  | { readonly engine: 'postgresql' /** `postgresql://user:password@host:port/database`. */; readonly url: string };

/** `DATABASE_URL` that names no database Moot can use; the message is a plain sentence, without the address's password. */
export class UnusableAddress extends Error {}

/** What `DATABASE_URL` chooses: PostgreSQL, or where it is empty the SQLite file at `path`. */
export function readDatabaseAddress(text: string | undefined, path: string): DatabaseAddress {
  if (text === undefined || text === '') return { engine: 'sqlite', path };
  if (!/^postgres(?:ql)?:\/\//.test(text)) {
    throw new UnusableAddress(
      'DATABASE_URL has to begin with postgresql://; leave it empty for SQLite in the folder that MOOT_DATA names.',
    );
  }
  if (parseServer(text) === undefined) {
    throw new UnusableAddress(
      'DATABASE_URL cannot be read; expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE, with %40 for an @ in the password.',
    );
  }
  return { engine: 'postgresql', url: text };
}

/** The address for messages and for keys of what is kept: no password, and no parameters, which may hold one. */
export function sayDatabase(address: DatabaseAddress): string {
  if (address.engine === 'sqlite') return address.path;
  const server = parseServer(address.url);
  if (server === undefined) return 'postgresql://';
  const { username, host, pathname } = server;
  return `postgresql://${username === '' ? '' : `${username}@`}${host}${pathname}`;
}

/** `postgresql://USER@/DATABASE?host=/run/postgresql` names a socket, and is no address to `URL`. */
function parseServer(text: string): URL | undefined {
  const named = text
    .replace(/^postgres(?:ql)?:\/\//, 'http://')
    .replace('@/', '@localhost/')
    .replace('http:///', 'http://localhost/');
  return URL.canParse(named) ? new URL(named) : undefined;
}
