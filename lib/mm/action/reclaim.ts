import { type Action, type Binding, handleIn, placeIn, pteAt } from '#lib/mm/action';
import { canSplitFolio, splitFolio } from '#lib/mm/folio';
import { pageName, sayCount } from '#lib/mm/holders';
import { waitsForPageTable } from '#lib/mm/locks';
import { type Memory, PRESENT, SWAP } from '#lib/mm/memory';
import { drainBatch, dropSwapCache, getPage, putPage } from '#lib/mm/page';
import { processOf } from '#lib/scenario/scenario';

function bindSwapout(binding: Binding) {
  const { cast, policy, actor, pc, start, done } = binding;
  const { mm, variable } = placeIn(binding);
  const { id, reclaimTestsPins, tracksExclusive } = policy;
  const pte = pteAt(cast, mm, variable);
  /** Actors of each address space. */
  const threads = cast.mms.map((process) =>
    cast.actors.flatMap((name, at) => (processOf(name) === process ? [at] : [])),
  );
  return { id, reclaimTestsPins, tracksExclusive, pte, threads, actor, pc, start, done };
}

type SwapoutArgs = ReturnType<typeof bindSwapout>;

function leave(m: Memory, a: SwapoutArgs, label: string): boolean {
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = label;
  return true;
}

/** `shrink_page_list()` up to `add_to_swap()`: isolate, lock, look for pins, enter the swap cache. */
function isolate(m: Memory, a: SwapoutArgs): boolean {
  const page = m.kind(a.pte) === PRESENT ? m.target(a.pte) : 0;
  if (page === 0) return leave(m, a, 'reclaim: nothing is mapped there');
  if (!m.isOnLru(page) || m.isLocked(page)) return leave(m, a, `reclaim: ${pageName(page)} cannot be isolated`);
  if (m.cast.kind === 'hugetlb') return leave(m, a, 'reclaim: pages of hugetlbfs are never taken');
  if (m.slotOf(page) === 0) {
    if (a.reclaimTestsPins && m.isPinned(page)) {
      if (m.talk !== null)
        m.talk.why = `${a.id} asks whether the page looks pinned: yes, so it stays; ${sayCount(m, page)}`;
      return leave(m, a, `reclaim: keep ${pageName(page)}, it looks pinned`);
    }
    if (m.isThp(page)) {
      if (!canSplitFolio(m, page)) {
        if (m.talk !== null) m.talk.why = `A THP that somebody else refers to cannot be split; ${sayCount(m, page)}`;
        return leave(m, a, `reclaim: keep ${pageName(page)}, it cannot be split`);
      }
      splitFolio(m, page);
    }
    const slot = m.freeSlot();
    m.setSlotOf(page, slot);
    m.setCachePage(slot, page);
    getPage(m, page);
  }
  getPage(m, page);
  m.setIsolated(page, true);
  m.setLocked(page, true);
  m.setSnap(a.actor, page);
  m.set(a.pc, a.start + 1);
  if (m.talk !== null) m.talk.label = `reclaim: isolate ${pageName(page)}, add it to the swap cache`;
  return true;
}

/** `try_to_unmap()`, one PTE a step. */
function unmapOne(m: Memory, a: SwapoutArgs): boolean {
  const page = m.snap(a.actor);
  for (let pte = 0; pte < m.ptes; pte++) {
    if (m.kind(pte) !== PRESENT || m.target(pte) !== page) continue;
    if (waitsForPageTable(m, m.mmOf(pte))) return false;
    if (a.tracksExclusive && m.isExclusive(page) && m.isPinned(page)) {
      // page_try_share_anon_rmap() with the PTE cleared: the pin cannot have come after this.
      if (m.talk !== null)
        m.talk.why = `${a.id} asks again with the PTE cleared: exclusive and pinned, so it is put back; ${sayCount(m, page)}`;
      letGo(m, a, page);
      return leave(m, a, `reclaim: put the PTE back, keep ${pageName(page)}`);
    }
    const slot = m.slotOf(page);
    const mm = m.mmOf(pte);
    // A copy that a thread has under way starts again, even if the page is mapped back before it looks: in a kernel the
    // dirty bit of the PTE tells.
    for (const actor of a.threads[mm] ?? []) if (m.snap(actor) === page) m.setStale(actor, true);
    m.setPte(pte, SWAP, slot, false);
    m.setSwapExclusive(pte, m.isExclusive(page));
    m.setExclusive(page, false);
    m.setEntries(slot, m.entries(slot) + 1);
    m.addMappings(page, -1);
    putPage(m, page);
    if (m.mapcount(page) === 0) m.set(a.pc, a.start + 2);
    if (m.talk !== null) {
      const name = m.cast.mms[mm] ?? '';
      m.talk.label = `reclaim: unmap ${pageName(page)} from ${name}, leave a swap entry`;
    }
    return true;
  }
  m.set(a.pc, a.start + 2);
  if (m.talk !== null) m.talk.label = `reclaim: ${pageName(page)} is no longer mapped`;
  return true;
}

