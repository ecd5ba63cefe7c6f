import type { PointName } from '#lib/mm/own/points';
import type { AtomName } from '#lib/mm/synthesis/atoms';
import type { Direction } from '#lib/synthesis/formula';

/** One matter that a synthesised rule decides by a condition. */
export interface Decision {
  readonly id: DecisionId;
  /** Points at which it is asked; they share the condition. */
  readonly points: readonly PointName[];
  /** What is done where the condition is true; of several ways a rule has one. */
  readonly does: readonly string[];
  /** What the condition may look at, and in which direction it is a reason. */
  readonly looksAt: Readonly<Partial<Record<AtomName, Direction>>>;
  /** Whether it has to have a condition: where it is always done, there is no swap, or no clear_refs, any more. */
  readonly isNeverAlways?: true;
}

export type DecisionId =
  | 'write fault'
  | 'swap-in'
  | 'gup read'
  | 'gup read file'
  | 'fork'
  | 'reclaim'
  | 'clear_refs'
  | 'mprotect rw';

/** Signs that nobody else has the page. */
const alone = {
  oneReference: 'so',
  oneBesideSwap: 'so',
  mappingsAlone: 'so',
  mappingsAndSwap: 'so',
  mappedOnce: 'so',
  usedOnce: 'so',
  exclusive: 'so',
} as const;

/** Signs that somebody else has it. */
const notAlone = {
  oneReference: 'not',
  oneBesideSwap: 'not',
  mappingsAlone: 'not',
  mappingsAndSwap: 'not',
  mappedOnce: 'not',
  usedOnce: 'not',
  exclusive: 'not',
} as const;

/** Every matter that is searched. The rest stays as in the policy that all synthesised ones are like. */
export const decisions = [
  {
    id: 'write fault',
    points: ['write fault', 'thp write fault', 'thp part write fault'],
    does: ['reuse'],
    looksAt: { ...alone, pinned: 'either', inSwapCache: 'not', ksm: 'not', locked: 'not', writeback: 'not' },
  },
  {
    id: 'swap-in',
    points: ['swap-in'],
    does: ['map writable'],
    looksAt: {
      oneReference: 'so',
      oneBesideSwap: 'so',
      notMapped: 'so',
      notUsed: 'so',
      wasExclusive: 'so',
      pinned: 'either',
      inSwapCache: 'not',
      ksm: 'not',
      writeback: 'not',
    },
  },
  {
    id: 'gup read',
    points: ['gup read'],
    does: ['break', 'unshare'],
    looksAt: { ...notAlone, pin: 'so', inSwapCache: 'so', ksm: 'either' },
  },
  { id: 'gup read file', points: ['gup read file'], does: ['fault'], looksAt: { pin: 'so', longterm: 'so' } },
  {
    id: 'fork',
    points: ['fork'],
    does: ['copy'],
    // A page that is mapped twice is shared already: only one that is not can lose its owner.
    looksAt: {
      ...notAlone,
      mappedOnce: 'either',
      usedOnce: 'either',
      exclusive: 'so',
      pinned: 'so',
      hasPinned: 'so',
      ksm: 'not',
    },
  },
  {
    id: 'reclaim',
    points: ['reclaim'],
    does: ['keep'],
    looksAt: { mappingsAlone: 'not', mappingsAndSwap: 'not', pinned: 'so' },
    isNeverAlways: true,
  },
  {
    id: 'clear_refs',
    points: ['clear_refs'],
    does: ['skip'],
    looksAt: { mappingsAlone: 'not', mappingsAndSwap: 'not', pinned: 'so', hasPinned: 'so' },
    isNeverAlways: true,
  },
  {
    id: 'mprotect rw',
    points: ['mprotect rw'],
    does: ['restore'],
    looksAt: { oneReference: 'so', mappingsAlone: 'so', mappedOnce: 'so', exclusive: 'so', pinned: 'either' },
  },
] as const satisfies readonly Decision[];
