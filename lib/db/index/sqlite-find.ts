import type Database from 'better-sqlite3';
import {
  allBits,
  type Bits,
  blockSize,
  both,
  countBits,
  either,
  hasBit,
  noBits,
  none,
  places,
  setBit,
  without,
} from '#lib/db/index/bits';
import { type DateBlock, DateBlocks } from '#lib/db/index/date-blocks';
import { findRanking, type Plan, planCondition } from '#lib/db/index/match';
import { Matches, type MatchStatements, prepareMatches } from '#lib/db/index/sqlite-matches';
import { Vocabulary } from '#lib/db/index/vocabulary';
import type { FindOptions, Found, HitPlace } from '#lib/db/mail-index';
import type { Column } from '#lib/search/column';
import { columns } from '#lib/search/column';
import type { Condition } from '#lib/search/query';

/** More hits are not ranked: a word's weight is counted over all of them, 0.7 microseconds each. */
export const rankLimit = 10_000;

/** How much more a word says in one column than in another; 1 where nothing is said. */
const weights: Readonly<Partial<Record<Column, number>>> = { subject: 6, from: 3, nq: 2, q: 0.5, dfn: 3 };

type Evaluate = (block: DateBlock) => Bits;

interface Evaluation {
  readonly evaluate: Evaluate;
  /** How many hits there are, where that is known beforehand: undefined, or more than were asked for. */
  readonly count: number | undefined;
}

