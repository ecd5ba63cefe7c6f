import type Database from 'better-sqlite3';
import { blockSize } from '#lib/db/index/bits';
import { readDates, writeDates } from '#lib/db/index/date-blocks';
import type { IndexEntry, IndexWriter } from '#lib/db/mail-index';
import { columns } from '#lib/search/column';
import { foldText } from '#lib/search/terms';

/** Writes the file of a full text, inside a transaction that whoever calls it has begun. */
export class SqliteWriter implements IndexWriter {
  readonly #database: Database.Database;
  readonly #insert: Database.Statement;
  readonly #replace: Database.Statement;
  readonly #delete: Database.Statement<[bigint]>;
  readonly #dates: Database.Statement<[number], Buffer>;
  readonly #setDates: Database.Statement<[number, number, Buffer]>;
  readonly #state: Database.Statement<[string], number>;
  readonly #setState: Database.Statement<[string, number]>;
  readonly #pending: Database.Statement<[], number>;
  readonly #note: Database.Statement<[number]>;
  readonly #drop: Database.Statement<[number]>;

  constructor(database: Database.Database) {
    this.#database = database;
    const names = columns.map((name) => `"${name}"`).join(', ');
    const into = `INTO ft (rowid, ${names}) VALUES (?${', ?'.repeat(columns.length)})`;
    this.#insert = database.prepare(`INSERT ${into}`);
    this.#replace = database.prepare(`INSERT OR REPLACE ${into}`);
    this.#delete = database.prepare('DELETE FROM ft WHERE rowid = ?');
    this.#dates = database.prepare<[number], Buffer>('SELECT dates FROM dates WHERE block = ?').pluck();
    this.#setDates = database.prepare('INSERT OR REPLACE INTO dates (block, change, dates) VALUES (?, ?, ?)');
    this.#state = database.prepare<[string], number>('SELECT value FROM state WHERE name = ?').pluck();
    this.#setState = database.prepare('INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)');
    this.#pending = database.prepare<[], number>('SELECT id FROM pending ORDER BY id').pluck();
    this.#note = database.prepare('INSERT OR IGNORE INTO pending (id) VALUES (?)');
    this.#drop = database.prepare('DELETE FROM pending WHERE id = ?');
  }

  async last(): Promise<number> {
    return this.#state.get('last') ?? 0;
  }

  async pending(): Promise<readonly number[]> {
    return this.#pending.all();
  }

  async add(entries: readonly IndexEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const last = await this.last();
    let high = last;
    // In the order of their numbers: FTS5 writes out what it has gathered whenever a lower one comes.
    for (const { id, texts } of entries.toSorted((a, b) => a.id - b.id)) {
      const values = columns.map((name) => {
        const text = texts[name];
        return text === undefined ? null : foldText(text);
      });
      (id > high ? this.#insert : this.#replace).run(BigInt(id), ...values);
      // Numbers between may be of somebody who was killed after the archive had them: they are looked at once more.
      for (let between = high + 1; between < id; between++) this.#note.run(between);
      if (id > high) high = id;
    }
    this.#setState.run('last', high);
    this.#writeDates(entries.map(({ id, dateMs }) => [id, dateMs]));
  }

  async remove(ids: readonly number[]): Promise<void> {
    for (const id of ids) this.#delete.run(BigInt(id));
    this.#writeDates(ids.map((id) => [id, Number.NaN]));
  }

  async clear(): Promise<void> {
    this.#database.exec(`INSERT INTO ft (ft) VALUES ('delete-all'); DELETE FROM pending`);
    const change = (this.#state.get('change') ?? 0) + 1;
    this.#setState.run('change', change);
    this.#setState.run('last', 0);
    // Blocks stay, without a date: whoever has read them sees that they changed.
    const none = writeDates(readDates(undefined));
    this.#database.prepare('UPDATE dates SET change = ?, dates = ?').run(change, none);
  }

  async dropPending(ids: readonly number[]): Promise<void> {
    for (const id of ids) this.#drop.run(id);
  }

  note(ids: readonly number[]): void {
    for (const id of ids) this.#note.run(id);
  }

  #writeDates(changed: readonly (readonly [id: number, dateMs: number])[]): void {
    if (changed.length === 0) return;
    const change = (this.#state.get('change') ?? 0) + 1;
    this.#setState.run('change', change);
    const blocks = new Map<number, Float64Array>();
    for (const [id, dateMs] of changed) {
      const block = Math.floor(id / blockSize);
      const dates = blocks.get(block) ?? readDates(this.#dates.get(block));
      dates[id - block * blockSize] = dateMs;
      blocks.set(block, dates);
    }
    for (const [block, dates] of blocks) this.#setDates.run(block, change, writeDates(dates));
  }
}
