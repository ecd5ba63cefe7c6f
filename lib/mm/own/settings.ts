import type { CowPolicy, DeliveryPolicy, FlushPolicy, GupRule, HugetlbRules, Kernel, ThpRules } from '#lib/mm/policy';
import type { SettingForm } from '#lib/scenario/own-policy';

/** Keys of T whose values are truths. */
type Switches<T> = { [K in keyof T]-?: Exclude<T[K], undefined> extends boolean ? K : never }[keyof T];

/** How the text calls a switch, and what it says when it is `yes`. A switch that is missing here does not compile. */
type Called<T> = Readonly<Record<Switches<T>, readonly [name: string, meaning: string]>>;

const cow: Called<CowPolicy> = {
  tracksExclusive: ['tracks_exclusive', 'Pages carry PageAnonExclusive.'],
  reclaimTestsPins: ['reclaim_tests_pins', 'Reclaim leaves a pinned page alone before it enters the swap cache.'],
  reclaimTestsPinsAgain: ['reclaim_tests_pins_again', 'Reclaim asks for pins again once the page is unmapped.'],
  clearRefsSkipsPinned: ['clear_refs_skips_pinned', 'clear_refs leaves the PTEs of pinned pages alone.'],
  clearRefsExcludesFaults: ['clear_refs_excludes_faults', 'clear_refs takes the mmap lock for writing.'],
  gupFastSeesFork: ['gup_fast_sees_fork', 'GUP-fast notices a fork that is under way, and goes the slow way.'],
};

const thp: Called<ThpRules> = {
  storesIntoZeroGetThp: [
    'thp_zero_page_gives_thp',
    'A store into the huge zero page gets a whole THP; else it gets one base page.',
  ],
};

const hugetlb: Called<HugetlbRules> = {
  copiesAtFork: ['hugetlb_copies_at_fork', 'fork asks about hugetlb pages too; else it shares them.'],
  gupMakesWritable: [
    'hugetlb_gup_makes_writable',
    'GUP that breaks COW leaves a hugetlb entry writable, whatever the mapping allows.',
  ],
};

const gup: Called<GupRule> = {
  heedsMayShare: ['gup_heeds_may_share', 'GUP for reading never faults for a caller who may share.'],
  stopsAtUffdWp: ['gup_stops_at_uffd_wp', 'GUP that breaks COW stops where userfaultfd protects the entry.'],
};

const flush: Called<FlushPolicy> = {
  protectExcludesFaults: [
    'wp_protect_excludes_faults',
    'UFFDIO_WRITEPROTECT takes the mmap lock for writing to protect.',
  ],
  unprotectExcludesFaults: [
    'wp_unprotect_excludes_faults',
    'It takes the mmap lock for writing to take protection away.',
  ],
  groupLock: ['wp_group_lock', 'Protecting and taking protection away exclude one another.'],
  unprotectKeepsWrite: ['wp_unprotect_keeps_write', 'Taking protection away keeps a write bit that was there.'],
  unprotectRestoresWrite: [
    'wp_unprotect_restores_write',
    'Taking protection away gives an exclusive page its write bit.',
  ],
  flushesUnderLock: ['wp_flushes_under_lock', 'Each PTE is flushed under the page-table lock.'],
  faultFlushesPending: ['wp_fault_flushes_pending', 'A write fault flushes first while a flush is pending.'],
  reusesMappedOnce: ['wp_reuses_mapped_once', 'A write fault reuses every page that is mapped once.'],
};

const delivery: Called<DeliveryPolicy> = {
  handsOver: ['uffd_hands_over', 'The ioctl hands its page to a waiting fault, which maps it.'],
};

/** An answer that looks at nothing, and how it changes a kernel. */
export interface Setting extends SettingForm {
  apply(kernel: Kernel, value: string): Kernel;
}

const yesOrNo = ['yes', 'no'] as const;

const switches: readonly Setting[] = [
  ...listSwitches(cow, (kernel, change) => ({ ...kernel, cow: { ...kernel.cow, ...change } })),
  ...listSwitches(thp, (kernel, change) => ({
    ...kernel,
    cow: { ...kernel.cow, thp: { ...kernel.cow.thp, ...change } },
  })),
  ...listSwitches(hugetlb, (kernel, change) => ({
    ...kernel,
    cow: { ...kernel.cow, hugetlb: { ...kernel.cow.hugetlb, ...change } },
  })),
  ...listSwitches(gup, (kernel, change) => ({
    ...kernel,
    cow: { ...kernel.cow, gup: { ...kernel.cow.gup, ...change } },
  })),
];

/** Settings of the other families. */
const others: readonly Setting[] = [
  ...listSwitches(flush, (kernel, change) => ({ ...kernel, flush: { ...kernel.flush, ...change } })),
  ...listSwitches(delivery, (kernel, change) => ({ ...kernel, delivery: { ...kernel.delivery, ...change } })),
];

function listSwitches<K extends string>(
  called: Readonly<Record<K, readonly [name: string, meaning: string]>>,
  change: (kernel: Kernel, values: { [key: string]: boolean }) => Kernel,
): readonly Setting[] {
  return Object.entries<readonly [string, string]>(called).map(([key, [name, meaning]]) => ({
    name,
    meaning,
    values: yesOrNo,
    apply: (kernel, value) => change(kernel, { [key]: value === 'yes' }),
  }));
}

const restores = ['never', 'pte', 'pmd'] as const satisfies readonly CowPolicy['mprotectRestoresWrite'][];
const forces = ['dirty', 'exclusive'] as const satisfies readonly CowPolicy['follForce'][];

/** Every answer that looks at nothing. */
export const settings: readonly Setting[] = [
  ...switches,
  {
    name: 'mprotect_restores_write',
    meaning: 'Where mprotect gives an exclusive page its write bit back at once: nowhere, in PTEs, in PMDs too.',
    values: restores,
    apply: (kernel, value) => {
      const mprotectRestoresWrite = restores.find((known) => known === value) ?? 'never';
      return { ...kernel, cow: { ...kernel.cow, mprotectRestoresWrite } };
    },
  },
  {
    name: 'foll_force',
    meaning: 'How FOLL_FORCE knows that COW was broken: by a dirty PTE, or by an exclusive page.',
    values: forces,
    apply: (kernel, value) => {
      const follForce = forces.find((known) => known === value) ?? 'dirty';
      return { ...kernel, cow: { ...kernel.cow, follForce } };
    },
  },
  ...others,
];
