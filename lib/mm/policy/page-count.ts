import type { CowPolicy } from '#lib/mm/policy';
import { neverCopies } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { thpByMapcountThenCount } from '#lib/mm/rule/huge';
import { alwaysCopy, reuseByCount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** Only a page without any other reference is reused; fork still shares pinned pages: release candidates of 5.9. */
export const pageCount: CowPolicy = {
  id: 'A3',
  rule: 'page_count',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.9-rc',
  variantOf: null,
  source: '09854ba94c6a',
  kernel: '5.9',
  reuse: reuseByCount,
  unshare: alwaysCopy,
  thp: thpByMapcountThenCount,
  hugetlb: { copiesAtFork: false, gupMakesWritable: false },
  swapIn: swapInByMapcount,
  gup: takesAsIs,
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
