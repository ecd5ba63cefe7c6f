import { isMappedByMany, largeMapcount, maxMapcount } from '#lib/mm/folio';
import { countHeld, holderRoles } from '#lib/mm/holders';
import { type Memory, subMapcount } from '#lib/mm/memory';
import { inSwapCache, swapEntries } from '#lib/mm/page';
import type { Fill, GupCall } from '#lib/mm/policy';
import type { AskForm } from '#lib/scenario/own-policy';

/**
 * What a decision is about. Every point fills in what it knows; a rule can only be written where the point has what it
 * asks for, so the rest is never looked at.
 */
export interface Asked {
  page: number;
  /** Part of a THP that was hit. */
  sub: number;
  /** Whether the entry is a PMD. */
  isPmd: boolean;
  /** Address space that acts. */
  mm: number;
  /** For a fault: FAULT_FLAG_WRITE. */
  isWrite: boolean;
  /** For GUP: what its caller gave. */
  call: GupCall;
  /** Exclusive bit of the swap entry that is being resolved. */
  wasExclusive: boolean;
  /** For a page that userfaultfd brings. */
  fill: Fill;
}

/** Something that a rule may look at, and how. A truth is 1 or 0, a word its place among `gives`. */
export interface Ask extends AskForm {
  read(m: Memory, a: Asked, of: string | null): number;
}

const flag = (value: boolean) => (value ? 1 : 0);

const fills = ['copy', 'zero', 'continue'] as const satisfies readonly Fill['by'][];
const memories = ['anon', 'shmem'] as const satisfies readonly Fill['memory'][];

