import { points as ownPoints, type PointName } from '#lib/mm/own/points';
import { settings } from '#lib/mm/own/settings';
import type { CowPolicy, Family, Kernel, Policy } from '#lib/mm/policy';
import { sayFills, sayPart, sayPmd, sayRule } from '#lib/mm/rules-in-words';
import type { DecisionPoint } from '#lib/scenario/simulator';

/** Switches that are decision points of their own: a point that looks at something has no switch of the same matter. */
const switches = [
  'tracks_exclusive',
  'reclaim_tests_pins_again',
  'clear_refs_excludes_faults',
  'gup_fast_sees_fork',
  'thp_zero_page_gives_thp',
  'hugetlb_copies_at_fork',
  'hugetlb_gup_makes_writable',
  'gup_heeds_may_share',
  'gup_stops_at_uffd_wp',
  'foll_force',
  'wp_protect_excludes_faults',
  'wp_unprotect_excludes_faults',
  'wp_group_lock',
  'wp_unprotect_keeps_write',
  'wp_unprotect_restores_write',
  'wp_flushes_under_lock',
  'wp_fault_flushes_pending',
  'wp_reuses_mapped_once',
  'uffd_hands_over',
] as const;

/** Name of a decision point: as the language of policies of one's own calls it. */
export type PointId = PointName | (typeof switches)[number];

type Answers = Readonly<Record<string, string>>;

/** One decision point: how its answer is read off a kernel, said, and put into another one. */
interface PointRow {
  readonly id: PointId;
  readonly family: Family;
  /** The answer, by kind of page; kinds on which the point is never asked are missing. */
  say(kernel: Kernel): Answers;
  /** The kernel with the answer of another one. */
  take(kernel: Kernel, from: Kernel): Kernel;
}

const yesOrNo = (value: boolean | undefined) => (value === true ? 'yes' : 'no');
const onAll = (answer: string): Answers => ({ base: answer, thp: answer, hugetlb: answer });
const onBase = (answer: string): Answers => ({ base: answer });
const onThp = (answer: string): Answers => ({ thp: answer });
const neverAsked = 'never asked: GUP for reading does not unshare';

function cow(
  id: PointId,
  say: (policy: CowPolicy) => Answers,
  take: (policy: CowPolicy, from: CowPolicy) => Partial<CowPolicy>,
): PointRow {
  return {
    id,
    family: 'cow-reuse',
    say: (kernel) => say(kernel.cow),
    take: (kernel, from) => ({ ...kernel, cow: { ...kernel.cow, ...take(kernel.cow, from.cow) } }),
  };
}

/** A switch of the flush rules. */
function flush(
  id: PointId,
  key:
    | 'protectExcludesFaults'
    | 'unprotectExcludesFaults'
    | 'groupLock'
    | 'unprotectKeepsWrite'
    | 'unprotectRestoresWrite'
    | 'flushesUnderLock'
    | 'faultFlushesPending'
    | 'reusesMappedOnce',
): PointRow {
  return {
    id,
    family: 'uffd-wp-flush',
    say: ({ flush: rules }) => onAll(yesOrNo(rules[key])),
    take: (kernel, from) => ({ ...kernel, flush: { ...kernel.flush, [key]: from.flush[key] } }),
  };
}

const unshares = (policy: CowPolicy, answer: string | undefined) =>
  policy.gup.fault === 'unshare' ? (answer ?? '') : neverAsked;

