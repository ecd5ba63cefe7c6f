import type { Policy } from '#lib/mm/policy';
import { copiesPinned } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { alwaysCopy, reuseByMapcount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** Mapcount decides write faults again, with fork copy and pin tests kept. */
export const restoredMapcount: Policy = {
  id: 'P4',
  rule: 'mapcount restored',
  family: 'cow-reuse',
  standing: 'proposed',
  inForce: 'Jan 2021',
  source: '20210110004435.26382-2-aarcange@redhat.com',
  reuse: reuseByMapcount,
  unshare: alwaysCopy,
  swapIn: swapInByMapcount,
  gup: takesAsIs,
  copiesAtFork: copiesPinned,
  tracksExclusive: false,
  reclaimTestsPins: true,
  clearRefsSkipsPinned: true,
  mprotectRestoresWrite: false,
};
