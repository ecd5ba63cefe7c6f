import type { Policy } from '#lib/mm/policy';
import { copiesPinned } from '#lib/mm/rule/fork';
import { unsharesMapped } from '#lib/mm/rule/gup';
import { alwaysCopy, reuseByCount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** The count decides write faults; GUP for reading copies pages that are mapped more than once. */
export const unshare: Policy = {
  id: 'P2',
  rule: 'unshare',
  family: 'cow-reuse',
  standing: 'proposed',
  inForce: 'Dec 2021',
  source: '20211217113049.23850-1-david@redhat.com',
  reuse: reuseByCount,
  unshare: alwaysCopy,
  swapIn: swapInByMapcount,
  gup: unsharesMapped,
  copiesAtFork: copiesPinned,
  tracksExclusive: false,
  reclaimTestsPins: true,
  clearRefsSkipsPinned: true,
  mprotectRestoresWrite: false,
};
