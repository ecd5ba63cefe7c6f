import { ofFill, ofPage } from '#lib/mm/own/asks';
import type { DoForm, PointForm } from '#lib/scenario/own-policy';

const wait: DoForm = {
  name: 'wait',
  meaning: 'Sleeps until something changes, and is asked again.',
  way: 'waits',
};
const reuse: DoForm = {
  name: 'reuse',
  meaning:
    'Keeps the page; a write fault gives the entry its write bit. Marks it exclusive where that is tracked, and takes a KSM page over.',
  way: 'ends',
};
const copy: DoForm = { name: 'copy', meaning: 'Maps a copy in its place; of a PMD one of the whole THP.', way: 'ends' };
const split: DoForm = {
  name: 'split',
  meaning: 'Splits the PMD; the fault comes again to the part that it hit.',
  way: 'ends',
};
const drain: DoForm = {
  name: 'drain batch',
  meaning: 'lru_add_drain on this CPU: its batch gives its references back.',
  way: 'changes',
};
const drop: DoForm = {
  name: 'drop swap cache',
  meaning:
    'try_to_free_swap: the swap cache gives its reference back, unless swap entries are left, the page is being written or somebody has it locked.',
  way: 'changes',
};
const writable: DoForm = { name: 'map writable', meaning: 'Maps the page with its write bit.', way: 'notes' };
const exclusive: DoForm = {
  name: 'mark exclusive',
  meaning: 'Marks the page exclusive, where that is tracked.',
  way: 'notes',
};

const onBase = [wait, reuse, copy, drain, drop];
const onPmd = [wait, reuse, copy, split, drain, drop];

/** Every question that a policy of one's own may answer. What its lines do not speak of, the policy that it is like answers. */
export const points = [
  {
    name: 'write fault',
    meaning: 'A base page that is mapped read-only is written: do_wp_page.',
    does: onBase,
    otherwise: 'copy',
    asks: ofPage,
  },
  {
    name: 'unshare fault',
    meaning: 'GUP for reading asks for a base page of its own that stays read-only.',
    does: onBase,
    otherwise: 'copy',
    asks: ofPage,
  },
  {
    name: 'thp write fault',
    meaning: 'A THP that a PMD maps read-only is written: do_huge_pmd_wp_page.',
    does: onPmd,
    otherwise: 'split',
    asks: ofPage,
  },
  {
    name: 'thp unshare fault',
    meaning: 'GUP for reading asks for a THP, mapped by a PMD, that stays read-only.',
    does: onPmd,
    otherwise: 'split',
    asks: ofPage,
  },
  {
    name: 'thp part write fault',
    meaning: 'A part of a THP whose PMD was split is written: do_wp_page.',
    does: onBase,
    otherwise: 'copy',
    asks: ofPage,
  },
  {
    name: 'thp part unshare fault',
    meaning: 'GUP for reading asks for a part of a THP whose PMD was split.',
    does: onBase,
    otherwise: 'copy',
    asks: ofPage,
  },
  {
    name: 'swap-in',
    meaning: 'A swap PTE is touched: do_swap_page, with the page locked and the fault’s own swap entry given back.',
    does: [writable, exclusive, drain, drop],
    otherwise: 'map read-only',
    asks: [...ofPage, 'access', 'was_exclusive'],
  },
  {
    name: 'gup read',
    meaning: 'GUP for reading finds an anonymous page that is mapped read-only.',
    does: [
      { name: 'take', meaning: 'Takes the page as it is.', way: 'ends' },
      { name: 'break', meaning: 'Breaks COW first, by a write fault.', way: 'ends' },
      { name: 'unshare', meaning: 'Asks for a page of its own first, by an unshare fault.', way: 'ends' },
    ],
    otherwise: 'take',
    asks: [...ofPage, 'pin', 'longterm', 'may_share'],
    oneOf: ['break', 'unshare'],
  },
  {
    name: 'gup read file',
    meaning: 'GUP for reading finds the zero page or a page of a file in a private mapping.',
    does: [
      { name: 'take', meaning: 'Takes the page as it is.', way: 'ends' },
      {
        name: 'fault',
        meaning: 'Faults first, in the way of `gup read`; where that has none, by an unshare fault.',
        way: 'ends',
      },
    ],
    otherwise: 'take',
    asks: ['pin', 'longterm', 'may_share'],
  },
  {
    name: 'fork',
    meaning: 'A present entry is about to be shared with a child: copy_present_pte, copy_huge_pmd.',
    does: [
      { name: 'copy', meaning: 'The child gets a copy of its own now; a THP is split first.', way: 'ends' },
      { name: 'share', meaning: 'Both map the page, read-only.', way: 'ends' },
    ],
    otherwise: 'share',
    asks: [...ofPage, 'has_pinned'],
  },
  {
    name: 'reclaim',
    meaning: 'Reclaim is about to put an anonymous page into the swap cache: shrink_page_list.',
    does: [
      { name: 'keep', meaning: 'Leaves the page alone.', way: 'ends' },
      { name: 'take', meaning: 'Goes on with it.', way: 'ends' },
    ],
    otherwise: 'take',
    asks: ofPage,
  },
  {
    name: 'clear_refs',
    meaning: 'clear_refs is about to take the write bit of an anonymous page’s entry.',
    does: [
      { name: 'skip', meaning: 'Leaves the entry alone.', way: 'ends' },
      { name: 'protect', meaning: 'Takes the write bit.', way: 'ends' },
    ],
    otherwise: 'protect',
    asks: [...ofPage, 'has_pinned', 'by_pmd'],
  },
  {
    name: 'mprotect rw',
    meaning: 'mprotect allows writing again, and nobody waits to hear of stores: can_change_pte_writable.',
    does: [
      { name: 'restore', meaning: 'Gives the entry its write bit back at once.', way: 'ends' },
      { name: 'leave', meaning: 'Leaves it to the next write fault.', way: 'ends' },
    ],
    otherwise: 'leave',
    asks: [...ofPage, 'by_pmd'],
  },
  {
    name: 'uffd fill',
    meaning: 'userfaultfd brings a page: mfill_atomic_install_pte. The shared zero page is never marked.',
    does: [
      { name: 'mark pte dirty', meaning: 'Marks the PTE dirty.', way: 'notes' },
      { name: 'mark pte writable', meaning: 'Gives the PTE its write bit.', way: 'notes' },
      { name: 'mark page dirty', meaning: 'Marks the page dirty: PG_dirty.', way: 'notes' },
    ],
    otherwise: 'mark nothing',
    asks: ofFill,
  },
] as const satisfies readonly PointForm[];

export type PointName = (typeof points)[number]['name'];
