import type { DirtyPolicy } from '#lib/mm/policy';
import { marksExactly } from '#lib/mm/rule/fill';

/** The page is dirty where it is filled; a PTE only when a write fault is served. */
export const fillDirtyExact: DirtyPolicy = {
  id: 'C5',
  rule: 'dirty where written',
  family: 'uffd-dirty',
  standing: 'proposed',
  inForce: 'Sep 2021',
  variantOf: null,
  source: '49fddb9a-4a52-1df-8b7c-dde2a89330bf@google.com',
  kernel: '5.16',
  marks: marksExactly,
};
