import type { CowPolicy } from '#lib/mm/policy';
import { copiesPinned } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { thpByMapcountThenCount } from '#lib/mm/rule/huge';
import { alwaysCopy, reuseByCount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** As before, and fork copies pinned pages for the child: 5.9 and 5.10. */
export const pageCountForkCopy: CowPolicy = {
  id: 'A4',
  rule: 'page_count, fork copy',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.9-5.10',
  variantOf: null,
  source: '70e806e4e645',
  kernel: '5.9',
  reuse: reuseByCount,
  unshare: alwaysCopy,
  thp: thpByMapcountThenCount,
  hugetlb: { copiesAtFork: false, gupMakesWritable: false },
  swapIn: swapInByMapcount,
  gup: takesAsIs,
  copiesAtFork: copiesPinned,
  tracksExclusive: false,
  reclaimTestsPins: false,
  reclaimTestsPinsAgain: false,
  clearRefsSkipsPinned: false,
  clearRefsExcludesFaults: false,
  mprotectRestoresWrite: 'never',
  follForce: 'dirty',
  gupFastSeesFork: false,
};
