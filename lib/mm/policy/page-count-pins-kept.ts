import type { CowPolicy } from '#lib/mm/policy';
import { copiesPinned } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { thpByMapcountThenCount } from '#lib/mm/rule/huge';
import { alwaysCopy, reuseByCount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** As before, pinned pages are kept out of swap and clear_refs, and fork copies pinned hugetlb pages as well: 5.12 to 5.17. */
export const pageCountPinsKept: CowPolicy = {
  id: 'A5',
  rule: 'page_count, pins kept',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.11-5.17',
  variantOf: null,
  source: 'feb889fb40fa',
  kernel: '5.12',
  reuse: reuseByCount,
  unshare: alwaysCopy,
  thp: thpByMapcountThenCount,
  hugetlb: { copiesAtFork: true, gupMakesWritable: false },
  swapIn: swapInByMapcount,
  gup: takesAsIs,
  copiesAtFork: copiesPinned,
  tracksExclusive: false,
  reclaimTestsPins: true,
  reclaimTestsPinsAgain: false,
  clearRefsSkipsPinned: true,
  clearRefsExcludesFaults: true,
  mprotectRestoresWrite: 'never',
  follForce: 'dirty',
  gupFastSeesFork: true,
};