/** Finds messages in the file of a full text; see `MailIndex.find`. */
export class SqliteFinder {
  readonly #database: Database.Database;
  readonly #matches: MatchStatements;
  readonly #ranked: Database.Statement<[string], number>;
  readonly #blocks: DateBlocks;
  readonly #vocabulary: Vocabulary;
  #version = -1;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#matches = prepareMatches(database);
    const factors = columns.map((name) => weights[name] ?? 1).join(', ');
    this.#ranked = database
      .prepare<[string], number>(`SELECT rowid FROM ft WHERE ft MATCH ? ORDER BY bm25(ft, ${factors}), rowid DESC`)
      .pluck();
    this.#blocks = new DateBlocks(database);
    this.#vocabulary = new Vocabulary(database);
  }

  find(condition: Condition, options: FindOptions): Found {
    return this.#database.transaction(() => {
      const version = Number(this.#database.pragma('data_version', { simple: true }));
      if (version !== this.#version) {
        this.#blocks.refresh();
        this.#vocabulary.forget();
      }
      this.#version = version;
      const plan = planCondition(condition, (beginning) => this.#vocabulary.expand(beginning));
      const ranked = options.order === 'rank' ? this.#findRanked(plan, options) : undefined;
      return ranked ?? this.#findLatest(plan, options);
    })();
  }

  #findLatest(plan: Plan, { limit, after, countLimit }: FindOptions): Found {
    const { evaluate, count: known } = this.#prepare(plan, countLimit);
    const page = new LatestHits(limit + 1, after);
    let count = known ?? 0;
    for (const block of this.#blocks.latest()) {
      const isPageDone = page.isDone(block.greatestMs);
      const isCounted = known !== undefined || count > countLimit;
      if (isPageDone && isCounted) break;
      if (isCounted && after !== undefined && block.leastMs > after.dateMs) continue;
      const bits = both(evaluate(block), block.present);
      if (bits === none) continue;
      if (known === undefined) count += countBits(bits);
      if (!isPageDone) page.take(block, bits);
    }
    const hits = page.hits();
    return {
      hits: hits.slice(0, limit),
      isMore: hits.length > limit,
      count: Math.min(count, countLimit),
      isCountCapped: count > countLimit,
      order: 'date',
    };
  }

  /** undefined where there is nothing to rank by or too much to rank. */
  #findRanked(plan: Plan, { limit, skip = 0, countLimit }: FindOptions): Found | undefined {
    const ranking = findRanking(plan);
    if (ranking === undefined) return undefined;
    const matches = new Matches(this.#matches, ranking, rankLimit);
    if (matches.count === undefined) return undefined;
    const isWhole = plan === ranking;
    const { evaluate } = isWhole ? { evaluate: undefined } : this.#prepare(plan, rankLimit);
    const sets = new Map<number, Bits>();
    const isHit = (id: number): boolean => {
      if (evaluate === undefined) return true;
      const number = Math.floor(id / blockSize);
      const block = this.#blocks.get(number);
      if (block === undefined) return false;
      const bits = sets.get(number) ?? both(evaluate(block), block.present);
      sets.set(number, bits);
      return hasBit(bits, id - number * blockSize);
    };
    const ids = this.#ranked.all(ranking.match).filter(isHit);
    return {
      hits: ids.slice(skip, skip + limit).map((id) => ({ id, dateMs: this.#dateOf(id) })),
      isMore: ids.length > skip + limit,
      count: Math.min(ids.length, countLimit),
      isCountCapped: ids.length > countLimit,
      order: 'rank',
    };
  }

  #dateOf(id: number): number {
    const block = Math.floor(id / blockSize);
    return this.#blocks.get(block)?.dates[id - block * blockSize] ?? 0;
  }

  #prepare(plan: Plan, limit: number): Evaluation {
    if (plan.kind !== 'matching') return { evaluate: this.#evaluator(plan, limit), count: undefined };
    const matches = new Matches(this.#matches, plan, limit);
    return { evaluate: ({ block }) => matches.ofBlock(block), count: matches.count ?? limit + 1 };
  }

  #evaluator(plan: Plan, limit: number): Evaluate {
    switch (plan.kind) {
      case 'matching':
        return this.#prepare(plan, limit).evaluate;
      case 'date': {
        const from = plan.fromMs ?? Number.NEGATIVE_INFINITY;
        const until = plan.untilMs ?? Number.POSITIVE_INFINITY;
        return (block) => ofDates(block, from, until);
      }
      case 'numbered':
        return ofNumbers(plan.ids);
      case 'not': {
        const evaluate = this.#evaluator(plan.of, limit);
        return (block) => without(block.present, evaluate(block));
      }
      case 'any': {
        const parts = plan.of.map((part) => this.#evaluator(part, limit));
        return (block) => parts.reduce((bits, part) => either(bits, part(block)), none);
      }
      case 'all': {
        // What costs no question comes first: of a block that it rules out nothing else is asked.
        const cheapest = plan.of.toSorted((a, b) => costOf(a) - costOf(b));
        const parts = cheapest.map((part) => this.#evaluator(part, limit));
        return (block) => parts.reduce((bits, part) => (bits === none ? none : both(bits, part(block))), allBits);
      }
    }
  }
}

function costOf(plan: Plan): number {
  return plan.kind === 'date' || plan.kind === 'numbered' ? 0 : plan.kind === 'matching' ? 1 : 2;
}

function ofDates(block: DateBlock, from: number, until: number): Bits {
  if (block.greatestMs < from || block.leastMs > until) return none;
  if (block.leastMs >= from && block.greatestMs <= until) return block.present;
  const bits = noBits();
  let any = false;
  for (let i = 0; i < blockSize; i++) {
    const date = block.dates[i] ?? Number.NaN;
    if (date >= from && date <= until) {
      setBit(bits, i);
      any = true;
    }
  }
  return any ? bits : none;
}

function ofNumbers(ids: readonly number[]): Evaluate {
  const sets = new Map<number, Bits>();
  for (const id of ids) {
    const block = Math.floor(id / blockSize);
    const bits = sets.get(block) ?? noBits();
    setBit(bits, id - block * blockSize);
    sets.set(block, bits);
  }
  return ({ block }) => sets.get(block) ?? none;
}

/** Gathers the latest so many hits after a place. */
class LatestHits {
  readonly #wanted: number;
  readonly #after: HitPlace | undefined;
  #hits: HitPlace[] = [];

  constructor(wanted: number, after: HitPlace | undefined) {
    this.#wanted = wanted;
    this.#after = after;
  }

  /** Whether no message of that date or an earlier one can be among them any more. */
  isDone(greatestMs: number): boolean {
    const last = this.#hits[this.#wanted - 1];
    return last !== undefined && last.dateMs > greatestMs;
  }

  take({ block, dates }: DateBlock, bits: Bits): void {
    const last = this.#hits[this.#wanted - 1];
    const before = this.#hits.length;
    for (const place of places(bits)) {
      const hit = { id: block * blockSize + place, dateMs: dates[place] ?? 0 };
      if (this.#after !== undefined && compareHits(hit, this.#after) <= 0) continue;
      if (last === undefined || compareHits(hit, last) < 0) this.#hits.push(hit);
    }
    if (this.#hits.length === before) return;
    this.#hits = this.#hits.sort(compareHits).slice(0, this.#wanted);
  }

  hits(): readonly HitPlace[] {
    return this.#hits;
  }
}

/** The order of hits: newest first, then the higher number. */
export function compareHits(a: HitPlace, b: HitPlace): number {
  return b.dateMs - a.dateMs || b.id - a.id;
}
