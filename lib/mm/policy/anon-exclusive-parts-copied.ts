import type { CowPolicy } from '#lib/mm/policy';
import { anonExclusiveLongterm } from '#lib/mm/policy/anon-exclusive-longterm';
import { thpExclusiveOnly } from '#lib/mm/rule/huge';
import { swapInRememberedAndWritable } from '#lib/mm/rule/swap-in';

/** As 6.2, and parts of large folios that are not exclusive are always copied; swap-in for reading maps writable: 6.12. */
export const anonExclusivePartsCopied: CowPolicy = {
  ...anonExclusiveLongterm,
  id: 'A8n',
  rule: 'PageAnonExclusive, parts copied',
  inForce: '6.12',
  variantOf: 'A8',
  source: 'v6.12 wp_can_reuse_anon_folio',
  kernel: '6.12',
  thp: thpExclusiveOnly,
  swapIn: swapInRememberedAndWritable,
  reclaimTestsPinsAgain: true,
};
