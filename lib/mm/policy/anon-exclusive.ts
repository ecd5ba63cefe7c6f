import type { CowPolicy } from '#lib/mm/policy';
import { copiesPinnedExclusive } from '#lib/mm/rule/fork';
import { unsharesForPin } from '#lib/mm/rule/gup';
import { thpExclusive } from '#lib/mm/rule/huge';
import { reuseIfExclusive } from '#lib/mm/rule/reuse';
import { swapInRemembered } from '#lib/mm/rule/swap-in';

/** A page remembers whether it belongs to one address space alone: 5.19 to 6.1. */
export const anonExclusive: CowPolicy = {
  id: 'A7',
  rule: 'PageAnonExclusive',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.19-6.1',
  variantOf: null,
  source: '6c287605fd56',
  kernel: '5.19',
  reuse: reuseIfExclusive,
  unshare: reuseIfExclusive,
  thp: thpExclusive,
  hugetlb: { copiesAtFork: true, gupMakesWritable: false },
  swapIn: swapInRemembered,
  gup: unsharesForPin,
  copiesAtFork: copiesPinnedExclusive,
  tracksExclusive: true,
  reclaimTestsPins: true,
  reclaimTestsPinsAgain: false,
  clearRefsSkipsPinned: true,
  clearRefsExcludesFaults: true,
  mprotectRestoresWrite: 'never',
  follForce: 'dirty',
  gupFastSeesFork: true,
};
