import type { Debate } from '#lib/argument/debate';

/** Something that nobody wrote down and that follows from the records and the runs. */
export interface ComputedFinding<Item> {
  /** Also its address: `/findings/ID`. */
  readonly id: string;
  readonly title: string;
  /** What is listed and how it is found, for somebody who sees the list alone. */
  readonly meaning: string;
  /** What an empty list says. */
  readonly none: string;
  readonly find: (debate: Debate) => readonly Item[];
  /** One item on one line, for the command line. */
  readonly say: (item: Item) => string;
}
