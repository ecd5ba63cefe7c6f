import type { Policy } from '#lib/mm/policy';
import { neverCopies } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { alwaysCopy, reuseByMapcount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** Whoever maps the page alone, swap entries included, may reuse it: mainline up to 5.7. */
export const mapcount: Policy = {
  id: 'A1',
  rule: 'mapcount',
  family: 'cow-reuse',
  standing: 'released',
  inForce: 'up to 5.7',
  source: 'v5.7 reuse_swap_page',
  reuse: reuseByMapcount,
  unshare: alwaysCopy,
  swapIn: swapInByMapcount,
  gup: takesAsIs,
  copiesAtFork: neverCopies,
  tracksExclusive: false,
  reclaimTestsPins: false,
  clearRefsSkipsPinned: false,
  mprotectRestoresWrite: false,
};
