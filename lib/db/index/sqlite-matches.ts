import type Database from 'better-sqlite3';
import { type Bits, blockSize, noBits, none, setBit } from '#lib/db/index/bits';
import type { Matching } from '#lib/db/index/match';

/** The questions to FTS5, prepared once. Numbers are bound as BigInt: of others FTS5 would look at every row. */
export interface MatchStatements {
  readonly newest: Database.Statement<[string, bigint], number>;
  readonly between: Database.Statement<[string, bigint, bigint], number>;
}

export function prepareMatches(database: Database.Database): MatchStatements {
  return {
    newest: database
      .prepare<[string, bigint], number>('SELECT rowid FROM ft WHERE ft MATCH ? ORDER BY rowid DESC LIMIT ?')
      .pluck(),
    between: database
      .prepare<[string, bigint, bigint], number>(
        'SELECT rowid FROM ft WHERE ft MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid',
      )
      .pluck(),
  };
}

/** Blocks read at a time at most. */
const widest = 32;

/**
 * The messages that an expression finds, read as far as they are asked for: at first the highest numbers, up to a limit,
 * which are all of them for most words; then block by block, with more at a time the more are asked for.
 */
export class Matches {
  readonly #sql: MatchStatements;
  readonly #match: string;
  readonly #known = new Map<number, Bits>();
  readonly #read = new Set<number>();
  #last: { readonly block: number; readonly bits: Bits } = { block: -1, bits: none };
  /** From this block on everything is known. */
  readonly #from: number;
  #width: number;
  /** How many there are, where they are not more than the limit. */
  readonly count: number | undefined;

  constructor(sql: MatchStatements, { match, hasBeginning }: Matching, limit: number) {
    this.#sql = sql;
    this.#match = match;
    this.#width = hasBeginning ? widest : 1;
    const ids = sql.newest.all(match, BigInt(limit + 1));
    const last = ids.at(-1);
    const isWhole = ids.length <= limit || last === undefined;
    this.count = isWhole ? ids.length : undefined;
    // Of the last block only a part may have been read.
    this.#from = isWhole ? Number.NEGATIVE_INFINITY : Math.floor(last / blockSize) + 1;
    for (const id of ids) if (id >= this.#from * blockSize) this.#note(id);
  }

  ofBlock(block: number): Bits {
    if (block < this.#from && !this.#read.has(block)) this.#readTo(block);
    return this.#known.get(block) ?? none;
  }

  /** Reads a block and those below it that are not known. */
  #readTo(block: number): void {
    let first = block;
    while (first > 0 && block - first + 1 < this.#width && !this.#read.has(first - 1)) first--;
    for (let i = first; i <= block; i++) this.#read.add(i);
    this.#width = Math.min(widest, this.#width * 2);
    const ids = this.#sql.between.all(this.#match, BigInt(first * blockSize), BigInt((block + 1) * blockSize - 1));
    for (const id of ids) this.#note(id);
  }

  /** Ids come in their order, so most are of the block of the one before. */
  #note(id: number): void {
    const block = Math.floor(id / blockSize);
    let bits = this.#last.block === block ? this.#last.bits : this.#known.get(block);
    if (bits === undefined) {
      bits = noBits();
      this.#known.set(block, bits);
    }
    if (this.#last.block !== block) this.#last = { block, bits };
    setBit(bits, id - block * blockSize);
  }
}
