import type { CowPolicy } from '#lib/mm/policy';
import { copiesPinned } from '#lib/mm/rule/fork';
import { unsharesMapped } from '#lib/mm/rule/gup';
import { thpByMapcount } from '#lib/mm/rule/huge';
import { alwaysCopy, reuseByMapcount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** What the series of December 2021 aimed at: with GUP unsharing, write faults could go back to mapcount. */
export const unshareMapcount: CowPolicy = {
  id: 'P3',
  rule: 'unshare, mapcount',
  family: 'cow-reuse',
  standing: 'proposed',
  inForce: 'Dec 2021',
  variantOf: null,
  source: '20211217113049.23850-1-david@redhat.com',
  kernel: '5.11',
  reuse: reuseByMapcount,
  unshare: alwaysCopy,
  thp: thpByMapcount,
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
