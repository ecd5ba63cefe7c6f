import { type Action, type Binding, placeIn, pteAt, variableIn } from '#lib/mm/action';
import { canSplitFolio, splitFolio } from '#lib/mm/folio';
import { pageName, sayCount } from '#lib/mm/holders';
import { waitsForPageTable } from '#lib/mm/locks';
import { type Memory, PRESENT, SWAP } from '#lib/mm/memory';
import { drainBatch, dropSwapCache, getPage, putPage, putPages } from '#lib/mm/page';
import { freeFilePage, isMlocked, unmapFilePage } from '#lib/mm/reclaim-file';
import type { Cast } from '#lib/mm/size';
import { processOf } from '#lib/scenario/scenario';

function bindReclaim(binding: Binding) {
  const { cast, policy, actor, cpu, pc, start, done } = binding;
  const isOwn = binding.step.verb === 'pageout';
  const place = isOwn ? { mm: binding.mm, variable: variableIn(binding, 'VAR') } : placeIn(binding);
  const { id, reclaimTestsPins: tests, reclaimTestsPinsAgain: testsAgain, tracksExclusive, own } = policy;
  const pte = pteAt(cast, place.mm, place.variable);
  /** Actors of each address space. */
  const threads = cast.mms.map((process) =>
    cast.actors.flatMap((name, at) => (processOf(name) === process ? [at] : [])),
  );
  const who = isOwn ? 'MADV_PAGEOUT' : 'reclaim';
  return {
    id,
    keeps: own?.keepsFromReclaim,
    who,
    isOwn,
    cpu,
    tests,
    testsAgain,
    tracksExclusive,
    pte,
    threads,
    actor,
    pc,
    start,
    done,
  };
}

type ReclaimArgs = ReturnType<typeof bindReclaim>;

function leave(m: Memory, a: ReclaimArgs, label: string): boolean {
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `${a.who}: ${label}`;
  return true;
}

/** `shrink_page_list()` up to `add_to_swap()`: isolate, lock, look for pins, enter the swap cache. */
function isolate(m: Memory, a: ReclaimArgs): boolean {
  // madvise_pageout()
  if (a.isOwn) drainBatch(m, a.cpu);
  const page = m.kind(a.pte) === PRESENT ? m.target(a.pte) : 0;
  if (page === 0) return leave(m, a, 'nothing is mapped there');
  if (m.cast.kind === 'hugetlb')
    return leave(m, a, a.isOwn ? 'EINVAL for hugetlbfs' : 'pages of hugetlbfs are never taken');
  if (!m.isOnLru(page) || m.isLocked(page)) return leave(m, a, `${pageName(page)} cannot be isolated`);
  if (m.swap.isWriteback(page)) return leave(m, a, `keep ${pageName(page)}, it is being written`);
  if (a.isOwn && m.mapcount(page) !== 1) {
    // madvise_cold_or_pageout_pte_range()
    if (m.talk !== null)
      m.talk.why = `MADV_PAGEOUT leaves a page alone that is mapped more than once; mapcount is ${m.mapcount(page)}`;
    return leave(m, a, `keep ${pageName(page)}, others map it too`);
  }
  if (isMlocked(m, page)) return leave(m, a, `keep ${pageName(page)}, it is mlocked`);
  const isFile = m.files.fileOf(page) >= 0;
  if (!isFile && m.slotOf(page) === 0) {
    m.note('reclaim');
    if (a.keeps?.(m, page) === true) {
      if (m.talk !== null) m.talk.why = `${a.id} ${m.talk.why ?? ''}, so it stays; ${sayCount(m, page)}`;
      return leave(m, a, `keep ${pageName(page)}`);
    }
    if (a.keeps === undefined && a.tests && m.isPinned(page)) {
      if (m.talk !== null)
        m.talk.why = `${a.id} asks whether the page looks pinned: yes, so it stays; ${sayCount(m, page)}`;
      return leave(m, a, `keep ${pageName(page)}, it looks pinned`);
    }
    if (m.isThp(page)) {
      if (!canSplitFolio(m, page)) {
        if (m.talk !== null) m.talk.why = `A THP that somebody else refers to cannot be split; ${sayCount(m, page)}`;
        return leave(m, a, `keep ${pageName(page)}, it cannot be split`);
      }
      splitFolio(m, page);
    }
    const slot = m.freeSlot();
    m.setSlotOf(page, slot);
    m.setCachePage(slot, page);
    m.dirty.setPageDirty(page, true);
    getPage(m, page);
  }
  getPage(m, page);
  m.setIsolated(page, true);
  m.setLocked(page, true);
  m.setSnap(a.actor, page);
  m.set(a.pc, a.start + 1);
  if (m.talk !== null)
    m.talk.label = `${a.who}: isolate ${pageName(page)}${isFile ? '' : ', add it to the swap cache'}`;
  return true;
}

