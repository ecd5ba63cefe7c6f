import type { CowPolicy } from '#lib/mm/policy';
import { copiesPinned } from '#lib/mm/rule/fork';
import { takesAsIs } from '#lib/mm/rule/gup';
import { thpByMapcount } from '#lib/mm/rule/huge';
import { alwaysCopy, reuseByMapcount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** Mapcount decides write faults again, with fork copy and pin tests kept. */
export const restoredMapcount: CowPolicy = {
  id: 'P4',
  rule: 'mapcount restored',
  family: 'cow-reuse',
  standing: 'proposed',
  inForce: 'Jan 2021',
  variantOf: null,
  source: '20210110004435.26382-2-aarcange@redhat.com',
  kernel: '5.11',
  reuse: reuseByMapcount,
  unshare: alwaysCopy,
  thp: thpByMapcount,
  hugetlb: { copiesAtFork: false, gupMakesWritable: false },
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
