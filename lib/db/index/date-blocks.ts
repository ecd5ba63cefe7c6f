import type Database from 'better-sqlite3';
import { allBits, type Bits, blockSize, noBits, setBit } from '#lib/db/index/bits';

/** The dates of the messages with numbers from `block * blockSize` on; NaN for one that is not in the index. */
export interface DateBlock {
  readonly block: number;
  readonly dates: Float64Array;
  readonly leastMs: number;
  readonly greatestMs: number;
  /** Which messages there are. */
  readonly present: Bits;
}

interface Row {
  readonly block: number;
  readonly change: number;
  readonly dates: Buffer;
}

/** Every message's date, in memory (8 bytes a message): read once, then only the blocks that were written since. */
export class DateBlocks {
  readonly #changed: Database.Statement<[number], Row>;
  readonly #blocks = new Map<number, DateBlock>();
  #latest: readonly DateBlock[] = [];
  #change = 0;

  constructor(database: Database.Database) {
    this.#changed = database.prepare('SELECT block, change, dates FROM dates WHERE change > ?');
  }

  get(block: number): DateBlock | undefined {
    return this.#blocks.get(block);
  }

  /** The blocks, those first whose latest message is later. */
  latest(): readonly DateBlock[] {
    return this.#latest;
  }

  /** Reads what was written since. Called inside the transaction that the dates are used in. */
  refresh(): void {
    const rows = this.#changed.all(this.#change);
    if (rows.length === 0) return;
    for (const { block, change, dates } of rows) {
      this.#blocks.set(block, describe(block, readDates(dates)));
      if (change > this.#change) this.#change = change;
    }
    this.#latest = [...this.#blocks.values()].sort((a, b) => b.greatestMs - a.greatestMs || b.block - a.block);
  }
}

function describe(block: number, dates: Float64Array): DateBlock {
  let leastMs = Number.POSITIVE_INFINITY;
  let greatestMs = Number.NEGATIVE_INFINITY;
  let isFull = true;
  const present = noBits();
  for (const [i, date] of dates.entries()) {
    if (Number.isNaN(date)) {
      isFull = false;
      continue;
    }
    setBit(present, i);
    if (date < leastMs) leastMs = date;
    if (date > greatestMs) greatestMs = date;
  }
  return { block, dates, leastMs, greatestMs, present: isFull ? allBits : present };
}

/** Dates as the file keeps them: 64-bit floating-point numbers, least byte first. */
export function readDates(bytes: Buffer | undefined): Float64Array {
  const dates = new Float64Array(blockSize).fill(Number.NaN);
  if (bytes === undefined) return dates;
  for (let i = 0; i < blockSize && i * 8 + 8 <= bytes.length; i++) dates[i] = bytes.readDoubleLE(i * 8);
  return dates;
}

export function writeDates(dates: Float64Array): Buffer {
  const bytes = Buffer.allocUnsafe(dates.length * 8);
  for (const [i, date] of dates.entries()) bytes.writeDoubleLE(date, i * 8);
  return bytes;
}
