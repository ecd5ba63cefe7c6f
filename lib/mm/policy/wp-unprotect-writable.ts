import type { FlushPolicy } from '#lib/mm/policy';

/** As 5.19, and taking protection away gives exclusive pages their write bit at once: 6.4. */
export const wpUnprotectWritable: FlushPolicy = {
  id: 'B5r',
  rule: 'flush when pending, writable at once',
  family: 'uffd-wp-flush',
  standing: 'released',
  inForce: '6.4 on',
  variantOf: 'B5',
  source: 'v6.4 change_pte_range',
  kernel: '6.12',
  protectExcludesFaults: false,
  unprotectExcludesFaults: false,
  groupLock: false,
  unprotectKeepsWrite: false,
  unprotectRestoresWrite: true,
  flushesUnderLock: false,
  faultFlushesPending: true,
  reusesMappedOnce: false,
};
