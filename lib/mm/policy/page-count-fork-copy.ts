import type { Policy } from '#lib/mm/policy';
import { copiesPinned } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { alwaysCopy, reuseByCount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** page_count, and fork copies pinned pages for the child: 5.9. */
export const pageCountForkCopy: Policy = {
  id: 'A4',
  rule: 'page_count, fork copy',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.9-5.10.0',
  source: '70e806e4e645',
  reuse: reuseByCount,
  unshare: alwaysCopy,
  swapIn: swapInByMapcount,
  gup: takesAsIs,
  copiesAtFork: copiesPinned,
  tracksExclusive: false,
  reclaimTestsPins: false,
  clearRefsSkipsPinned: false,
  mprotectRestoresWrite: false,
};
