import type { Policy } from '#lib/mm/policy';
import { copiesPinnedExclusive } from '#lib/mm/rule/fork';
import { unsharesForLongtermPin } from '#lib/mm/rule/gup';
import { reuseIfExclusive } from '#lib/mm/rule/reuse';
import { swapInRemembered } from '#lib/mm/rule/swap-in';

/** As 5.19, with reliable long-term pins in every COW mapping: 6.2 on. */
export const anonExclusiveLongterm: Policy = {
  id: 'A8',
  rule: 'PageAnonExclusive, long-term pins',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '6.2 on',
  source: '84209e87c696',
  reuse: reuseIfExclusive,
  unshare: reuseIfExclusive,
  swapIn: swapInRemembered,
  gup: unsharesForLongtermPin,
  copiesAtFork: copiesPinnedExclusive,
  tracksExclusive: true,
  reclaimTestsPins: true,
  clearRefsSkipsPinned: true,
  mprotectRestoresWrite: true,
};
