import type Database from 'better-sqlite3';
import { identify, isBusy, isDamage, openIndexFile, removeIndexFile } from '#lib/db/index/sqlite-file';
import { SqliteFinder } from '#lib/db/index/sqlite-find';
import { SqliteWriter } from '#lib/db/index/sqlite-writer';
import type { FindOptions, Found, IndexWriter, MailIndex } from '#lib/db/mail-index';
import type { Condition } from '#lib/search/query';

export interface SqliteIndexOptions {
  /** How long a writer waits for others. */
  readonly patienceMs?: number;
  /** Told when the file was found damaged and an empty one was put in its place. */
  readonly onDamage?: (why: string) => void;
}

/** A file that was opened: one connection writes, one reads what was kept before. */
interface Opened {
  readonly file: number | undefined;
  readonly writing: Database.Database;
  readonly writer: SqliteWriter;
  readonly reading: Database.Database;
  readonly reader: SqliteWriter;
  readonly finder: SqliteFinder;
}

/**
 * The full text in a file of SQLite's, beside the database: Prisma's migrations never see FTS5's tables, and it can be
 * deleted at any time. A file that is damaged, or was replaced by another process, is noticed wherever it is used.
 */
export class SqliteIndex implements MailIndex {
  readonly #path: string;
  readonly #patienceMs: number;
  readonly #onDamage: (why: string) => void;
  #opened: Opened;
  /** Ends when those who asked earlier have written. */
  #turn: Promise<unknown> = Promise.resolve();
  #isBulk = false;

  constructor(path: string, { patienceMs = 60_000, onDamage = () => undefined }: SqliteIndexOptions = {}) {
    this.#path = path;
    this.#patienceMs = patienceMs;
    this.#onDamage = onDamage;
    this.#opened = this.#open();
  }

  async last(): Promise<number> {
    return this.#read(({ reader }) => reader.last());
  }

  async pending(): Promise<readonly number[]> {
    return this.#read(({ reader }) => reader.pending());
  }

  async find(condition: Condition, options: FindOptions): Promise<Found> {
    return this.#read(({ finder }) => finder.find(condition, options));
  }

  async notePending(ids: readonly number[]): Promise<void> {
    if (ids.length > 0) await this.#write(async ({ writer }) => writer.note(ids));
  }

  alone<T>(work: (writer: IndexWriter) => Promise<T>): Promise<T> {
    return this.#write(({ writer }) => work(writer));
  }

  async prepareBulk(): Promise<void> {
    if (this.#isBulk) return;
    this.#isBulk = true;
    await this.#write(async ({ writing }) => configure(writing, bulk));
    this.#opened.writing.pragma('cache_size = -16384');
    this.#opened.writing.pragma('wal_autocheckpoint = 16000');
  }

  async settle(): Promise<void> {
    const isBulk = this.#isBulk;
    this.#isBulk = false;
    // Step by step: whoever else writes has a turn in between, and pages become free as others are needed.
    if (isBulk) while (await this.#write(async ({ writing }) => mergeSome(writing)));
    await this.#write(async ({ writing }) => configure(writing, daily));
    if (!isBulk) return;
    await this.#write(async ({ writing }) => writing.pragma('incremental_vacuum'));
    this.#opened.writing.pragma('wal_autocheckpoint = 1000');
    this.#opened.writing.pragma('wal_checkpoint(TRUNCATE)');
  }

  async close(): Promise<void> {
    await this.#turn;
    this.#shut();
  }

  #open(): Opened {
    try {
      return this.#connect();
    } catch (error) {
      if (!isDamage(error)) throw error;
      removeIndexFile(this.#path);
      this.#onDamage(error.message);
      return this.#connect();
    }
  }

  #connect(): Opened {
    const writing = openIndexFile(this.#path, 0);
    try {
      const reading = openIndexFile(this.#path, 5000);
      const [writer, reader] = [new SqliteWriter(writing), new SqliteWriter(reading)];
      return { file: identify(this.#path), writing, writer, reading, reader, finder: new SqliteFinder(reading) };
    } catch (error) {
      writing.close();
      throw error;
    }
  }

  #shut(): void {
    this.#opened.reading.close();
    this.#opened.writing.close();
  }

  /** The file as it is there now: another process may have replaced a damaged one. */
  #current(): Opened {
    if (identify(this.#path) !== this.#opened.file) this.#reopen();
    return this.#opened;
  }

  #reopen(): void {
    this.#shut();
    this.#opened = this.#open();
  }

  /** Puts an empty file in place of a damaged one, unless somebody else did. */
  #replace(error: Error): void {
    this.#shut();
    if (identify(this.#path) === this.#opened.file) {
      removeIndexFile(this.#path);
      this.#onDamage(error.message);
    }
    this.#opened = this.#open();
  }

  async #read<T>(use: (opened: Opened) => T | Promise<T>): Promise<T> {
    try {
      return await use(this.#current());
    } catch (error) {
      if (!isDamage(error)) throw error;
      await this.#inTurn(async () => this.#replace(error));
      return await use(this.#opened);
    }
  }

  /** A transaction of the one connection that writes; none of this process' own overlap. */
  #write<T>(use: (opened: Opened) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const opened = this.#current();
      try {
        await this.#begin(opened.writing);
        try {
          const result = await use(opened);
          opened.writing.exec('COMMIT');
          return result;
        } catch (error) {
          if (opened.writing.inTransaction) opened.writing.exec('ROLLBACK');
          throw error;
        }
      } catch (error) {
        if (isDamage(error)) this.#replace(error);
        throw error;
      }
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Waits without holding the process up: who writes may be another index of this very process. */
  async #begin(database: Database.Database): Promise<void> {
    const until = Date.now() + this.#patienceMs;
    for (let waitMs = 1; ; waitMs = Math.min(50, waitMs * 2)) {
      try {
        database.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (!isBusy(error) || Date.now() > until) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** Kept in the file, so that a bulk import which was killed leaves them: the next one puts them back. */
const bulk = { automerge: 0, crisismerge: 64, hashsize: 16_777_216 };
const daily = { automerge: 4, crisismerge: 16, hashsize: 1_048_576 };

function configure(database: Database.Database, settings: Readonly<Record<string, number>>): void {
  const read = database.prepare<[string], number>('SELECT v FROM ft_config WHERE k = ?').pluck();
  for (const [name, value] of Object.entries(settings)) {
    // The number stands in the SQL: better-sqlite3 binds it as a double, which FTS5 refuses.
    if (read.get(name) !== value) database.exec(`INSERT INTO ft(ft, rank) VALUES('${name}', ${value})`);
  }
}

/** Pages that are merged in one step: some tenths of a second. */
const MERGE_PAGES = 4000;

/** A step towards one segment; whether there is another. FTS5 says it by the rows it changes: fewer than two are none. */
function mergeSome(database: Database.Database): boolean {
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck();
  const before = changes.get() ?? 0;
  database.exec(`INSERT INTO ft(ft, rank) VALUES('merge', -${MERGE_PAGES})`);
  return (changes.get() ?? 0) - before >= 2;
}
