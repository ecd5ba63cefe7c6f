import type { Memory } from '#lib/mm/memory';
import type { PolicyInfo } from '#lib/scenario/simulator';

/** Answers of a write fault on a read-only PTE: it must sleep on the page lock, or reuses the page, or copies it. */
export const WAIT = 0;
export const REUSE = 1;
export const COPY = 2;
export type Decision = typeof WAIT | typeof REUSE | typeof COPY;

/** Bits of the answer of a swap-in: the PTE may be mapped writable now; the page is this address space's own. */
export const MAP_WRITABLE = 1;
export const MAP_EXCLUSIVE = 2;

/** How GUP for reading treats a page that it finds mapped read-only. */
export interface GupRule {
  /** Whether it faults as for writing (`break`), asks for a copy that stays read-only (`unshare`), or never faults. */
  readonly fault: 'break' | 'unshare' | 'never';
  /** Whether it faults on this page. Not asked when `fault` is `never`. */
  wants(m: Memory, page: number, isPin: boolean): boolean;
  /** Whether it faults on the shared zero page. */
  wantsZeroPage(isPin: boolean, isLongterm: boolean): boolean;
}

/**
 * The decision points that a kernel may answer differently. An action asks; no action knows who answers. In talk mode an
 * answer leaves what it looked at in `m.talk.why`, as the rest of a sentence that begins with the policy's name.
 */
export interface Policy extends PolicyInfo {
  /** Commit that brought the rule, or Message-ID (without brackets) that proposed it. */
  readonly source: string;
  /** `do_wp_page()` on an anonymous page. May drop the swap cache or drain the CPU's batch; writes nothing on WAIT. */
  reuse(m: Memory, page: number, cpu: number): Decision;
  /** The same fault, when GUP asks for a copy that stays read-only. */
  unshare(m: Memory, page: number, cpu: number): Decision;
  /** `do_swap_page()` once the page is there and locked: frees the entry, answers with MAP_ bits. */
  swapIn(m: Memory, page: number, slot: number, isWrite: boolean, isExclusive: boolean, cpu: number): number;
  readonly gup: GupRule;
  /** `copy_present_pte()`: whether the child gets its own copy now. */
  copiesAtFork(m: Memory, mm: number, page: number): boolean;
  /** Whether pages carry `PG_anon_exclusive`. */
  readonly tracksExclusive: boolean;
  /** Whether reclaim leaves a pinned page alone before it enters the swap cache. */
  readonly reclaimTestsPins: boolean;
  /** Whether clear_refs leaves the PTEs of pinned pages alone. */
  readonly clearRefsSkipsPinned: boolean;
  /** Whether mprotect gives an exclusive page its write bit back at once. */
  readonly mprotectRestoresWrite: boolean;
}
