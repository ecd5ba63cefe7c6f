import type { ClaimFront } from '#lib/argument/record/claim';
import { copiesProperty, isFailure, type PropertyTest } from '#lib/argument/verdict-matrix';
import type { VerdictWord } from '#lib/scenario/run';

/** A verdict that rests on a decision point, and how that is known. */
export interface Resting {
  readonly test: PropertyTest;
  readonly word: VerdictWord;
  /** The shortest schedule that shows the word, and the first step of it (1-based) that asks the point; else null. */
  readonly asked: { readonly schedule: string; readonly step: number } | null;
  /** Its word where the point alone is answered as another policy does and the word is another then; else null. */
  readonly turned: VerdictWord | null;
}

/** What is known of one test. */
export type FindResting = (test: PropertyTest) => Resting | undefined;

/** The tests of a claim that rest on a point; empty where none does. */
export function listResting(claim: ClaimFront, find: FindResting): readonly Resting[] {
  return claim.scenarios.flatMap((test) => {
    if (test.property === copiesProperty) return [];
    const found = find(test);
    return found === undefined || (found.asked === null && found.turned === null) ? [] : [found];
  });
}

/** Whether one word fails and the other does not: what is unknown or vacuous says too little to have turned. */
export function isTurned(before: VerdictWord, after: VerdictWord): boolean {
  const speaks = (word: VerdictWord) => ['violated', 'stuck', 'holds', 'reached', 'unreached'].includes(word);
  return speaks(before) && speaks(after) && isFailure(before) !== isFailure(after);
}
