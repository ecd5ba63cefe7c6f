import type { FlushPolicy } from '#lib/mm/policy';

/** The mmap lock for writing both ways. */
export const wpWriteLock: FlushPolicy = {
  id: 'B1a',
  rule: 'write lock both ways',
  family: 'uffd-wp-flush',
  standing: 'proposed',
  inForce: 'Dec 2020',
  variantOf: 'B1',
  source: '20201219043006.2206347-1-namit@vmware.com',
  kernel: '5.9',
  protectExcludesFaults: true,
  unprotectExcludesFaults: true,
  groupLock: false,
  unprotectKeepsWrite: false,
  unprotectRestoresWrite: false,
  flushesUnderLock: false,
  faultFlushesPending: false,
  reusesMappedOnce: false,
};
