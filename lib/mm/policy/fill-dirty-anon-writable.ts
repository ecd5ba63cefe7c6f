import type { DirtyPolicy } from '#lib/mm/policy';
import { marksPteOrPageEarly } from '#lib/mm/rule/fill';

/** As 4.20 to 5.13, while anonymous pages too were dirty only where they may be written: up to 5.6. */
export const fillDirtyAnonWritable: DirtyPolicy = {
  id: 'C1e',
  rule: 'PTE or page dirty, early',
  family: 'uffd-dirty',
  standing: 'released',
  inForce: '4.20-5.6',
  variantOf: 'C1',
  source: 'dcf7fe9d8976',
  kernel: '5.4',
  marks: marksPteOrPageEarly,
};
