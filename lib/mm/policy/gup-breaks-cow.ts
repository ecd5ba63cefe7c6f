import type { Policy } from '#lib/mm/policy';
import { neverCopies } from '#lib/mm/rule/fork';
import { breaksCow } from '#lib/mm/rule/gup';
import { alwaysCopy, reuseByMapcount } from '#lib/mm/rule/reuse';
import { swapInByMapcount } from '#lib/mm/rule/swap-in';

/** Mapcount decides, but GUP breaks COW before it takes a reference: 5.8. */
export const gupBreaksCow: Policy = {
  id: 'A2',
  rule: 'force COW in GUP',
  family: 'cow-reuse',
  standing: 'released',
  inForce: '5.8',
  source: '17839856fd58',
  reuse: reuseByMapcount,
  unshare: alwaysCopy,
  swapIn: swapInByMapcount,
  gup: breaksCow,
  copiesAtFork: neverCopies,
  tracksExclusive: false,
  reclaimTestsPins: false,
  clearRefsSkipsPinned: false,
  mprotectRestoresWrite: false,
};
