import type { Memory } from '#lib/mm/memory';
import type { PolicyInfo } from '#lib/scenario/simulator';

/** Answers of a write fault on a read-only PTE: it must sleep on the page lock, or reuses the page, or copies it. */
export const WAIT = 0;
export const REUSE = 1;
export const COPY = 2;
/** Of a huge page: the PMD is split, and the fault starts again with the PTE that it finds. */
export const SPLIT = 3;
export type Decision = typeof WAIT | typeof REUSE | typeof COPY;
export type HugeDecision = Decision | typeof SPLIT;

/** Bits of the answer of a swap-in: the PTE may be mapped writable now; the page is this address space's own. */
export const MAP_WRITABLE = 1;
export const MAP_EXCLUSIVE = 2;

/** The questions that a debate may be about: what a COW reuse asks, and three about userfaultfd. */
export type Family = 'cow-reuse' | 'uffd-wp-flush' | 'uffd-dirty' | 'uffd-delivery';

interface FamilyPolicy extends PolicyInfo {
  readonly family: Family;
  /** Commit that brought the rule, or Message-ID (without brackets) that proposed it. */
  readonly source: string;
  /** Named kernel whose policies of the other families go with it where only this one is named. */
  readonly kernel: string;
}

/** What the caller of GUP gave. */
export interface GupCall {
  /** FOLL_PIN; else FOLL_GET. */
  readonly isPin: boolean;
  /** FOLL_LONGTERM. */
  readonly isLongterm: boolean;
  /** The caller accepts the wrong side of a COW: thought of on 10 August 2020, in no kernel. */
  readonly mayShare: boolean;
}

/** How GUP for reading treats a page that it finds mapped read-only. */
export interface GupRule {
  /** Whether it faults as for writing (`break`), asks for a copy that stays read-only (`unshare`), or never faults. */
  readonly fault: 'break' | 'unshare' | 'never';
  /** Whether a call that may share never faults. */
  readonly heedsMayShare: boolean;
  /** Whether it faults on this page (part `sub` of it). Not asked when it never faults. */
  wants(m: Memory, page: number, sub: number, call: GupCall): boolean;
  /** Whether it faults on the shared zero page, or a page of a file, in a private mapping. */
  wantsNotAnon(m: Memory, call: GupCall): boolean;
  /** Whether the fault of `break` is a write fault to userfaultfd too, so that it stops where a PTE is protected. */
  readonly stopsAtUffdWp: boolean;
}

/** What decides on THPs. `sub` is the part of the folio that the fault hit. */
export interface ThpRules {
  /** `do_huge_pmd_wp_page()`: a read-only PMD is written. */
  reuse(m: Memory, page: number, cpu: number): HugeDecision;
  /** The same, when GUP asks for a copy that stays read-only. */
  unshare(m: Memory, page: number, cpu: number): HugeDecision;
  /** `do_wp_page()` on one part of a THP whose PMD was split. */
  reuseSub(m: Memory, page: number, sub: number, cpu: number): Decision;
  unshareSub(m: Memory, page: number, sub: number, cpu: number): Decision;
  /** A store into the huge zero page gets a whole THP, `do_huge_zero_wp_pmd()`; where absent, one base page. */
  readonly storesIntoZeroGetThp?: true;
}

/** What decides on pages of hugetlbfs. That a write fault asks for the mappings alone is the same in all. */
export interface HugetlbRules {
  /** Whether fork copies a pinned page for the child: 5.12 on. */
  readonly copiesAtFork: boolean;
  /** Whether GUP for reading, where it breaks COW, leaves the PTE writable even in a mapping that is not. */
  readonly gupMakesWritable: boolean;
}

/** What a policy of one's own asks in place of a setting on the same matter. No known policy has any. */
export interface OwnTests {
  /** Whether reclaim leaves the page alone before it enters the swap cache. */
  readonly keepsFromReclaim: ((m: Memory, page: number) => boolean) | undefined;
  /** Whether clear_refs leaves the entry alone. */
  readonly skipsInClearRefs: ((m: Memory, mm: number, page: number, pte: number) => boolean) | undefined;
  /** Whether mprotect gives the entry its write bit back at once. */
  readonly restoresWrite: ((m: Memory, page: number, pte: number) => boolean) | undefined;
}

/**
 * Family a: when a page that is mapped read-only may be reused. The decision points that kernels answer differently; an
 * action asks, and no action knows who answers. In talk mode an answer leaves what it looked at in `m.talk.why`, as the
 * rest of a sentence that begins with the policy's name.
 */
