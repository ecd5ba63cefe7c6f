import type { Policy } from '#lib/mm/policy';
import { copiesPinned } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { alwaysCopy, reuseByRelaxedCount } from '#lib/mm/rule/reuse';
import { swapInByCount } from '#lib/mm/rule/swap-in';

/** The count is asked after swap cache and LRU batch were tried, at swap-in too: 5.18. */
export const relaxedCount: Policy = {
  id: 'A6',
  rule: 'relaxed page_count',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.18',
  source: '53a05ad9f21d',
  reuse: reuseByRelaxedCount,
  unshare: alwaysCopy,
  swapIn: swapInByCount,
  gup: takesAsIs,
  copiesAtFork: copiesPinned,
  tracksExclusive: false,
  reclaimTestsPins: true,
  clearRefsSkipsPinned: true,
  mprotectRestoresWrite: false,
};
