import type { Memory, Talk } from '#lib/mm/memory';
import { drainBatch, dropSwapCache, inSwapCache, swapEntries, tryToFreeSwap } from '#lib/mm/page';
import { COPY, type Decision, REUSE, WAIT } from '#lib/mm/policy';

/** `reuse_swap_page()`: mappings plus swap entries; sleeps on the page lock. Mainline up to 5.8. */
export function reuseByMapcount(m: Memory, page: number): Decision {
  if (m.ksm.isKsm(page)) return reuseKsm(m, page);
  if (m.isLocked(page)) return WAIT;
  const mapcount = m.mapcount(page);
  const users = mapcount + swapEntries(m, page);
  if (m.talk !== null) {
    const asked = users === mapcount ? `mapcount ${users}` : `mapcount and swap entries ${users}`;
    tell(m.talk, asked, `asks for mappings plus swap entries: ${users}`);
  }
  if (users === 1 && inSwapCache(m, page) === 1) {
    if (m.swap.isStable(page)) {
      if (m.talk !== null)
        tell(m.talk, 'being written', 'finds the page being written to a device that wants it unchanged');
      return COPY;
    }
    if (!m.swap.isWriteback(page)) dropSwapCache(m, page);
  }
  return users <= 1 ? REUSE : COPY;
}

/** `reuse_ksm_page()`, up to 5.8: the last mapping takes a KSM page over, where nobody else refers to it. */
function reuseKsm(m: Memory, page: number): Decision {
  const count = m.count(page);
  if (m.talk !== null) tell(m.talk, `KSM, page_count ${count}`, `asks for page_count of the KSM page: ${count}`);
  if (inSwapCache(m, page) === 1 || count !== 1) return COPY;
  if (m.isLocked(page)) return WAIT;
  m.ksm.setKsm(page, false);
  return REUSE;
}

/** 1a0cf26323c8 (5.9): whoever writes to a KSM page gets a copy. */
function copyKsm(m: Memory): Decision {
  if (m.talk !== null) tell(m.talk, 'KSM', 'asks for PageKsm: set');
  return COPY;
}

/** 09854ba94c6a: the count must be 1, and a page lock that somebody has is as good as a user. 5.9 to 5.17. */
export function reuseByCount(m: Memory, page: number): Decision {
  if (m.ksm.isKsm(page)) return copyKsm(m);
  const count = m.count(page);
  if (m.talk !== null) tell(m.talk, `page_count ${count}`, `asks for page_count: ${count}`);
  if (count !== 1) return COPY;
  return m.isLocked(page) ? copyLocked(m) : REUSE;
}

/**
 * 53a05ad9f21d and d4c470970d45: the count must be 1 once the swap cache's reference and this CPU's batch were tried.
 * 5.18, and what 5.19 falls back to.
 */
export function reuseByRelaxedCount(m: Memory, page: number, cpu: number): Decision {
  if (m.ksm.isKsm(page)) return copyKsm(m);
  const before = m.count(page);
  if (before > 3) {
    if (m.talk !== null)
      tell(
        m.talk,
        `page_count ${before}`,
        `asks for page_count: ${before}, more than swap cache and LRU batch explain`,
      );
    return COPY;
  }
  if (!m.isOnLru(page)) drainBatch(m, cpu);
  const drained = m.count(page);
  if (drained > 1 + inSwapCache(m, page)) {
    if (m.talk !== null)
      tell(
        m.talk,
        `page_count ${drained}`,
        `asks for page_count beside the swap cache: ${drained - inSwapCache(m, page)}`,
      );
    return COPY;
  }
  if (m.isLocked(page)) return copyLocked(m);
  tryToFreeSwap(m, page);
  const count = m.count(page);
  if (m.talk !== null)
    tell(m.talk, `page_count ${count}`, `asks for page_count once swap cache and LRU batch are dropped: ${count}`);
  return count === 1 ? REUSE : COPY;
}

/** 6c287605fd56: a page marked exclusive is reused without any counting. 5.19 on. */
export function reuseIfExclusive(m: Memory, page: number, cpu: number): Decision {
  if (m.isExclusive(page)) {
    if (m.talk !== null) tell(m.talk, 'exclusive', 'asks for PageAnonExclusive: set');
    return REUSE;
  }
  const decision = reuseByRelaxedCount(m, page, cpu);
  if (m.talk !== null)
    tell(
      m.talk,
      `not exclusive, ${m.talk.asked ?? ''}`,
      `asks for PageAnonExclusive: not set, then ${m.talk.why ?? ''}`,
    );
  return decision;
}

/** An unshare fault whose trigger is all there is to ask: the proposals of December 2021. */
export function alwaysCopy(m: Memory, page: number): Decision {
  if (m.talk !== null) tell(m.talk, `mapcount ${m.mapcount(page)}`, `asks for mapcount: ${m.mapcount(page)}`);
  return COPY;
}

/** The trylock of 5.9 and later fails, and that is answer enough. */
function copyLocked(m: Memory): Decision {
  if (m.talk !== null) tell(m.talk, 'page locked', 'asks for the page lock without waiting, and somebody has it');
  return COPY;
}

/** Leaves what a rule looked at: `asked` in short, `why` as the rest of a sentence. */
export function tell(talk: Talk, asked: string, why: string): void {
  talk.asked = asked;
  talk.why = why;
}
