import type Database from 'better-sqlite3';

/** With more words than these FTS5 is as quick to put them all together itself. */
const most = 1500;
/** Beginnings whose words are remembered. */
const kept = 100;

/** The terms that occur in a full text. */
export class Vocabulary {
  readonly #next: Database.Statement<[string], string>;
  readonly #known = new Map<string, readonly string[] | undefined>();

  constructor(database: Database.Database) {
    database.exec(`CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, ft, 'instance')`);
    this.#next = database.prepare<[string], string>('SELECT term FROM temp.words WHERE term >= ? LIMIT 1').pluck();
  }

  /** All terms that begin so, or undefined where there are too many of them. */
  expand(beginning: string): readonly string[] | undefined {
    if (!this.#known.has(beginning)) {
      if (this.#known.size >= kept) this.#known.clear();
      this.#known.set(beginning, this.#list(beginning));
    }
    return this.#known.get(beginning);
  }

  /** The text was written: other terms may occur. */
  forget(): void {
    this.#known.clear();
  }

  #list(beginning: string): readonly string[] | undefined {
    const terms: string[] = [];
    for (let term = this.#next.get(beginning); term?.startsWith(beginning) === true; ) {
      if (terms.length === most) return undefined;
      terms.push(term);
      // Not `> term`: FTS5 would go through all the places that the term stands at.
      term = this.#next.get(`${term}\0`);
    }
    return terms;
  }
}
