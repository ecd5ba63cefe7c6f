import type { Policy } from '#lib/mm/policy';
import { anonExclusive } from '#lib/mm/policy/anon-exclusive';
import { anonExclusiveLongterm } from '#lib/mm/policy/anon-exclusive-longterm';
import { follBreakCow } from '#lib/mm/policy/foll-break-cow';
import { gupBreaksCow } from '#lib/mm/policy/gup-breaks-cow';
import { mapcount } from '#lib/mm/policy/mapcount';
import { pageCount } from '#lib/mm/policy/page-count';
import { pageCountForkCopy } from '#lib/mm/policy/page-count-fork-copy';
import { pageCountPinsKept } from '#lib/mm/policy/page-count-pins-kept';
import { relaxedCount } from '#lib/mm/policy/relaxed-count';
import { restoredMapcount } from '#lib/mm/policy/restored-mapcount';
import { unshare } from '#lib/mm/policy/unshare';
import { unshareMapcount } from '#lib/mm/policy/unshare-mapcount';

/** Every policy: in the order of their releases, proposed ones last. */
export const policies: readonly Policy[] = [
  mapcount,
  gupBreaksCow,
  pageCount,
  pageCountForkCopy,
  pageCountPinsKept,
  relaxedCount,
  anonExclusive,
  anonExclusiveLongterm,
  follBreakCow,
  unshare,
  unshareMapcount,
  restoredMapcount,
];

export function getPolicy(id: string): Policy {
  const policy = policies.find((one) => one.id === id);
  if (policy === undefined)
    throw new Error(`Cannot find policy \`${id}\`, expected ${policies.map((one) => `\`${one.id}\``).join(', ')}`);
  return policy;
}
