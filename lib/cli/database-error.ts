import { PlainError } from '#lib/cli/plain-error';

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
  const found = sentences.find(([pattern]) => pattern.test(text));
  if (found === undefined) return error;
  const rest = found[0].test('SQLITE_CORRUPT')
    ? 'search.db may be deleted, it is made again; moot.db holds the mail and the records'
    : 'What was written before is whole; the same command goes on with it';
  return new PlainError(`Cannot ${doing} ${folder}: ${found[1]}. ${rest}.`);
}
