import type { RangePair } from '#lib/patch/range/range-diff';

/** Which parts of a patch differ from one version to the other. */
export interface RangeChanges {
  readonly message: boolean;
  /** Lines that the patch adds or removes. */
  readonly lines: boolean;
  /** Lines around them, heads of hunks and files. */
  readonly context: boolean;
}

export function findChanges({ hunks }: Pick<RangePair, 'hunks'>): RangeChanges {
  const changed = hunks.flatMap(({ lines }) => lines.filter(({ outer }) => outer !== ' '));
  return {
    message: changed.some(({ inner }) => inner === ''),
    lines: changed.some(({ inner }) => inner === '+' || inner === '-'),
    context: changed.some(({ inner }) => inner === ' ' || inner === '@' || inner === '#'),
  };
}

/** `message only`, `message, lines`; '' for a pair that is not a changed one. */
export function sayChanges(pair: Pick<RangePair, 'hunks'>): string {
  const { message, lines, context } = findChanges(pair);
  const words = [...(message ? ['message'] : []), ...(lines ? ['lines'] : []), ...(context ? ['context'] : [])];
  return words.length === 1 ? `${words[0]} only` : words.join(', ');
}
