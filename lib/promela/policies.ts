import type { ForkRule } from '#lib/promela/rule/fork';
import type { GupRule } from '#lib/promela/rule/gup';
import type { ReuseRule } from '#lib/promela/rule/reuse';
import type { SwapInRule } from '#lib/promela/rule/swap-in';

/** What a kernel answers at each decision point, as names of rules that are written in Promela. */
export interface Rules {
  /** do_wp_page() for a write. */
  readonly reuse: ReuseRule;
  /** do_wp_page() for FAULT_FLAG_UNSHARE. */
  readonly unshare: ReuseRule;
  /** do_swap_page() */
  readonly swapIn: SwapInRule;
  /** GUP for reading. */
  readonly gup: GupRule;
  /** copy_present_pte() */
  readonly fork: ForkRule;
  /** Reclaim leaves pinned pages alone: feb889fb40fa. */
  readonly reclaimTestsPins: boolean;
  /** It asks again once the page is unmapped: 6.4, and stable 6.1. */
  readonly reclaimTestsPinsAgain: boolean;
  /** clear_refs leaves pinned pages alone: 9348b73c2e1b. */
  readonly clearRefsTestsPins: boolean;
  /** clear_refs takes the mmap lock for writing: 29a951dfb3c3. */
  readonly clearRefsExcludesFaults: boolean;
  /** mprotect gives exclusive pages their write bit back: can_change_pte_writable(). */
  readonly mprotectRestoresWrite: boolean;
  /** GUP-fast that pins gives up where a fork began meanwhile: 57efa1fe5957. */
  readonly gupFastSeesFork: boolean;
}

const mapcount: Rules = {
  reuse: 'mapcount',
  unshare: 'always copy',
  swapIn: 'mapcount',
  gup: 'take',
  fork: 'share',
  reclaimTestsPins: false,
  reclaimTestsPinsAgain: false,
  clearRefsTestsPins: false,
  clearRefsExcludesFaults: false,
  mprotectRestoresWrite: false,
  gupFastSeesFork: false,
};

/** What came between 5.9 and 5.11 and stayed. */
const pins = {
  fork: 'copy pinned',
  reclaimTestsPins: true,
  clearRefsTestsPins: true,
  clearRefsExcludesFaults: true,
  gupFastSeesFork: true,
} as const;

const exclusive: Rules = {
  ...mapcount,
  ...pins,
  reuse: 'exclusive',
  unshare: 'exclusive',
  swapIn: 'remembered',
  gup: 'unshare for pins',
  fork: 'copy pinned exclusive',
};

const a2: Rules = { ...mapcount, gup: 'break' };
const a5: Rules = { ...mapcount, ...pins, reuse: 'count' };
const a8: Rules = {
  ...exclusive,
  gup: 'unshare for pins, zero page for long-term',
  mprotectRestoresWrite: true,
};
/** 6.12: a page of one's own is mapped writable by a swap-in for reading as well. */
const a8n: Rules = { ...a8, swapIn: 'remembered, writable', reclaimTestsPinsAgain: true };

/**
 * What each COW policy is for base pages, read off commits and postings, release by release; the names are those of the
 * page that the policy has in content/. Variants that differ elsewhere alone are the same here.
 */
export const rulesOf: Readonly<Record<string, Rules>> = {
  A1: mapcount,
  A2: a2,
  A2s: a2,
  A3: { ...mapcount, reuse: 'count' },
  A4: { ...mapcount, reuse: 'count', fork: 'copy pinned' },
  A5a: a5,
  A5: a5,
  A6: { ...a5, reuse: 'relaxed count', swapIn: 'count' },
  A7: exclusive,
  A7f: exclusive,
  A7w: { ...exclusive, mprotectRestoresWrite: true, reclaimTestsPinsAgain: true },
  A8: a8,
  A8n: a8n,
  A8m: a8n,
  P1: a2,
  P2: { ...a5, gup: 'unshare mapped' },
  P3: { ...mapcount, ...pins, gup: 'unshare mapped' },
  P4: { ...mapcount, ...pins },
  P5: { ...mapcount, gup: 'break, unless it may share' },
};
