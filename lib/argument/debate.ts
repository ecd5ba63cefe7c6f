import type { ChangeFront } from '#lib/argument/record/change';
import type { ClaimFront } from '#lib/argument/record/claim';
import type { CounterexampleFront } from '#lib/argument/record/counterexample';
import type { ObjectionFront } from '#lib/argument/record/objection';
import type { VerdictMatrix } from '#lib/argument/verdict-matrix';

/**
 * The debate as far as disagreements, objections and findings are computed from it: the records as they are written, and
 * what the runs say. Every list is in the order in which pages show it.
 */
export interface Debate {
  readonly claims: readonly ClaimFront[];
  readonly changes: readonly ChangeFront[];
  readonly counterexamples: readonly CounterexampleFront[];
  readonly objections: readonly ObjectionFront[];
  readonly verdicts: VerdictMatrix;
}
