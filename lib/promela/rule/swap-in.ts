/** Names of the rules by which do_swap_page() maps a page that it found or read in. */
export type SwapInRule = 'mapcount' | 'count' | 'remembered' | 'remembered, writable';

interface SwapIn {
  /** Whether a fault for reading maps a page of one's own writable as well. */
  readonly readsWritable: boolean;
  /**
   * Gives the entry of `pte` back, and leaves in `is_own` whether the page may be mapped writable and belongs to nobody
   * else. The page is `page_`, its slot `entry_`.
   */
  text(pte: string, isWrite: boolean, cpu1: number): string;
}

/** vm_swap_full(): the page leaves the swap cache as soon as it can. */
const whenFull = 'if :: is_full -> try_to_free_swap(page_) :: else fi';

const giveBack = (pte: string) => `${pte}.at = 0; slot_unused(entry_)`;

/** c145e0b47c77: the count, once the entry is given back and cache and batch were tried, which a write alone does. */
function byCount(pte: string, isWrite: boolean, cpu1: number): string {
  const wasCached = 'was_cached = in_swap_cache(page_); ';
  const before = isWrite
    ? `if :: was_cached && !is_ksm(page_) && !is_on_lru(page_) -> drain(${cpu1}) :: else fi; `
    : '';
  const free = isWrite ? 'is_full || (!is_ksm(page_) && page_count(page_) == 2)' : 'is_full';
  const after = `if :: ${free} -> try_to_free_swap(page_) :: else fi; `;
  return `${wasCached}${before}${giveBack(pte)}; ${after}is_own = (!is_ksm(page_) && (!was_cached || page_count(page_) == 1))`;
}

function remembered(pte: string, isWrite: boolean, cpu1: number): string {
  return `is_kept = ${pte}.kept; ${pte}.kept = 0; ${byCount(pte, isWrite, cpu1)}; is_own = (is_own || (is_kept && !is_stable(page_)))`;
}

export const swapInRules: Readonly<Record<SwapInRule, SwapIn>> = {
  /** Up to 5.17 reuse_swap_page() was kept here: mappings plus entries, the own one included. */
  mapcount: {
    readsWritable: false,
    text: (pte, isWrite) =>
      isWrite
        ? `is_own = (mapcount(page_) + entries(entry_) == 1 && !is_ksm(page_) && !is_stable(page_)); ` +
          `if :: is_own && in_swap_cache(page_) && !is_writeback(page_) -> drop_swap_cache(page_) :: else fi; ` +
          `${giveBack(pte)}; ${whenFull}`
        : `is_own = 0; ${giveBack(pte)}; ${whenFull}`,
  },
  count: { readsWritable: false, text: byCount },
  /** 1493a1913e34: what the swap entry remembers counts for more than the count. */
  remembered: { readsWritable: false, text: remembered },
  /** 6.12 */
  'remembered, writable': { readsWritable: true, text: remembered },
};
