import {
  DIRTY_READ_ONLY,
  LOST_DATA,
  LOST_WRITE,
  MISSED_COW,
  SOFT_DIRTY_EXTRA,
  SOFT_DIRTY_MISSED,
  STALE_EXPOSURE,
  WRONG_COW,
  WRONG_COW_PIN,
  WRONG_COW_REFERENCE,
} from '#lib/mm/memory';
import type { PropertyInfo } from '#lib/scenario/simulator';

/** A property that the model judges by itself, from who wrote what and who holds what. */
export interface BuiltIn extends PropertyInfo {
  /** The event that breaks it. */
  readonly bit: number;
}

/** The debate's own words, as the message of 18 December 2021 sorts them. Unnecessary COW is a count, never a verdict. */
export const properties: readonly BuiltIn[] = [
  {
    name: 'missed-cow',
    title: 'Missed COW',
    meaning:
      'Somebody reads a value that was written, after the address spaces had parted, through another address space.',
    bit: MISSED_COW,
  },
  {
    name: 'wrong-cow',
    title: 'Wrong COW',
    meaning:
      'While a handle is live, a copy in the address space that took it makes its page there another than the handle’s.',
    bit: WRONG_COW,
  },
  {
    name: 'wrong-cow-pin',
    title: 'Wrong COW (pin)',
    meaning: 'Wrong COW under a handle that was taken with FOLL_PIN.',
    bit: WRONG_COW_PIN,
  },
  {
    name: 'wrong-cow-reference',
    title: 'Wrong COW (reference)',
    meaning: 'Wrong COW under a plain reference: FOLL_GET, vmsplice.',
    bit: WRONG_COW_REFERENCE,
  },
  {
    name: 'lost-data',
    title: 'Lost data',
    meaning: 'Contents are let go of that nobody can reach any more and nobody overwrote.',
    bit: LOST_DATA,
  },
  {
    name: 'dirty-read-only',
    title: 'Dirty where nobody may write',
    meaning: 'userfaultfd fills a page and leaves a dirty PTE in a mapping that may not be written.',
    bit: DIRTY_READ_ONLY,
  },
  {
    name: 'soft-dirty-missed',
    title: 'Store not reported',
    meaning: 'A soft-dirty tracker reads `clean` although the process stored there since the last clear_refs.',
    bit: SOFT_DIRTY_MISSED,
  },
  {
    name: 'soft-dirty-extra',
    title: 'Reported without a change',
    meaning:
      'A soft-dirty tracker reads `soft-dirty` although nothing was stored, filled in or about to be written there.',
    bit: SOFT_DIRTY_EXTRA,
  },
  {
    name: 'lost-write',
    title: 'Lost write',
    meaning:
      'A finished store went to a page that is no longer in its own memory, or that a copy made before the store then replaces.',
    bit: LOST_WRITE,
  },
  {
    name: 'stale-exposure',
    title: 'Stale exposure',
    meaning:
      'A page that a monitor was told of, and has read for frozen, is stored to by an old TLB entry before its protection is taken away.',
    bit: STALE_EXPOSURE,
  },
];