const rows: readonly PointRow[] = [
  cow(
    'write fault',
    ({ reuse }) => onBase(sayRule(reuse) ?? ''),
    (_, { reuse }) => ({ reuse }),
  ),
  cow(
    'unshare fault',
    (policy) => onBase(unshares(policy, sayRule(policy.unshare))),
    (_, { unshare }) => ({ unshare }),
  ),
  cow(
    'thp write fault',
    ({ thp }) => onThp(sayPmd(thp)),
    ({ thp }, from) => ({ thp: { ...thp, reuse: from.thp.reuse } }),
  ),
  cow(
    'thp unshare fault',
    (policy) => onThp(unshares(policy, policy.thp.unshare === policy.thp.reuse ? sayPmd(policy.thp) : 'split the PMD')),
    ({ thp }, from) => ({ thp: { ...thp, unshare: from.thp.unshare } }),
  ),
  cow(
    'thp part write fault',
    ({ thp }) => onThp(sayPart(thp)),
    ({ thp }, from) => ({ thp: { ...thp, reuseSub: from.thp.reuseSub } }),
  ),
  cow(
    'thp part unshare fault',
    (policy) =>
      onThp(unshares(policy, policy.thp.unshareSub === policy.thp.reuseSub ? sayPart(policy.thp) : 'copy that page')),
    ({ thp }, from) => ({ thp: { ...thp, unshareSub: from.thp.unshareSub } }),
  ),
  cow(
    'swap-in',
    ({ swapIn }) => onBase(sayRule(swapIn) ?? ''),
    (_, { swapIn }) => ({ swapIn }),
  ),
  cow(
    'gup read',
    ({ gup }) => onAll(sayRule(gup) ?? ''),
    ({ gup }, from) => ({ gup: { ...gup, fault: from.gup.fault, wants: from.gup.wants } }),
  ),
  cow(
    'gup read file',
    ({ gup }) => onAll(sayRule(gup.wantsNotAnon) ?? ''),
    ({ gup }, from) => ({ gup: { ...gup, wantsNotAnon: from.gup.wantsNotAnon } }),
  ),
  cow(
    'fork',
    ({ copiesAtFork }) => onAll(sayRule(copiesAtFork) ?? ''),
    (_, { copiesAtFork }) => ({ copiesAtFork }),
  ),
  cow(
    'reclaim',
    ({ reclaimTestsPins }) => onBase(reclaimTestsPins ? 'leave what looks pinned alone' : 'take it, pinned or not'),
    (_, { reclaimTestsPins }) => ({ reclaimTestsPins }),
  ),
  cow(
    'reclaim_tests_pins_again',
    ({ reclaimTestsPinsAgain }) => onBase(yesOrNo(reclaimTestsPinsAgain)),
    (_, { reclaimTestsPinsAgain }) => ({ reclaimTestsPinsAgain }),
  ),
  cow(
    'clear_refs',
    ({ clearRefsSkipsPinned }) => ({
      base: clearRefsSkipsPinned ? 'skip what looks pinned' : 'write-protect pinned pages too',
      thp: 'write-protect the PMD, pinned or not',
    }),
    (_, { clearRefsSkipsPinned }) => ({ clearRefsSkipsPinned }),
  ),
  cow(
    'clear_refs_excludes_faults',
    ({ clearRefsExcludesFaults }) => onAll(yesOrNo(clearRefsExcludesFaults)),
    (_, { clearRefsExcludesFaults }) => ({ clearRefsExcludesFaults }),
  ),
  cow(
    'mprotect rw',
    ({ mprotectRestoresWrite: where }) => {
      const say = (does: boolean) =>
        does ? 'give an exclusive page its write bit back at once' : 'leave it to a write fault';
      return { base: say(where !== 'never'), thp: say(where === 'pmd') };
    },
    (_, { mprotectRestoresWrite }) => ({ mprotectRestoresWrite }),
  ),
  cow(
    'tracks_exclusive',
    ({ tracksExclusive }) => onAll(yesOrNo(tracksExclusive)),
    (_, { tracksExclusive }) => ({ tracksExclusive }),
  ),
  cow(
    'gup_fast_sees_fork',
    ({ gupFastSeesFork }) => onAll(yesOrNo(gupFastSeesFork)),
    (_, { gupFastSeesFork }) => ({ gupFastSeesFork }),
  ),
  cow(
    'thp_zero_page_gives_thp',
    ({ thp }) => onThp(yesOrNo(thp.storesIntoZeroGetThp)),
    ({ thp: { storesIntoZeroGetThp: _, ...thp } }, from) => ({
      thp: from.thp.storesIntoZeroGetThp === true ? { ...thp, storesIntoZeroGetThp: true } : thp,
    }),
  ),
  cow(
    'hugetlb_copies_at_fork',
    ({ hugetlb }) => ({ hugetlb: yesOrNo(hugetlb.copiesAtFork) }),
    ({ hugetlb }, from) => ({ hugetlb: { ...hugetlb, copiesAtFork: from.hugetlb.copiesAtFork } }),
  ),
  cow(
    'hugetlb_gup_makes_writable',
    ({ hugetlb }) => ({ hugetlb: yesOrNo(hugetlb.gupMakesWritable) }),
    ({ hugetlb }, from) => ({ hugetlb: { ...hugetlb, gupMakesWritable: from.hugetlb.gupMakesWritable } }),
  ),
  cow(
    'gup_heeds_may_share',
    ({ gup }) => onAll(yesOrNo(gup.heedsMayShare)),
    ({ gup }, from) => ({ gup: { ...gup, heedsMayShare: from.gup.heedsMayShare } }),
  ),
  cow(
    'gup_stops_at_uffd_wp',
    ({ gup }) => onAll(yesOrNo(gup.stopsAtUffdWp)),
    ({ gup }, from) => ({ gup: { ...gup, stopsAtUffdWp: from.gup.stopsAtUffdWp } }),
  ),
  cow(
    'foll_force',
    ({ follForce }) => onBase(follForce === 'dirty' ? 'by a dirty entry' : 'by an anonymous page that is exclusive'),
    (_, { follForce }) => ({ follForce }),
  ),
  flush('wp_protect_excludes_faults', 'protectExcludesFaults'),
  flush('wp_unprotect_excludes_faults', 'unprotectExcludesFaults'),
  flush('wp_group_lock', 'groupLock'),
  flush('wp_unprotect_keeps_write', 'unprotectKeepsWrite'),
  flush('wp_unprotect_restores_write', 'unprotectRestoresWrite'),
  flush('wp_flushes_under_lock', 'flushesUnderLock'),
  flush('wp_fault_flushes_pending', 'faultFlushesPending'),
  flush('wp_reuses_mapped_once', 'reusesMappedOnce'),
  {
    id: 'uffd fill',
    family: 'uffd-dirty',
    say: ({ dirty }) => onAll(sayFills(dirty)),
    take: (kernel, { dirty }) => ({ ...kernel, dirty }),
  },
  {
    id: 'uffd_hands_over',
    family: 'uffd-delivery',
    say: ({ delivery }) => onAll(yesOrNo(delivery.handsOver)),
    take: (kernel, from) => ({ ...kernel, delivery: { ...kernel.delivery, handsOver: from.delivery.handsOver } }),
  },
];

const meanings = new Map(
  [...ownPoints, ...settings].map(({ name, meaning }): readonly [string, string] => [name, meaning]),
);

/** Every decision point, as lists show it: its question is what the language of one's own policies says of it. */
export const decisionPoints: readonly DecisionPoint[] = rows.map(({ id, family }) => {
  return { id, family, question: meanings.get(id) ?? '' };
});

/** What a policy answers at a point, by kind of page; undefined where its family does not ask it, or there is no such point. */
export function answerAt(kernel: Kernel, { family }: Pick<Policy, 'family'>, point: string): Answers | undefined {
  const row = rows.find(({ id }) => id === point);
  return row?.family === family ? row.say(kernel) : undefined;
}

/** A kernel that answers one point as another one does; undefined where there is no such point. */
export function answerAs(kernel: Kernel, point: string, from: Kernel): Kernel | undefined {
  const taken = rows.find(({ id }) => id === point)?.take(kernel, from);
  return taken === undefined ? undefined : { ...taken, id: `${kernel.id}, ${point} as ${from.id}` };
}
