import type { Column } from '#lib/search/column';

/** First character of the query that something stands at, and the one after its last; counted in UTF-16 units from 0. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Words side by side, in one of the columns. */
export interface Words {
  readonly kind: 'words';
  readonly columns: readonly Column[];
  /** What `cutTerms` makes of them; at least one. */
  readonly terms: readonly string[];
  /** The last is the beginning of a word. */
  readonly isBeginning: boolean;
}

/** Milliseconds since 1970, both included; at least one of them is there. */
export interface DateRange {
  readonly kind: 'date';
  readonly fromMs: number | undefined;
  readonly untilMs: number | undefined;
}

/** Something that the full text does not know, such as `claim:` or `is:open`: a database says which mails it means. */
export interface Field {
  readonly kind: 'field';
  /** Long name of the prefix. */
  readonly name: string;
  readonly value: string;
  readonly place: Place;
}

/** What a reader asks for. */
export type Query<Leaf> =
  | { readonly kind: 'all'; readonly of: readonly Query<Leaf>[] }
  | { readonly kind: 'any'; readonly of: readonly Query<Leaf>[] }
  | { readonly kind: 'not'; readonly of: Query<Leaf> }
  | Leaf;

/** As a query is typed. */
export type TypedQuery = Query<Words | DateRange | Field>;

/** These messages, by number. */
export interface Numbered {
  readonly kind: 'numbered';
  readonly ids: readonly number[];
}

/** What a mail index is asked: every field has become the messages that it means. */
export type Condition = Query<Words | DateRange | Numbered>;
