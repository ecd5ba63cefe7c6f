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
  /** Hits are counted to here. */
  readonly countLimit: number;
}

export interface Found {
  readonly hits: readonly HitPlace[];
  readonly isMore: boolean;
  readonly count: number;
  readonly isCountCapped: boolean;
  /** `date` where ranking was asked for and there were too many hits. */
  readonly order: 'date' | 'rank';
}

/** The full text of all mail, made from the archive: it can be thrown away at any time and is made again. */
export interface MailIndex {
  /** Indexes messages, in place of what was indexed under their numbers. */
  add(entries: readonly IndexEntry[]): Promise<void>;
  remove(ids: readonly number[]): Promise<void>;
  find(condition: Condition, options: FindOptions): Promise<Found>;
}
