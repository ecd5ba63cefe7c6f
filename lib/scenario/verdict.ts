import type { VerdictWord } from '#lib/scenario/run';

/** From worst to best: a run's word is the worst of its properties'. */
const order: readonly VerdictWord[] = [
  'violated',
  'stuck',
  'unknown',
  'vacuous',
  'holds',
  'unreached',
  'reached',
  'not applicable',
];

/** The word of a run. A run without properties says nothing, so it is vacuous. */
export function worstVerdict(words: readonly VerdictWord[], isStuck: boolean, isComplete: boolean): VerdictWord {
  const all = [...words, ...(isStuck ? ['stuck' as const] : []), ...(isComplete ? [] : ['unknown' as const])];
  return order.find((word) => all.includes(word)) ?? 'vacuous';
}
