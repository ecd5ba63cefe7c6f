import type { FlushPolicy } from '#lib/mm/policy';

/** Each PTE is flushed under the page-table lock, as KSM does it. */
export const wpFlushUnderLock: FlushPolicy = {
  id: 'B6',
  rule: 'flush under lock',
  family: 'uffd-wp-flush',
  standing: 'proposed',
  inForce: 'Dec 2020',
  variantOf: null,
  source: 'X+JJqK91plkBVisG@redhat.com',
  kernel: '5.9',
  protectExcludesFaults: false,
  unprotectExcludesFaults: false,
  groupLock: false,
  unprotectKeepsWrite: false,
  unprotectRestoresWrite: false,
  flushesUnderLock: true,
  faultFlushesPending: false,
  reusesMappedOnce: false,
};
