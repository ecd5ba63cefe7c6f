import type { CowPolicy } from '#lib/mm/policy';
import { anonExclusivePartsCopied } from '#lib/mm/policy/anon-exclusive-parts-copied';
import { thpExclusiveThenMapcount } from '#lib/mm/rule/huge';

/** As 6.12, and parts of a large folio are reused when all of its references are mappings of one address space: 6.18. */
export const anonExclusivePartsCounted: CowPolicy = {
  ...anonExclusivePartsCopied,
  id: 'A8m',
  rule: 'PageAnonExclusive, parts counted',
  inForce: '6.18 on',
  source: '20250303163014.1128035-14-david@redhat.com',
  kernel: '6.18',
  thp: thpExclusiveThenMapcount,
};
