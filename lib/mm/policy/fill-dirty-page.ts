import type { DirtyPolicy } from '#lib/mm/policy';
import { marksPageAlways } from '#lib/mm/rule/fill';

/** Every copied shmem page is marked dirty, and its PTE where it may be written: 5.14 and 5.15. */
export const fillDirtyPage: DirtyPolicy = {
  id: 'C2',
  rule: 'page dirty always',
  family: 'uffd-dirty',
  standing: 'released',
  inForce: '5.14-5.15',
  variantOf: null,
  source: 'v5.14 mfill_atomic_install_pte',
  kernel: '5.14',
  marks: marksPageAlways,
};
