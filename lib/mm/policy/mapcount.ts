import type { CowPolicy } from '#lib/mm/policy';
import { neverCopies } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { thpCopiesWhole } from '#lib/mm/rule/huge';
import { alwaysCopy, reuseByMapcount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** Whoever maps the page alone, swap entries included, may reuse it: mainline up to 5.7. */
export const mapcount: CowPolicy = {
  id: 'A1',
  rule: 'mapcount',
  family: 'cow-reuse',
  standing: 'released',
  inForce: 'up to 5.7',
  variantOf: null,
  source: 'v5.7 reuse_swap_page',
  kernel: '5.7',
  reuse: reuseByMapcount,
  unshare: alwaysCopy,
  thp: thpCopiesWhole,
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