/** `try_to_unmap()`, one PTE a step. */
function unmapOne(m: Memory, a: ReclaimArgs): boolean {
  const page = m.snap(a.actor);
  for (let pte = 0; pte < m.ptes; pte++) {
    if (m.kind(pte) !== PRESENT || m.target(pte) !== page) continue;
    if (waitsForPageTable(m, m.mmOf(pte))) return false;
    if (a.tracksExclusive && m.isExclusive(page) && m.isPinned(page)) {
      m.note('tracks_exclusive');
      // page_try_share_anon_rmap() with the PTE cleared: the pin cannot have come after this.
      if (m.talk !== null)
        m.talk.why = `${a.id} asks again with the PTE cleared: exclusive and pinned, so it is put back; ${sayCount(m, page)}`;
      letGo(m, a, page);
      return leave(m, a, `put the PTE back, keep ${pageName(page)}`);
    }
    const mm = m.mmOf(pte);
    // A copy that a thread has under way starts again, even if the page is mapped back before it looks: in a kernel the
    // dirty bit of the PTE tells. MADV_PAGEOUT is no copy: a mark of its own would make the next one begin twice.
    for (const actor of a.threads[mm] ?? []) if (actor !== a.actor && m.snap(actor) === page) m.setStale(actor, true);
    if (m.files.fileOf(page) >= 0) {
      unmapFilePage(m, a.who, page, pte);
      if (m.mapcount(page) === 0) m.set(a.pc, a.start + 2);
      return true;
    }
    const slot = m.slotOf(page);
    // set_tlb_ubc_flush_pending(): one flush for all, before the page is let go of.
    m.replacePte(pte, SWAP, slot, false);
    m.setSwapExclusive(pte, m.isExclusive(page));
    m.setExclusive(page, false);
    m.setEntries(slot, m.entries(slot) + 1);
    m.addMappings(page, -1);
    putPage(m, page);
    if (m.mapcount(page) === 0) m.set(a.pc, a.start + 2);
    if (m.talk !== null) {
      const name = m.cast.mms[mm] ?? '';
      m.talk.label = `${a.who}: unmap ${pageName(page)} from ${name}, leave a swap entry`;
    }
    return true;
  }
  const crowd = m.crowd.mappings(page);
  if (crowd > 0) unmapCrowd(m, page, crowd);
  m.set(a.pc, a.start + 2);
  if (m.talk !== null)
    m.talk.label =
      crowd > 0
        ? `${a.who}: unmap ${pageName(page)} from the crowd, leave ${crowd} swap entries`
        : `${a.who}: ${pageName(page)} is no longer mapped`;
  return true;
}

/** As many PTEs as the crowd has: nobody of it looks, so they go in one step. */
function unmapCrowd(m: Memory, page: number, crowd: number): void {
  const slot = m.slotOf(page);
  m.crowd.setMappings(page, 0);
  m.crowd.setEntries(slot, m.crowd.entries(slot) + crowd);
  m.setEntries(slot, m.entries(slot) + crowd);
  m.setMapcount(page, m.mapcount(page) - crowd);
  putPages(m, page, crowd);
}

