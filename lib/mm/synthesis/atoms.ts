import { compileOwn, type Question } from '#lib/mm/own/condition';
import { ownForms } from '#lib/mm/own/forms';
import type { PointName } from '#lib/mm/own/points';
import type { OwnCondition } from '#lib/scenario/own-policy';
import { parseOwnPolicies } from '#lib/scenario/parse-own';

/** Something that a synthesised rule may look at: true or false, and as a kernel could know it. */
export interface Atom {
  /** In the language of policies of one's own. */
  readonly text: string;
  /** Of the page, as a sentence says it: `it is marked exclusive`. */
  readonly words: string;
  /** The opposite. */
  readonly otherwise: string;
}

const atoms = {
  oneReference: ['page_count = 1', 'it has one reference', 'it has more than one reference'],
  oneBesideSwap: [
    'page_count = 1 + in_swap_cache',
    'it has one reference beside the swap cache’s',
    'it has more than one reference beside the swap cache’s',
  ],
  mappingsAlone: [
    'page_count = large_mapcount',
    'all of its references are mappings',
    'something other than a mapping refers to it',
  ],
  mappingsAndSwap: [
    'page_count = large_mapcount + in_swap_cache',
    'all of its references are mappings or the swap cache’s',
    'something other than a mapping and the swap cache refers to it',
  ],
  mappedOnce: ['max_mapcount = 1', 'it is mapped once', 'it is not mapped just once'],
  usedOnce: [
    'max_mapcount + swap_entries = 1',
    'mappings and swap entries are one',
    'mappings and swap entries are not one',
  ],
  notMapped: ['max_mapcount = 0', 'nobody else maps it', 'somebody else maps it'],
  notUsed: [
    'max_mapcount + swap_entries = 0',
    'nobody else maps it or has it in a swap entry',
    'somebody else maps it or has it in a swap entry',
  ],
  exclusive: ['exclusive', 'it is marked exclusive', 'it is not marked exclusive'],
  wasExclusive: ['was_exclusive', 'the swap entry says exclusive', 'the swap entry does not say exclusive'],
  pinned: ['pinned', 'it looks pinned', 'it does not look pinned'],
  hasPinned: ['has_pinned', 'the address space ever pinned', 'the address space never pinned'],
  inSwapCache: ['in_swap_cache', 'it is in the swap cache', 'it is not in the swap cache'],
  ksm: ['ksm', 'it is a KSM page', 'it is no KSM page'],
  locked: ['locked', 'it is locked', 'it is not locked'],
  writeback: ['writeback', 'it is being written', 'it is not being written'],
  pin: ['pin', 'the call is for a pin', 'the call is for a plain reference'],
  longterm: ['longterm', 'the call is long-term', 'the call is not long-term'],
} as const satisfies Readonly<Record<string, readonly [text: string, words: string, otherwise: string]>>;

export type AtomName = keyof typeof atoms;

/** Atoms that only a page that is tracked can have. */
export const ofMarks: readonly AtomName[] = ['exclusive', 'wasExclusive'];

/** All names, in an order that never changes. */
export const atomNames: readonly AtomName[] = [
  'oneReference',
  'oneBesideSwap',
  'mappingsAlone',
  'mappingsAndSwap',
  'mappedOnce',
  'usedOnce',
  'notMapped',
  'notUsed',
  'exclusive',
  'wasExclusive',
  'pinned',
  'hasPinned',
  'inSwapCache',
  'ksm',
  'locked',
  'writeback',
  'pin',
  'longterm',
];

export function getAtom(name: AtomName): Atom {
  const [text, words, otherwise] = atoms[name];
  return { text, words, otherwise };
}

/** A rule's line with this atom for its condition, read as any policy of one's own is. Throws where the point has no such thing to look at. */
export function parseAtom(name: AtomName, point: PointName, does: string): OwnCondition {
  const { policies, issues } = parseOwnPolicies(
    `policy p like A1\n  at ${point}: ${does} when ${getAtom(name).text}\n`,
    ownForms,
  );
  const [line] = policies?.[0]?.lines ?? [];
  if (line?.type !== 'rule' || line.when === null)
    throw new Error(`Cannot look at \`${name}\`: ${issues[0]?.message ?? ''}`);
  return line.when;
}

/** What each atom is, as one number: atom 0 in the lowest bit. */
export function compileAtoms(conditions: readonly OwnCondition[]): Question {
  const questions = conditions.map(compileOwn);
  return (m, asked) => {
    let seen = 0;
    for (let atom = 0; atom < questions.length; atom++) if (questions[atom]?.(m, asked) !== 0) seen |= 1 << atom;
    return seen;
  };
}
