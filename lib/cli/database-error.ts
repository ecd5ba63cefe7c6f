import { PlainError } from '#lib/cli/plain-error';

/** What PostgreSQL's codes mean to the person at the terminal, where they came on the way and not at the start. */
const served: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/53100/, "the server's disk is full"],
  [/25006/, 'it cannot be written; is it a standby?'],
  [
    /57P0[123]|ECONNRESET|ECONNREFUSED|P1001|P1017|Connection terminated|Server has closed/,
    'the connection to the server broke',
  ],
  [/57014/, 'the server stopped a statement that took too long'],
  [/53200|53300/, 'the server has no memory or connection left'],
];

/** What SQLite's result codes mean to the person at the terminal. */
const sentences: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/SQLITE_FULL|ENOSPC/, 'the disk is full'],
  [/SQLITE_READONLY|EROFS/, 'it cannot be written'],
  [/SQLITE_CANTOPEN|EACCES/, 'a file of it cannot be opened'],
  [/SQLITE_(?:BUSY|LOCKED)/, 'another process has been writing to it for a minute'],
  [/SQLITE_NOTADB|SQLITE_CORRUPT/, 'a file of it is damaged or no database'],
  [/SQLITE_IOERR|EFBIG/, 'reading or writing a file of it failed'],
];

/**
 * The plain sentence for a database that failed: `doing` says at what ("import into", "search"). Any other error is given
 * back as it is: then it is ours, and its stack is wanted.
 */
export function explainDatabaseError(error: unknown, doing: string, folder: string): unknown {
  if (!(error instanceof Error)) return error;
  const text = `${'code' in error ? error.code : ''} ${error.message}`;
  const remote = isServed() ? served.find(([pattern]) => pattern.test(text)) : undefined;
  if (remote !== undefined) {
    return new PlainError(
      `Cannot ${doing} the database that DATABASE_URL names: ${remote[1]}. What was written before is whole; the same command goes on with it.`,
    );
  }
  const found = sentences.find(([pattern]) => pattern.test(text));
  if (found === undefined) return error;
  const rest = found[0].test('SQLITE_CORRUPT')
    ? 'search.db may be deleted, it is made again; moot.db holds the mail and the records'
    : 'What was written before is whole; the same command goes on with it';
  return new PlainError(`Cannot ${doing} ${folder}: ${found[1]}. ${rest}.`);
}

function isServed(): boolean {
  return (process.env.DATABASE_URL ?? '') !== '';
}
