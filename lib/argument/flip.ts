import { isFailure, type JudgedRun } from '#lib/argument/verdict-matrix';
import type { VerdictWord } from '#lib/scenario/run';

/** A property with the words of two runs. That an actor can never finish stands among them as `stuck`. */
export interface FlippedProperty {
  readonly name: string;
  readonly before: VerdictWord;
  readonly after: VerdictWord;
}

/** Least and most copies over all ends. */
export interface Copies {
  readonly least: number;
  readonly most: number;
}

/** What becomes otherwise when one run takes the place of another one of the same scenario on the same kind of page. */
export interface RunChange {
  readonly properties: readonly FlippedProperty[];
  /** Null where they are the same, or a run came to no end. */
  readonly copies: { readonly before: Copies; readonly after: Copies } | null;
}

/** The name under which it is listed that an actor can never finish. */
export const stuckProperty = 'stuck';

/** Properties that fail in one of the runs and not in the other, and copies that differ; null where nothing does. */
export function compareRuns(before: JudgedRun, after: JudgedRun): RunChange | null {
  const words = (run: JudgedRun): ReadonlyMap<string, VerdictWord> =>
    new Map([...run.words, [stuckProperty, run.isStuck ? 'stuck' : 'holds']]);
  const was = words(before);
  const properties = [...words(after)].flatMap(([name, word]) => {
    const old = was.get(name);
    return old === undefined || isFailure(old) === isFailure(word) ? [] : [{ name, before: old, after: word }];
  });
  const copies = compareCopies(before.copies, after.copies);
  return properties.length === 0 && copies === null ? null : { properties, copies };
}

function compareCopies(before: Copies | null, after: Copies | null): RunChange['copies'] {
  if (before === null || after === null) return null;
  return before.least === after.least && before.most === after.most ? null : { before, after };
}

/** Whether a word is a counterexample: `unreached` fails too, but shows nothing. */
export function isBroken(word: VerdictWord): boolean {
  return word === 'violated' || word === 'stuck';
}
