import type { CowPolicy } from '#lib/mm/policy';
import { anonExclusive } from '#lib/mm/policy/anon-exclusive';

/** As 5.19, and FOLL_FORCE trusts the flag, no longer a dirty PTE: 6.0. */
export const anonExclusiveForce: CowPolicy = {
  ...anonExclusive,
  id: 'A7f',
  rule: 'PageAnonExclusive, FOLL_FORCE by flag',
  inForce: '6.0',
  variantOf: 'A7',
  source: '5535be309971',
  kernel: '6.0',
  follForce: 'exclusive',
};
