import type { CowPolicy } from '#lib/mm/policy';
import { copiesPinnedExclusive } from '#lib/mm/rule/fork';
import { unsharesForLongtermPin } from '#lib/mm/rule/gup';
import { thpExclusive } from '#lib/mm/rule/huge';
import { reuseIfExclusive } from '#lib/mm/rule/reuse';
import { swapInRemembered } from '#lib/mm/rule/swap-in';

/** As 6.1, with reliable long-term pins in every COW mapping: 6.2 on. */
export const anonExclusiveLongterm: CowPolicy = {
  id: 'A8',
  rule: 'PageAnonExclusive, long-term pins',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '6.2 on',
  variantOf: null,
  source: '84209e87c696',
  kernel: '6.2',
  reuse: reuseIfExclusive,
  unshare: reuseIfExclusive,
  thp: thpExclusive,
  hugetlb: { copiesAtFork: true, gupMakesWritable: false },
  swapIn: swapInRemembered,
  gup: unsharesForLongtermPin,
  copiesAtFork: copiesPinnedExclusive,
  tracksExclusive: true,
  reclaimTestsPins: true,
  reclaimTestsPinsAgain: false,
  clearRefsSkipsPinned: true,
  clearRefsExcludesFaults: true,
  mprotectRestoresWrite: 'pmd',
  follForce: 'exclusive',
  gupFastSeesFork: true,
};
