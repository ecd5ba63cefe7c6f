import type { FlushPolicy } from '#lib/mm/policy';

/** The mmap lock for writing to protect; taking protection away leaves the write bit. */
export const wpProtectWriteLock: FlushPolicy = {
  id: 'B1',
  rule: 'write lock to protect',
  family: 'uffd-wp-flush',
  standing: 'proposed',
  inForce: 'Dec 2020',
  variantOf: null,
  source: '20201219043006.2206347-1-namit@vmware.com',
  kernel: '5.9',
  protectExcludesFaults: true,
  unprotectExcludesFaults: false,
  groupLock: false,
  unprotectKeepsWrite: true,
  unprotectRestoresWrite: false,
  flushesUnderLock: false,
  faultFlushesPending: false,
  reusesMappedOnce: false,
};
