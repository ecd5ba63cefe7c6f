import type { DirtyPolicy } from '#lib/mm/policy';
import { marksPteAlways } from '#lib/mm/rule/fill';

/** Every PTE is made dirty, no page is marked: 5.16 on. */
export const fillDirtyPte: DirtyPolicy = {
  id: 'C3',
  rule: 'PTE dirty always',
  family: 'uffd-dirty',
  standing: 'released',
  inForce: '5.16 on',
  variantOf: null,
  source: '9ae0f87d009c',
  kernel: '5.16',
  marks: marksPteAlways,
};
