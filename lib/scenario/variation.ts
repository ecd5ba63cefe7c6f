import type { Scenario } from '#lib/scenario/scenario';

/** A scenario with one assumption changed. */
export interface Variation {
  /** Which kind of assumption: `page-kind`, `order`. */
  readonly id: string;
  /** What is otherwise, as the end of a sentence: `C takes a pin instead of a plain reference`. */
  readonly title: string;
  readonly scenario: Scenario;
}
