import type { CowPolicy } from '#lib/mm/policy';
import { copiesPinned } from '#lib/mm/rule/fork';
import { unsharesMapped } from '#lib/mm/rule/gup';
import { thpByMapcountThenCount } from '#lib/mm/rule/huge';
import { alwaysCopy, reuseByCount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** The count decides write faults; GUP for reading copies pages that are mapped more than once. */
export const unshare: CowPolicy = {
  id: 'P2',
  rule: 'unshare',
  family: 'cow-reuse',
  standing: 'proposed',
  inForce: 'Dec 2021',
  variantOf: null,
  source: '20211217113049.23850-1-david@redhat.com',
  kernel: '5.11',
  reuse: reuseByCount,
  unshare: alwaysCopy,
  thp: thpByMapcountThenCount,
  hugetlb: { copiesAtFork: true, gupMakesWritable: false },
  swapIn: swapInByMapcount,
  gup: unsharesMapped,
  copiesAtFork: copiesPinned,
  tracksExclusive: false,
  reclaimTestsPins: true,
  reclaimTestsPinsAgain: false,
  clearRefsSkipsPinned: true,
  clearRefsExcludesFaults: true,
  mprotectRestoresWrite: 'never',
  follForce: 'dirty',
  gupFastSeesFork: true,
};
