import type { CowPolicy } from '#lib/mm/policy';
import { neverCopies } from '#lib/mm/rule/fork';
import { breaksCow } from '#lib/mm/rule/gup';
import { thpByMapcount } from '#lib/mm/rule/huge';
import { alwaysCopy, reuseByMapcount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** Mapcount decides, but GUP breaks COW before it takes a reference: 5.8. */
export const gupBreaksCow: CowPolicy = {
  id: 'A2',
  rule: 'force COW in GUP',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.8',
  variantOf: null,
  source: '17839856fd58',
  kernel: '5.8',
  reuse: reuseByMapcount,
  unshare: alwaysCopy,
  thp: thpByMapcount,
  hugetlb: { copiesAtFork: false, gupMakesWritable: true },
  swapIn: swapInByMapcount,
  gup: breaksCow,
  copiesAtFork: neverCopies,
  tracksExclusive: false,
  reclaimTestsPins: false,
  reclaimTestsPinsAgain: false,
  clearRefsSkipsPinned: false,
  clearRefsExcludesFaults: false,
  mprotectRestoresWrite: 'never',
  follForce: 'dirty',
  gupFastSeesFork: false,
};
