import type { FlushPolicy } from '#lib/mm/policy';

/** The mmap lock for reading and one flush at the end; nothing checks: 5.7 to 5.11. */
export const wpReadLock: FlushPolicy = {
  id: 'B0',
  rule: 'read lock, late flush',
  family: 'uffd-wp-flush',
  standing: 'released',
  inForce: '5.7-5.11',
  variantOf: null,
  source: '292924b26024',
  kernel: '5.7',
  protectExcludesFaults: false,
  unprotectExcludesFaults: false,
  groupLock: false,
  unprotectKeepsWrite: false,
  unprotectRestoresWrite: false,
  flushesUnderLock: false,
  faultFlushesPending: false,
  reusesMappedOnce: false,
};
