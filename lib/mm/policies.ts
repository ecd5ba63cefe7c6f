import type { CowPolicy, DeliveryPolicy, DirtyPolicy, FlushPolicy, Policy } from '#lib/mm/policy';
import { anonExclusive } from '#lib/mm/policy/anon-exclusive';
import { anonExclusiveForce } from '#lib/mm/policy/anon-exclusive-force';
import { anonExclusiveLongterm } from '#lib/mm/policy/anon-exclusive-longterm';
import { anonExclusiveMprotect } from '#lib/mm/policy/anon-exclusive-mprotect';
import { anonExclusivePartsCopied } from '#lib/mm/policy/anon-exclusive-parts-copied';
import { anonExclusivePartsCounted } from '#lib/mm/policy/anon-exclusive-parts-counted';
import { deliveryByFault } from '#lib/mm/policy/delivery-by-fault';
import { deliveryByIoctl } from '#lib/mm/policy/delivery-by-ioctl';
import { fillDirtyAnonWritable } from '#lib/mm/policy/fill-dirty-anon-writable';
import { fillDirtyBoth } from '#lib/mm/policy/fill-dirty-both';
import { fillDirtyExact } from '#lib/mm/policy/fill-dirty-exact';
import { fillDirtyIfWritable } from '#lib/mm/policy/fill-dirty-if-writable';
import { fillDirtyPage } from '#lib/mm/policy/fill-dirty-page';
import { fillDirtyPageElse } from '#lib/mm/policy/fill-dirty-page-else';
import { fillDirtyPte } from '#lib/mm/policy/fill-dirty-pte';
import { follBreakCow } from '#lib/mm/policy/foll-break-cow';
import { gupBreaksCow } from '#lib/mm/policy/gup-breaks-cow';
import { gupBreaksCowOptOut } from '#lib/mm/policy/gup-breaks-cow-opt-out';
import { gupBreaksCowStable } from '#lib/mm/policy/gup-breaks-cow-stable';
import { mapcount } from '#lib/mm/policy/mapcount';
import { pageCount } from '#lib/mm/policy/page-count';
import { pageCountForkCopy } from '#lib/mm/policy/page-count-fork-copy';
import { pageCountPinsKept } from '#lib/mm/policy/page-count-pins-kept';
import { pageCountPinsKeptEarly } from '#lib/mm/policy/page-count-pins-kept-early';
import { relaxedCount } from '#lib/mm/policy/relaxed-count';
import { restoredMapcount } from '#lib/mm/policy/restored-mapcount';
import { unshare } from '#lib/mm/policy/unshare';
import { unshareMapcount } from '#lib/mm/policy/unshare-mapcount';
import { wpFlushPending } from '#lib/mm/policy/wp-flush-pending';
import { wpFlushPendingExclusive } from '#lib/mm/policy/wp-flush-pending-exclusive';
import { wpFlushUnderLock } from '#lib/mm/policy/wp-flush-under-lock';
import { wpGroupLock } from '#lib/mm/policy/wp-group-lock';
import { wpProtectWriteLock } from '#lib/mm/policy/wp-protect-write-lock';
import { wpReadLock } from '#lib/mm/policy/wp-read-lock';
import { wpReuseMappedOnce } from '#lib/mm/policy/wp-reuse-mapped-once';
import { wpUnprotectWritable } from '#lib/mm/policy/wp-unprotect-writable';
import { wpWriteLock } from '#lib/mm/policy/wp-write-lock';

/** When a page may be reused: in the order of their releases, proposed ones last. */
export const cowPolicies: readonly CowPolicy[] = [
  mapcount,
  gupBreaksCow,
  gupBreaksCowStable,
  pageCount,
  pageCountForkCopy,
  pageCountPinsKeptEarly,
  pageCountPinsKept,
  relaxedCount,
  anonExclusive,
  anonExclusiveForce,
  anonExclusiveMprotect,
  anonExclusiveLongterm,
  anonExclusivePartsCopied,
  anonExclusivePartsCounted,
  follBreakCow,
  unshare,
  unshareMapcount,
  restoredMapcount,
  gupBreaksCowOptOut,
];

/** Write protection by userfaultfd, and the stores that a stale TLB entry still lets through. */
export const flushPolicies: readonly FlushPolicy[] = [
  wpReadLock,
  wpFlushPending,
  wpFlushPendingExclusive,
  wpUnprotectWritable,
  wpProtectWriteLock,
  wpWriteLock,
  wpGroupLock,
  wpReuseMappedOnce,
  wpFlushUnderLock,
];

/** What userfaultfd marks dirty when it fills a page. */
export const dirtyPolicies: readonly DirtyPolicy[] = [
  fillDirtyIfWritable,
  fillDirtyAnonWritable,
  fillDirtyPageElse,
  fillDirtyPage,
  fillDirtyPte,
  fillDirtyBoth,
  fillDirtyExact,
];

/** How a page reaches the fault that waits for it. */
export const deliveryPolicies: readonly DeliveryPolicy[] = [deliveryByIoctl, deliveryByFault];

/** Every policy, family by family. */
export const policies: readonly Policy[] = [...cowPolicies, ...flushPolicies, ...dirtyPolicies, ...deliveryPolicies];
