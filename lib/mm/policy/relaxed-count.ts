import type { CowPolicy } from '#lib/mm/policy';
import { copiesPinned } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { thpByCount } from '#lib/mm/rule/huge';
import { alwaysCopy, reuseByRelaxedCount } from '#lib/mm/rule/reuse';
import { swapInByCount } from '#lib/mm/rule/swap-in';

/** The count is asked after swap cache and LRU batch were tried, at swap-in and of THPs too: 5.18. */
export const relaxedCount: CowPolicy = {
  id: 'A6',
  rule: 'relaxed page_count',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.18',
  variantOf: null,
  source: '53a05ad9f21d',
  kernel: '5.18',
  reuse: reuseByRelaxedCount,
  unshare: alwaysCopy,
  thp: thpByCount,
  hugetlb: { copiesAtFork: true, gupMakesWritable: false },
  swapIn: swapInByCount,
  gup: takesAsIs,
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
