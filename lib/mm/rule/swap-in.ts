import type { Memory } from '#lib/mm/memory';
import { drainBatch, dropSwapCache, freeSwapEntry, inSwapCache, tryToFreeSwap } from '#lib/mm/page';
import { MAP_EXCLUSIVE, MAP_WRITABLE } from '#lib/mm/policy';

/**
 * Up to 5.17: a write fault maps the page writable when mappings plus swap entries, our own entry included, are 1. This
 * is `reuse_swap_page()`, kept here long after `do_wp_page()` had turned to the count.
 */
export function swapInByMapcount(m: Memory, page: number, slot: number, isWrite: boolean): number {
  const users = m.mapcount(page) + m.entries(slot);
  const own = isWrite && users === 1 && !m.ksm.isKsm(page) && !m.swap.isStable(page);
  if (m.talk !== null && isWrite) m.talk.why = `asks at swap-in for mappings plus swap entries: ${users}`;
  if (own && inSwapCache(m, page) === 1 && !m.swap.isWriteback(page)) dropSwapCache(m, page);
  freeSwapEntry(m, slot);
  if (m.swap.device === 'full') tryToFreeSwap(m, page);
  return own ? MAP_WRITABLE : 0;
}

/** c145e0b47c77 (5.18): after the entry is freed and the swap cache was tried, a count of 1 is ours alone. */
export function swapInByCount(
  m: Memory,
  page: number,
  slot: number,
  isWrite: boolean,
  _: boolean,
  cpu: number,
): number {
  const wasCached = inSwapCache(m, page) === 1;
  const isKsm = m.ksm.isKsm(page);
  // The drain comes before the entry is freed: 6.1 do_swap_page().
  if (isWrite && wasCached && !isKsm && !m.isOnLru(page)) drainBatch(m, cpu);
  freeSwapEntry(m, slot);
  // should_try_to_free_swap()
  if (m.swap.device === 'full' || (isWrite && !isKsm && m.count(page) === 2)) tryToFreeSwap(m, page);
  const count = m.count(page);
  if (m.talk !== null && isWrite)
    m.talk.why = wasCached
      ? `asks at swap-in for page_count once the swap cache is dropped: ${count}`
      : 'asks at swap-in whether the page ever was in the swap cache: it was not';
  const own = !isKsm && (!wasCached || count === 1);
  return own ? (isWrite ? MAP_WRITABLE : 0) | MAP_EXCLUSIVE : 0;
}

/** 1493a1913e34 (5.19): the swap PTE remembers that the page was exclusive; else as 5.18. */
export function swapInRemembered(
  m: Memory,
  page: number,
  slot: number,
  isWrite: boolean,
  isExclusive: boolean,
  cpu: number,
): number {
  const counted = swapInByCount(m, page, slot, isWrite, isExclusive, cpu);
  // A page that must not change while it is written is left read-only, so that a store copies it.
  if (!isExclusive || m.swap.isStable(page)) return counted;
  if (m.talk !== null && isWrite) m.talk.why = 'asks at swap-in for the exclusive bit of the swap entry: set';
  return (isWrite ? MAP_WRITABLE : 0) | MAP_EXCLUSIVE;
}

/** As 5.19, and a page of one's own is mapped writable for reading as well: 6.12 do_swap_page(). */
export function swapInRememberedAndWritable(
  m: Memory,
  page: number,
  slot: number,
  isWrite: boolean,
  isExclusive: boolean,
  cpu: number,
): number {
  const answer = swapInRemembered(m, page, slot, isWrite, isExclusive, cpu);
  return (answer & MAP_EXCLUSIVE) !== 0 ? answer | MAP_WRITABLE : answer;
}
