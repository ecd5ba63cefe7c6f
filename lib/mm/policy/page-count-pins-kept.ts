import type { Policy } from '#lib/mm/policy';
import { copiesPinned } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { alwaysCopy, reuseByCount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** As before, and pinned pages are kept out of swap and clear_refs: 5.11 to 5.17, and 5.10.y. */
export const pageCountPinsKept: Policy = {
  id: 'A5',
  rule: 'page_count, pins kept',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.11-5.17',
  source: 'feb889fb40fa',
  reuse: reuseByCount,
  unshare: alwaysCopy,
  swapIn: swapInByMapcount,
  gup: takesAsIs,
  copiesAtFork: copiesPinned,
  tracksExclusive: false,
  reclaimTestsPins: true,
  clearRefsSkipsPinned: true,
  mprotectRestoresWrite: false,
};
