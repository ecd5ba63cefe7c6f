import { rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { columns } from '#lib/search/column';

/** Raised when the tables or what goes into them changes: a file of another format is made again. */
const format = 3;

/** Making the tables is waited for, however short the caller's patience: two processes may begin at once. */
const MAKING_MS = 15_000;

/**
 * `ft` stores no text (contentless); it is given folded text, so its tokeniser need not know more than ASCII. `dates` has
 * the dates of the messages, by blocks of numbers: see `DateBlocks`.
 */
const schema = `
  CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
  CREATE TABLE pending (id INTEGER PRIMARY KEY);
  CREATE TABLE dates (block INTEGER PRIMARY KEY, change INTEGER NOT NULL, dates BLOB NOT NULL);
  CREATE VIRTUAL TABLE ft USING fts5(${columns.map((name) => `"${name}"`).join(', ')}, content='',
    contentless_delete=1, tokenize="ascii tokenchars '_'");
  PRAGMA user_version = ${format};
`;

/** Opens the file of a full text. One that is missing or of another format is made, empty; a damaged one throws. */
export function openIndexFile(path: string, timeoutMs: number): Database.Database {
  const database = new Database(path, { timeout: MAKING_MS });
  try {
    // Said before anything is written, or it does not count: pages that merging left free can then be given back.
    database.pragma('auto_vacuum = INCREMENTAL');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    if (readFormat(database) !== format) makeTables(database);
    database.pragma(`busy_timeout = ${timeoutMs}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function readFormat(database: Database.Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

function makeTables(database: Database.Database): void {
  database
    .transaction(() => {
      if (readFormat(database) === format) return;
      const tables = database.prepare<[], { name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC`,
      );
      for (const { name } of tables.all()) {
        // The shadow tables go with their virtual table.
        if (!name.startsWith('sqlite_')) database.exec(`DROP TABLE IF EXISTS "${name}"`);
      }
      database.exec(schema);
    })
    .immediate();
}

/** Whether an error says that the file is no database or a broken one. */
export function isDamage(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^SQLITE_(?:CORRUPT|NOTADB)/.test(String(error.code));
}

/** Whether an error says that another connection is writing. */
export function isBusy(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^SQLITE_(?:BUSY|LOCKED)/.test(String(error.code));
}

/** Tells a file from one that took its place; undefined where there is none. */
export function identify(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

/** Takes a damaged file away. What others have open of it they keep until they see that it was replaced. */
export function removeIndexFile(path: string): void {
  for (const end of ['-wal', '-shm', '']) rmSync(`${path}${end}`, { force: true });
}
