import type { FlushPolicy } from '#lib/mm/policy';

/** Protecting and taking protection away exclude one another; faults are not asked. */
export const wpGroupLock: FlushPolicy = {
  id: 'B2',
  rule: 'two-group lock',
  family: 'uffd-wp-flush',
  standing: 'proposed',
  inForce: 'Dec 2020',
  variantOf: null,
  source: 'X+JJqK91plkBVisG@redhat.com',
  kernel: '5.9',
  protectExcludesFaults: false,
  unprotectExcludesFaults: false,
  groupLock: true,
  unprotectKeepsWrite: false,
  unprotectRestoresWrite: false,
  flushesUnderLock: false,
  faultFlushesPending: false,
  reusesMappedOnce: false,
};
