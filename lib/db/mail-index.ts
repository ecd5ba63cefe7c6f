import type { ColumnTexts } from '#lib/search/column';
import type { Condition } from '#lib/search/query';

/** A message as it is indexed. */
export interface IndexEntry {
  readonly id: number;
  /** Milliseconds since 1970; 0 where the mail has no date. */
  readonly dateMs: number;
  readonly texts: ColumnTexts;
}

/** A place in the order of hits: everything after it is older, or as old and of a lower number. */
export interface HitPlace {
  readonly dateMs: number;
  readonly id: number;
}

export interface FindOptions {
  readonly limit: number;
  /** `date`: newest first, exactly, the same on every engine. `rank`: best first; only where hits are few enough to be ranked. */
  readonly order: 'date' | 'rank';
  /** Hits after this one; of a ranked search, so many are left out. */
  readonly after?: HitPlace | undefined;
  readonly skip?: number | undefined;
  /** Hits are counted to here, from the first one on, wherever the page begins. */
  readonly countLimit: number;
}

export interface Found {
  readonly hits: readonly HitPlace[];
  readonly isMore: boolean;
  /** At most `countLimit`. */
  readonly count: number;
  /** There are more than `count`. */
  readonly isCountCapped: boolean;
  /** `date` where ranking was asked for and there were too many hits. */
  readonly order: 'date' | 'rank';
}

/** What is asked of an index, and written, by one process while no other writes. See `MailIndex.alone`. */
export interface IndexWriter {
  /** The highest message number that was ever added, 0 at first. Numbers reach the index in their order. */
  last(): Promise<number>;
  /** Messages noted by `notePending`, ascending. */
  pending(): Promise<readonly number[]>;
  /** Indexes messages, in place of what was indexed under their numbers. */
  add(entries: readonly IndexEntry[]): Promise<void>;
  /** Takes messages out; numbers that are not in the index do no harm. */
  remove(ids: readonly number[]): Promise<void>;
  /** Takes everything out, notes as well, when the archive became another one: `last` is 0 again. */
  clear(): Promise<void>;
  /** Takes notes away, once what they were for is indexed or gone. */
  dropPending(ids: readonly number[]): Promise<void>;
}

/**
 * The full text of all mail, made from the archive: it can be thrown away at any time and is made again (`catchUp`).
 *
 * Writing, so that a kill at any moment and two imports at once lose nothing: whoever is about to change what is shown or
 * found of messages that are held (text, lists, date) or to delete them calls `notePending`; then, inside `alone`, commits
 * to the archive, then indexes what is new, what was changed and what is gone, and drops the notes. Killed before the archive's
 * commit, a note costs one message read again; killed after it, notes and numbers above `last` say what the index lacks.
 */
export interface MailIndex {
  last(): Promise<number>;
  pending(): Promise<readonly number[]>;
  /** Notes messages to be indexed anew, lasting when it returns. Not from inside `alone`. */
  notePending(ids: readonly number[]): Promise<void>;
  /**
   * Runs `work` while nobody else, in this process or another, can write the index; others wait for their turn. What `work`
   * wrote is kept whole when it ends, and none of it when it throws. Numbers of new messages are to be given out inside:
   * none is then left out because a higher one of another import came first.
   */
  alone<T>(work: (writer: IndexWriter) => Promise<T>): Promise<T>;
  /** May be called while something is written: it finds what was kept before. */
  find(condition: Condition, options: FindOptions): Promise<Found>;
  /** From here on many mails come at once. */
  prepareBulk(): Promise<void>;
  /** The end of what `prepareBulk` began, or of what another process began and did not end. */
  settle(): Promise<void>;
  close(): Promise<void>;
}
