import type { Policy } from '#lib/mm/policy';
import { neverCopies } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { alwaysCopy, reuseByCount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** Only a page without any other reference is reused; fork still shares pinned pages: release candidates of 5.9. */
export const pageCount: Policy = {
  id: 'A3',
  rule: 'page_count',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.9-rc',
  source: '09854ba94c6a',
  reuse: reuseByCount,
  unshare: alwaysCopy,
  swapIn: swapInByMapcount,
  gup: takesAsIs,
  copiesAtFork: neverCopies,
  tracksExclusive: false,
  reclaimTestsPins: false,
  clearRefsSkipsPinned: false,
  mprotectRestoresWrite: false,
};
