import type { FlushPolicy } from '#lib/mm/policy';

/** A write fault in a registered mapping flushes first while a flush is pending: 5.12 on, and stable kernels from 5.9 on. */
export const wpFlushPending: FlushPolicy = {
  id: 'B4',
  rule: 'flush when pending',
  family: 'uffd-wp-flush',
  standing: 'released',
  inForce: '5.12-5.18',
  variantOf: null,
  source: '6ce64428d620',
  kernel: '5.12',
  protectExcludesFaults: false,
  unprotectExcludesFaults: false,
  groupLock: false,
  unprotectKeepsWrite: false,
  unprotectRestoresWrite: false,
  flushesUnderLock: false,
  faultFlushesPending: true,
  reusesMappedOnce: false,
};
