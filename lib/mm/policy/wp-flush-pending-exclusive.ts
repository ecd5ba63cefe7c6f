import type { FlushPolicy } from '#lib/mm/policy';

/** As 5.12; with PageAnonExclusive there is no copy left to lose a store against: 5.19. */
export const wpFlushPendingExclusive: FlushPolicy = {
  id: 'B5',
  rule: 'flush when pending, exclusive',
  family: 'uffd-wp-flush',
  standing: 'released',
  inForce: '5.19 on',
  variantOf: null,
  source: '6c287605fd56',
  kernel: '5.19',
  protectExcludesFaults: false,
  unprotectExcludesFaults: false,
  groupLock: false,
  unprotectKeepsWrite: false,
  unprotectRestoresWrite: false,
  flushesUnderLock: false,
  faultFlushesPending: true,
  reusesMappedOnce: false,
};