/** `pageout()` and `__remove_mapping()`: write out and free, if nobody but us and the swap cache holds the page. */
function writeOut(m: Memory, a: SwapoutArgs): boolean {
  const page = m.snap(a.actor);
  const slot = m.slotOf(page);
  const mayFree = m.count(page) === 2 && slot > 0 && m.mapcount(page) === 0;
  const label = mayFree ? 'write out and free' : 'keep, it is still in use:';
  const why = m.talk === null ? '' : sayCount(m, page);
  const name = pageName(page);
  if (mayFree && m.entries(slot) > 0) {
    for (let part = 0; part < m.parts; part++) {
      m.setSlotData(slot, part, m.data(page, part));
      m.setSlotForeign(slot, part, m.foreign(page, part));
    }
  }
  if (mayFree) dropSwapCache(m, page);
  letGo(m, a, page);
  if (m.talk !== null && !mayFree) m.talk.why = `A page is freed when only reclaim and the swap cache hold it; ${why}`;
  return leave(m, a, `reclaim: ${label} ${name}`);
}

function letGo(m: Memory, a: SwapoutArgs, page: number): void {
  m.setLocked(page, false);
  m.setIsolated(page, false);
  m.setSnap(a.actor, 0);
  putPage(m, page);
}

export const swapout: Action = {
  form: {
    verb: 'swapout',
    syntax: 'swapout PLACE',
    meaning: 'Reclaim takes the page that is mapped there: swap cache, unmap from everybody, write out and free.',
    by: ['kernel'],
  },
  size: () => 3,
  bind: (binding) => {
    const args = bindSwapout(binding);
    return [
      { fn: isolate, args },
      { fn: unmapOne, args },
      { fn: writeOut, args },
    ];
  },
};

function bindSpeculate(binding: Binding) {
  const { mm, variable } = placeIn(binding);
  const pte = pteAt(binding.cast, mm, variable);
  return { pte, handle: handleIn(binding, 'HANDLE'), pc: binding.pc, done: binding.done };
}

/** `get_page_unless_zero()` by somebody who only looks: compaction, KSM, a page-cache look-up. */
function speculate(m: Memory, a: ReturnType<typeof bindSpeculate>): boolean {
  const page = m.kind(a.pte) === PRESENT ? m.target(a.pte) : 0;
  if (page > 0) {
    getPage(m, page);
    m.setHeld(a.handle, page);
  }
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = page === 0 ? 'nothing to refer to' : `refer to ${pageName(page)} in passing`;
  return true;
}

export const speculateAction: Action = {
  form: {
    verb: 'speculate',
    syntax: 'speculate PLACE -> HANDLE',
    meaning: 'Somebody in the kernel takes a passing reference to the page that is mapped there.',
    by: ['kernel'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: speculate, args: bindSpeculate(binding) }],
};

function bindDrain(binding: Binding) {
  return { cpu: Number(binding.step.args.NUMBER ?? '0'), pc: binding.pc, done: binding.done };
}

function drain(m: Memory, a: ReturnType<typeof bindDrain>): boolean {
  drainBatch(m, a.cpu);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `lru_add_drain on cpu ${a.cpu}`;
  return true;
}

export const drainAction: Action = {
  form: {
    verb: 'drain cpu',
    syntax: 'drain cpu NUMBER',
    meaning: 'lru_add_drain: the pages that wait in this CPU’s batch go to the LRU.',
    by: ['kernel'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: drain, args: bindDrain(binding) }],
};
