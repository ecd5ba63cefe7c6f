import { sayDatabase, UnusableAddress } from '#lib/db/database-address';

/** What PostgreSQL's and the network's codes mean to who named the server. Class 28 is about who may come in. */
const sentences: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/ECONNREFUSED|ENOENT|ECONNRESET|EHOSTUNREACH|ENETUNREACH/, 'no server answers there. Start it, or name another one'],
  [/ENOTFOUND|EAI_AGAIN/, 'its host is not known. Look for a mistake in the name'],
  [/ETIMEDOUT|timeout exceeded|connection timeout/i, 'the server did not answer in time'],
  [/28P01|28000|password must be a string/, 'the server refuses this user or the password'],
  [/3D000/, "the server has no such database. Make it: CREATE DATABASE NAME ENCODING 'UTF8' TEMPLATE template0"],
  [/42501/, 'this user may not make tables there'],
  [/53300/, 'the server has no connection left. Set connection_limit=NUMBER at the end of the address'],
  [/57P03/, 'the server is starting or stopping. Try again'],
  [/does not support SSL/i, 'the server offers no TLS, and the address asks for it (sslmode)'],
  [/CERT|certificate/i, "the server's certificate is not trusted (sslmode, sslrootcert)"],
];

/**
 * An error of opening the database at `url` as a plain sentence, without the password; any other error as it is: then it is
 * ours, and its stack is wanted.
 */
export function explainOpening(error: unknown, url: string): unknown {
  if (!(error instanceof Error) || error instanceof UnusableAddress) return error;
  const text = `${'code' in error ? error.code : ''} ${error.message}`;
  const found = sentences.find(([pattern]) => pattern.test(text));
  if (found === undefined) return error;
  return new UnusableAddress(
    `Moot cannot open ${sayDatabase({ engine: 'postgresql', url })}, which DATABASE_URL names: ${found[1]}.`,
  );
}
