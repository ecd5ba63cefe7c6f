import Database from 'better-sqlite3';
import { cutColumns } from '#lib/db/search-columns';
import type { ParsedMessage } from '#lib/mail/message';

/** The columns of the full-text table, in order. Address lookups by lore's prefixes name them (search-query.ts). */
export const columns = ['subject', 'sender', 'rcpt', 'nq', 'q', 'dfn', 'dfhh', 'dfa', 'dfb', 'dfctx'] as const;

/**
 * The full text of all mail, in a file of its own: made from the archive, so it can be thrown away at any time, and
 * Prisma's migrations never see its shadow tables. It stores no text (contentless); `_` belongs to words, or
 * ptrace_may_access would fall apart.
 */
export class SearchIndex {
  readonly db: Database.Database;
  #isBulk = false;

  constructor(path: string, timeoutMs = 60_000) {
    // Making the tables is waited for, however short the caller's patience: two processes may begin at once.
    this.db = new Database(path, { timeout: Math.max(timeoutMs, 15_000) });
    this.db.pragma('journal_mode = WAL');
    this.db.pragma('synchronous = NORMAL');
    const held = this.db.prepare<[], { n: number }>(
      `SELECT count(*) AS n FROM sqlite_master WHERE name IN ('state', 'pending', 'ft')`,
    );
    if (held.get()?.n !== 3) {
      this.db.exec(`
      CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS pending (id INTEGER PRIMARY KEY);
      CREATE VIRTUAL TABLE IF NOT EXISTS ft USING fts5(${columns.join(', ')}, content='', contentless_delete=1,
        tokenize="unicode61 tokenchars '_'");
    `);
    }
    this.db.pragma(`busy_timeout = ${timeoutMs}`);
  }

  /** The highest message number that is in the index. */
  last(): number {
    const row = this.db.prepare<[], { value: number }>(`SELECT value FROM state WHERE name = 'last'`).get();
    return row?.value ?? 0;
  }

  /** Messages to be indexed anew although their number is not above `last`. */
  pending(): number[] {
    return this.db
      .prepare<[], { id: number }>('SELECT id FROM pending ORDER BY id')
      .all()
      .map((row) => row.id);
  }

  /** Notes, before the archive commits it, that these messages will show another text: a kill in between loses nothing. */
  notePending(ids: readonly number[]): void {
    if (ids.length === 0) return;
    const insert = this.db.prepare('INSERT OR IGNORE INTO pending (id) VALUES (?)');
    this.db
      .transaction(() => {
        for (const id of ids) insert.run(id);
      })
      .immediate();
  }

  /** Takes the notes away again, once what they were for is indexed. */
  dropPending(ids: readonly number[]): void {
    const drop = this.db.prepare('DELETE FROM pending WHERE id = ?');
    if (ids.length > 0) {
      this.db
        .transaction(() => {
          for (const id of ids) drop.run(id);
        })
        .immediate();
    }
  }

  /**
   * Runs `write` while no other process can write the index. An import commits its batch to the archive in here: numbers
   * then reach the index in their order, and none is left out because a higher one of another import came first.
   */
  alone<Result>(write: () => Result): Result {
    return this.db.transaction(write).immediate();
  }

  /**
   * Indexes messages; `last` is then the highest number given. Numbers at or below `last` are passed over unless they are
   * pending, so two processes may offer the same ones.
   */
  add(entries: ReadonlyMap<number, ParsedMessage>): void {
    if (entries.size === 0) return;
    this.db
      .transaction(() => {
        const last = this.last();
        const pending = new Set(this.pending());
        const insert = this.db.prepare(
          `INSERT OR REPLACE INTO ft (rowid, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`,
        );
        const settle = this.db.prepare('DELETE FROM pending WHERE id = ?');
        let high = last;
        for (const [id, message] of entries) {
          if (id <= last && !pending.has(id)) continue;
          const cut = cutColumns(
            message.text,
            message.attachments.flatMap((attachment) => attachment.text ?? []),
          );
          const sender = `${message.author.name} ${message.author.address}`;
          const rcpt = `${message.to} ${message.cc}`;
          insert.run(
            BigInt(id),
            message.subject,
            sender,
            rcpt,
            cut.nq,
            cut.q,
            cut.dfn,
            cut.dfhh,
            cut.dfa,
            cut.dfb,
            cut.dfctx,
          );
          if (pending.has(id)) settle.run(id);
          if (id > high) high = id;
        }
        this.db.prepare(`INSERT OR REPLACE INTO state (name, value) VALUES ('last', ?)`).run(high);
      })
      .immediate();
  }

  /** Settings for many mails at once. They are stored in the file: `settle` puts them back. */
  prepareBulk(): void {
    if (this.#isBulk) return;
    this.#isBulk = true;
    this.db.pragma('cache_size = -16384');
    this.db.pragma('wal_autocheckpoint = 16000');
    // Numbers stand in the SQL: better-sqlite3 binds them as doubles, which FTS5 refuses.
    this.db.exec(`INSERT INTO ft(ft, rank) VALUES('hashsize', 16777216);
      INSERT INTO ft(ft, rank) VALUES('automerge', 0);
      INSERT INTO ft(ft, rank) VALUES('crisismerge', 64);`);
  }

  /** After a bulk import: one segment, and the settings of daily use, whoever left others. */
  settle(): void {
    if (this.#isBulk) this.db.exec(`INSERT INTO ft(ft) VALUES('optimize')`);
    this.#isBulk = false;
    this.db.exec(`INSERT INTO ft(ft, rank) VALUES('automerge', 4);
      INSERT INTO ft(ft, rank) VALUES('crisismerge', 16);
      INSERT INTO ft(ft, rank) VALUES('hashsize', 1048576);`);
  }

  close(): void {
    this.db.close();
  }
}
