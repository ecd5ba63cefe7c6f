import type { CowPolicy } from '#lib/mm/policy';
import { pageCountPinsKept } from '#lib/mm/policy/page-count-pins-kept';

/** As 5.12, while fork still shared pinned pages of hugetlbfs: 5.11 and 5.10.y. */
export const pageCountPinsKeptEarly: CowPolicy = {
  ...pageCountPinsKept,
  id: 'A5a',
  rule: 'page_count, pins kept, early',
  inForce: '5.11, 5.10.y',
  variantOf: 'A5',
  kernel: '5.11',
  hugetlb: { ...pageCountPinsKept.hugetlb, copiesAtFork: false },
};
