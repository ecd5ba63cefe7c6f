import type { DirtyPolicy } from '#lib/mm/policy';
import { marksIfWritable } from '#lib/mm/rule/fill';

/** Shared shmem is dirty only where it may be written. */
export const fillDirtyIfWritable: DirtyPolicy = {
  id: 'C0',
  rule: 'dirty if writable',
  family: 'uffd-dirty',
  standing: 'released',
  inForce: 'up to 4.20',
  variantOf: null,
  source: 'v4.19 shmem_mfill_atomic_pte',
  kernel: '5.4',
  marks: marksIfWritable,
};
