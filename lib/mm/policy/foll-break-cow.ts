import type { CowPolicy } from '#lib/mm/policy';
import { neverCopies } from '#lib/mm/rule/fork';
import { breaksCowQuietly } from '#lib/mm/rule/gup';
import { thpByMapcount } from '#lib/mm/rule/huge';
import { alwaysCopy, reuseByMapcount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** As 5.8 with a flag of its own for the broken COW. It differs only where userfaultfd write-protects. */
export const follBreakCow: CowPolicy = {
  id: 'P1',
  rule: 'FOLL_BREAK_COW',
  family: 'cow-reuse',
  standing: 'proposed',
  inForce: 'Aug 2020',
  variantOf: null,
  source: '20200811183950.10603-1-peterx@redhat.com',
  kernel: '5.8',
  reuse: reuseByMapcount,
  unshare: alwaysCopy,
  thp: thpByMapcount,
  hugetlb: { copiesAtFork: false, gupMakesWritable: false },
  swapIn: swapInByMapcount,
  gup: breaksCowQuietly,
  copiesAtFork: neverCopies,
  tracksExclusive: false,
  reclaimTestsPins: false,
  reclaimTestsPinsAgain: false,
  clearRefsSkipsPinned: false,
  clearRefsExcludesFaults: false,
  mprotectRestoresWrite: 'never',
  follForce: 'dirty',
  gupFastSeesFork: false,
};