export interface CowPolicy extends FamilyPolicy {
  readonly family: 'cow-reuse';
  /** `do_wp_page()` on a base page. May drop the swap cache or drain the CPU's batch; writes nothing on WAIT. */
  reuse(m: Memory, page: number, cpu: number): Decision;
  /** The same fault, when GUP asks for a copy that stays read-only. */
  unshare(m: Memory, page: number, cpu: number): Decision;
  readonly thp: ThpRules;
  readonly hugetlb: HugetlbRules;
  /** `do_swap_page()` once the page is there and locked: frees the entry, answers with MAP_ bits. */
  swapIn(m: Memory, page: number, slot: number, isWrite: boolean, isExclusive: boolean, cpu: number): number;
  readonly gup: GupRule;
  /** `copy_present_pte()`, `copy_huge_pmd()`: whether the child gets its own copy of part `sub` now. */
  copiesAtFork(m: Memory, mm: number, page: number, sub: number): boolean;
  /** Whether pages carry `PG_anon_exclusive`. */
  readonly tracksExclusive: boolean;
  /** Whether reclaim leaves a pinned page alone before it enters the swap cache: feb889fb40fa (5.11). */
  readonly reclaimTestsPins: boolean;
  /** Whether it asks again once the page is unmapped, before it writes: 6.4, and stable 6.1. */
  readonly reclaimTestsPinsAgain: boolean;
  /** Whether clear_refs leaves the PTEs (never the PMDs) of pinned pages alone. */
  readonly clearRefsSkipsPinned: boolean;
  /** Whether clear_refs takes the mmap lock for writing: 29a951dfb3c3 (5.11). */
  readonly clearRefsExcludesFaults: boolean;
  /** Whether mprotect gives an exclusive page its write bit back at once: in no entry, in PTEs (6.1), in PMDs too (6.2). */
  readonly mprotectRestoresWrite: 'never' | 'pte' | 'pmd';
  /** How FOLL_FORCE knows that COW was broken: a dirty PTE, or an exclusive page (5535be309971, 6.0). */
  readonly follForce: 'dirty' | 'exclusive';
  /** Whether GUP-fast notices a fork that is under way: 57efa1fe5957 (5.11). */
  readonly gupFastSeesFork: boolean;
  readonly own?: OwnTests;
}

/** Family b: how changes of write protection by userfaultfd and write faults keep out of each other's way. */
export interface FlushPolicy extends FamilyPolicy {
  readonly family: 'uffd-wp-flush';
  /** Whether UFFDIO_WRITEPROTECT takes the mmap lock for writing: when it protects, when it takes protection away. */
  readonly protectExcludesFaults: boolean;
  readonly unprotectExcludesFaults: boolean;
  /** Whether protecting and unprotecting exclude one another. */
  readonly groupLock: boolean;
  /** Whether taking protection away leaves a write bit that was there. Else it goes, for the VMA's page_prot has none. */
  readonly unprotectKeepsWrite: boolean;
  /** Whether taking protection away gives an exclusive page its write bit at once: 6.4. */
  readonly unprotectRestoresWrite: boolean;
  /** Whether each PTE is flushed under the page-table lock, not the whole range afterwards. */
  readonly flushesUnderLock: boolean;
  /** Whether a write fault in a VMA that is registered flushes first while a flush is pending: 6ce64428d620. */
  readonly faultFlushesPending: boolean;
  /** Whether a write fault reuses every page that is mapped once. */
  readonly reusesMappedOnce: boolean;
}

/** What a fill says of itself when dirty marks are decided. */
export interface Fill {
  readonly by: 'copy' | 'zero' | 'continue';
  readonly memory: 'anon' | 'shmem';
  readonly isShared: boolean;
  /** VM_WRITE of the mapping. */
  readonly isWritable: boolean;
  /** Whether a write fault is waiting there. */
  readonly servesWrite: boolean;
}

/** Marks of a page that userfaultfd filled. */
export interface Marks {
  readonly pteDirty: boolean;
  readonly pteWritable: boolean;
  readonly pageDirty: boolean;
}

/** Family c: what is marked dirty when userfaultfd fills a page. */
export interface DirtyPolicy extends FamilyPolicy {
  readonly family: 'uffd-dirty';
  marks(fill: Fill, m: Memory): Marks;
}

/** Family d: how a page reaches the fault that waits for it. */
export interface DeliveryPolicy extends FamilyPolicy {
  readonly family: 'uffd-delivery';
  /**
   * Whether the ioctl hands the page to a waiting fault, which maps it as any fault maps a page, where the kernel maps it
   * in the ioctl. Then the policy of dirty marks is not asked.
   */
  readonly handsOver: boolean;
}

export type Policy = CowPolicy | FlushPolicy | DirtyPolicy | DeliveryPolicy;

/** What userfaultfd can be registered for. */
export type UffdMode = 'missing' | 'wp' | 'minor';

/** One policy of each family: what a scenario is played under. */
export interface Kernel {
  /** What its userfaultfd does not have yet; empty for policies and combinations, whose rules are asked about everything. */
  readonly lacks: readonly UffdMode[];
  /** What a run calls it: `A5`, `B0+A5`, `5.12`. */
  readonly id: string;
  readonly cow: CowPolicy;
  readonly flush: FlushPolicy;
  readonly dirty: DirtyPolicy;
  readonly delivery: DeliveryPolicy;
}
