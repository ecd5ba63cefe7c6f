import type { FlushPolicy } from '#lib/mm/policy';

/** A write fault reuses what is mapped once, whoever else refers to it. */
export const wpReuseMappedOnce: FlushPolicy = {
  id: 'B3',
  rule: 'reuse if mapped once',
  family: 'uffd-wp-flush',
  standing: 'proposed',
  inForce: 'Dec 2020',
  variantOf: null,
  source: 'X+KDwu1PRQ93E2LK@google.com',
  kernel: '5.9',
  protectExcludesFaults: false,
  unprotectExcludesFaults: false,
  groupLock: false,
  unprotectKeepsWrite: false,
  unprotectRestoresWrite: false,
  flushesUnderLock: false,
  faultFlushesPending: false,
  reusesMappedOnce: true,
};