/** Everything that a rule may look at. */
export const asks: readonly Ask[] = [
  {
    name: 'page_count',
    meaning:
      'References of the page (of a THP: of the whole folio). A pin of a base page counts 1024, of a huge page 1.',
    gives: 'number',
    read: (m, { page }) => m.count(page),
  },
  {
    name: 'mapcount',
    meaning: 'Mappings of the page; of a THP those of the part that was hit, the whole ones included.',
    gives: 'number',
    read: (m, { page, sub }) =>
      m.isThp(page) ? m.mapcount(page) - subMapcount(m, page, 0) + subMapcount(m, page, sub) : m.mapcount(page),
  },
  {
    name: 'max_mapcount',
    meaning: 'Mappings of the most mapped part of a THP; of other pages the same as `mapcount`.',
    gives: 'number',
    read: (m, { page }) => (m.isThp(page) ? maxMapcount(m, page) : m.mapcount(page)),
  },
  {
    name: 'large_mapcount',
    meaning: 'Mappings of all parts of a THP together, a whole one counting 1; of other pages the same as `mapcount`.',
    gives: 'number',
    read: (m, { page }) => (m.isThp(page) ? largeMapcount(m, page) : m.mapcount(page)),
  },
  {
    name: 'mapped_by_many',
    meaning: 'Whether more than one address space maps some of it.',
    gives: 'truth',
    read: (m, { page }) => flag(isMappedByMany(m, page)),
  },
  {
    name: 'swap_entries',
    meaning: 'Swap PTEs that point at the page’s slot.',
    gives: 'number',
    read: (m, { page }) => swapEntries(m, page),
  },
  {
    name: 'in_swap_cache',
    meaning: 'Whether the swap cache holds the page.',
    gives: 'truth',
    read: (m, { page }) => inSwapCache(m, page),
  },
  {
    name: 'pins',
    meaning: 'Pins of the page, exactly. No kernel knows this of a base page.',
    gives: 'number',
    read: (m, { page }) => m.pins(page),
  },
  {
    name: 'pinned',
    meaning: 'page_maybe_dma_pinned: a guess from the count for a base page, exact for a huge one.',
    gives: 'truth',
    read: (m, { page }) => flag(m.isPinned(page)),
  },
  {
    name: 'exclusive',
    meaning: 'PageAnonExclusive, of a THP that of the part that was hit. Set where `tracks_exclusive` is `yes`.',
    gives: 'truth',
    read: (m, { page, sub }) => flag(m.isExclusive(page, sub)),
  },
  {
    name: 'held_by',
    meaning:
      'References of one kind of holder, as traces name them; a pin is 1 here. No kernel knows who holds a page.',
    gives: 'number',
    of: holderRoles,
    read: (m, { page }, of) => countHeld(m, page, of ?? ''),
  },
  {
    name: 'locked',
    meaning: 'Whether somebody has the page lock.',
    gives: 'truth',
    read: (m, { page }) => flag(m.isLocked(page)),
  },
  {
    name: 'on_lru',
    meaning: 'Whether the page is on the LRU: neither in a batch nor isolated.',
    gives: 'truth',
    read: (m, { page }) => flag(m.isOnLru(page)),
  },
  {
    name: 'ksm',
    meaning: 'Whether KSM merged other pages into it. A KSM page that is reused is one no longer.',
    gives: 'truth',
    read: (m, { page }) => flag(m.ksm.isKsm(page)),
  },
  {
    name: 'writeback',
    meaning: 'Whether the page is being written to swap.',
    gives: 'truth',
    read: (m, { page }) => flag(m.swap.isWriteback(page)),
  },
  {
    name: 'stable_write',
    meaning: 'Whether it is being written to a device that must not see it change meanwhile.',
    gives: 'truth',
    read: (m, { page }) => flag(m.swap.isStable(page)),
  },
  {
    name: 'swap_full',
    meaning: 'vm_swap_full: more than half of the swap device is taken.',
    gives: 'truth',
    read: (m) => flag(m.swap.device === 'full'),
  },
  {
    name: 'has_pinned',
    meaning: 'Whether this address space took a pin at some time.',
    gives: 'truth',
    read: (m, { mm }) => flag(m.hasPinned(mm)),
  },
  {
    name: 'kind',
    meaning: 'Kind of the page. A base page that came out of a THP is `base`.',
    gives: ['base', 'thp', 'hugetlb'],
    read: (m, { page }) => (m.isThp(page) ? 1 : m.isHuge(page) ? 2 : 0),
  },
  {
    name: 'by_pmd',
    meaning: 'Whether the entry is a PMD, which maps a THP as a whole.',
    gives: 'truth',
    read: (_, { isPmd }) => flag(isPmd),
  },
  {
    name: 'access',
    meaning: 'Whether the fault is for writing.',
    gives: ['read', 'write'],
    read: (_, { isWrite }) => flag(isWrite),
  },
  {
    name: 'was_exclusive',
    meaning: 'Exclusive bit of the swap entry.',
    gives: 'truth',
    read: (_, { wasExclusive }) => flag(wasExclusive),
  },
  {
    name: 'pin',
    meaning: 'Whether GUP is for FOLL_PIN; else it is for FOLL_GET.',
    gives: 'truth',
    read: (_, { call }) => flag(call.isPin),
  },
  {
    name: 'longterm',
    meaning: 'Whether the caller of GUP gave FOLL_LONGTERM.',
    gives: 'truth',
    read: (_, { call }) => flag(call.isLongterm),
  },
  {
    name: 'may_share',
    meaning: 'Whether the caller of GUP said that it accepts the wrong side of a COW.',
    gives: 'truth',
    read: (_, { call }) => flag(call.mayShare),
  },
  {
    name: 'filled_by',
    meaning: 'Which ioctl of userfaultfd brings the page.',
    gives: fills,
    read: (_, { fill }) => fills.indexOf(fill.by),
  },
  {
    name: 'memory',
    meaning: 'What the page is of.',
    gives: memories,
    read: (_, { fill }) => memories.indexOf(fill.memory),
  },
  {
    name: 'mapped_shared',
    meaning: 'Whether the mapping is shared.',
    gives: 'truth',
    read: (_, { fill }) => flag(fill.isShared),
  },
  {
    name: 'may_be_written',
    meaning: 'VM_WRITE of the mapping.',
    gives: 'truth',
    read: (_, { fill }) => flag(fill.isWritable),
  },
  {
    name: 'serves_write',
    meaning: 'Whether a write fault waits for the page. The ioctl of a real kernel cannot see it.',
    gives: 'truth',
    read: (_, { fill }) => flag(fill.servesWrite),
  },
];

/** Names of what can be asked of a page that userfaultfd brings. */
export const ofFill: readonly string[] = ['filled_by', 'memory', 'mapped_shared', 'may_be_written', 'serves_write'];

/** Names of what can be asked of a page. */
export const ofPage: readonly string[] = [
  'page_count',
  'mapcount',
  'max_mapcount',
  'large_mapcount',
  'mapped_by_many',
  'swap_entries',
  'in_swap_cache',
  'pins',
  'pinned',
  'exclusive',
  'held_by',
  'locked',
  'on_lru',
  'ksm',
  'writeback',
  'stable_write',
  'swap_full',
  'kind',
];
