import type { DirtyPolicy } from '#lib/mm/policy';
import { marksPteOrPage } from '#lib/mm/rule/fill';

/** Shared shmem that may not be written is marked dirty as a page. */
export const fillDirtyPageElse: DirtyPolicy = {
  id: 'C1',
  rule: 'PTE or page dirty',
  family: 'uffd-dirty',
  standing: 'released',
  inForce: '5.7-5.13',
  variantOf: null,
  source: 'dcf7fe9d8976',
  kernel: '5.7',
  marks: marksPteOrPage,
};
