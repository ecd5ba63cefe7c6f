import type { VerdictWord } from '#lib/scenario/run';

/**
 * Every verdict word, the worst first. `reached` and `unreached` speak for `reach` properties: a claim that something can
 * happen fails where it is unreached.
 */
export const worstFirst = [
  'violated',
  'stuck',
  'unknown',
  'unreached',
  'vacuous',
  'reached',
  'holds',
  'not applicable',
] as const satisfies readonly VerdictWord[];

/** Place of a word among {@link worstFirst}: smaller is worse. */
export function rankOf(word: VerdictWord): number {
  return worstFirst.indexOf(word);
}

/** What one scenario says of a claim under one policy. */
export interface Testimony {
  /** The verdict of the property that speaks for the claim. */
  readonly verdict: VerdictWord;
  /** Whether some schedule of that run leaves an actor that can never finish. */
  readonly isStuck: boolean;
}

/** The word of one testimony: an actor that is stuck outweighs a property that holds. */
export function wordOf({ verdict, isStuck }: Testimony): VerdictWord {
  return isStuck && rankOf('stuck') < rankOf(verdict) && verdict !== 'not applicable' ? 'stuck' : verdict;
}

/**
 * A claim's standing under one policy: the testimony with the worst word, the first of equals; undefined where nothing
 * testifies. A claim holds only where every scenario that the policy is asked in says so.
 */
export function findWorst<T extends Testimony>(testimonies: readonly T[]): T | undefined {
  let worst: T | undefined;
  for (const testimony of testimonies) {
    if (worst === undefined || rankOf(wordOf(testimony)) < rankOf(wordOf(worst))) worst = testimony;
  }
  return worst;
}
