import type { Policy } from '#lib/mm/policy';
import { copiesPinnedExclusive } from '#lib/mm/rule/fork';
import { unsharesForPin } from '#lib/mm/rule/gup';
import { reuseIfExclusive } from '#lib/mm/rule/reuse';
import { swapInRemembered } from '#lib/mm/rule/swap-in';

/** A page remembers whether it belongs to one address space alone: 5.19 to 6.1. */
export const anonExclusive: Policy = {
  id: 'A7',
  rule: 'PageAnonExclusive',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.19-6.1',
  source: '6c287605fd56',
  reuse: reuseIfExclusive,
  unshare: reuseIfExclusive,
  swapIn: swapInRemembered,
  gup: unsharesForPin,
  copiesAtFork: copiesPinnedExclusive,
  tracksExclusive: true,
  reclaimTestsPins: true,
  clearRefsSkipsPinned: true,
  mprotectRestoresWrite: false,
};
