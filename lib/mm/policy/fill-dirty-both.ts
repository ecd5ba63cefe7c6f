import type { DirtyPolicy } from '#lib/mm/policy';
import { marksBoth } from '#lib/mm/rule/fill';

/** As 5.16, with the page marked as well. */
export const fillDirtyBoth: DirtyPolicy = {
  id: 'C4',
  rule: 'PTE and page dirty',
  family: 'uffd-dirty',
  standing: 'proposed',
  inForce: 'Sep 2021',
  variantOf: null,
  source: '256c72c4-ac99-94fb-d76-fab08e5cf5f4@google.com',
  kernel: '5.16',
  marks: marksBoth,
};