/** `pageout()` and `__remove_mapping()`: write out and free, if nobody but us and the swap cache holds the page. */
function writeOut(m: Memory, a: ReclaimArgs): boolean {
  const page = m.snap(a.actor);
  const name = pageName(page);
  const counted = m.talk === null ? '' : sayCount(m, page);
  if (m.isPinned(page)) m.note('reclaim_tests_pins_again');
  if (a.testsAgain && m.isPinned(page)) {
    if (m.talk !== null)
      m.talk.why = `${a.id} asks again, now that the page is unmapped: it looks pinned, so it stays; ${counted}`;
    letGo(m, a, page);
    return leave(m, a, `keep ${name}, it looks pinned`);
  }
  const isFile = m.files.fileOf(page) >= 0;
  if (m.count(page) !== 2 || (m.slotOf(page) === 0 && !isFile) || m.mapcount(page) > 0) {
    const cache = isFile ? 'page cache' : 'swap cache';
    if (m.talk !== null) m.talk.why = `A page is freed when only reclaim and the ${cache} hold it; ${counted}`;
    letGo(m, a, page);
    return leave(m, a, `keep, it is still in use: ${name}`);
  }
  if (isFile) {
    const did = freeFilePage(m, page);
    letGo(m, a, page);
    return leave(m, a, `${did} ${name}`);
  }
  if (m.swap.isSlow) {
    // swap_writepage(): the page is back on the LRU while the device writes it.
    m.swap.beginWriteback(a.actor, page);
    letGo(m, a, page);
    m.set(a.pc, a.start + 3);
    if (m.talk !== null) m.talk.label = `${a.who}: begin to write ${name} out`;
    return true;
  }
  free(m, page);
  letGo(m, a, page);
  return leave(m, a, `write out and free ${name}`);
}

/** The slot has the data now, and the page leaves the swap cache. */
function free(m: Memory, page: number): void {
  const slot = m.slotOf(page);
  if (m.entries(slot) > 0)
    for (let part = 0; part < m.parts; part++) {
      m.setSlotData(slot, part, m.data(page, part));
      m.setSlotForeign(slot, part, m.foreign(page, part));
    }
  dropSwapCache(m, page);
}

/** `end_page_writeback()`; the next pass of reclaim frees the page, if the swap cache alone still has it. */
function endWriteback(m: Memory, a: ReclaimArgs): boolean {
  const page = m.swap.endWriteback(a.actor);
  const mayFree = m.count(page) === 1 && !m.isLocked(page);
  if (m.talk !== null && !mayFree) m.talk.why = `The page is in use again; ${sayCount(m, page)}`;
  if (mayFree) free(m, page);
  return leave(m, a, `${pageName(page)} is written${mayFree ? ', free it' : ''}`);
}

function letGo(m: Memory, a: ReclaimArgs, page: number): void {
  m.tlb.flushPage(page);
  m.setLocked(page, false);
  m.setIsolated(page, false);
  m.setSnap(a.actor, 0);
  putPage(m, page);
}

/** Where a device of the scenario needs time, the end of the writing is a part of its own. */
const sizeOf = ({ cast }: { readonly cast: Cast }) =>
  cast.swapDevices.some((device) => device === 'slow' || device === 'stable') ? 4 : 3;

function bind(binding: Binding) {
  const args = bindReclaim(binding);
  return [isolate, unmapOne, writeOut, endWriteback].slice(0, sizeOf(binding)).map((fn) => ({ fn, args }));
}

export const swapout: Action = {
  form: {
    verb: 'swapout',
    syntax: 'swapout PLACE',
    meaning: 'Reclaim takes the page that is mapped there: swap cache, unmap from everybody, write out and free.',
    by: ['kernel'],
  },
  size: sizeOf,
  bind,
};

export const pageout: Action = {
  form: {
    verb: 'pageout',
    syntax: 'pageout VAR',
    meaning: 'MADV_PAGEOUT: as `swapout`, of one’s own page, and only while nobody else maps it.',
    by: ['process'],
  },
  size: sizeOf,
  bind,
};
