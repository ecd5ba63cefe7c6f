import type { CowPolicy } from '#lib/mm/policy';
import { gupBreaksCow } from '#lib/mm/policy/gup-breaks-cow';
import { thpCopiesWhole } from '#lib/mm/rule/huge';

/** As 5.8, brought back to stable kernels whose THPs are still copied whole: 5.4.y, 5.7.y. */
export const gupBreaksCowStable: CowPolicy = {
  ...gupBreaksCow,
  id: 'A2s',
  rule: 'force COW in GUP, stable',
  inForce: '5.4.y, 5.7.y',
  variantOf: 'A2',
  kernel: '5.4.59',
  thp: thpCopiesWhole,
};
