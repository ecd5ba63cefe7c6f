import {
  LOST_DATA,
  type Memory,
  MISSED_COW,
  NONE,
  PRESENT,
  SWAP,
  WRONG_COW,
  WRONG_COW_PIN,
  WRONG_COW_REFERENCE,
} from '#lib/mm/memory';

/**
 * What every rule does with a page: the bookkeeping of references, mappings and contents. One row each of the
 * bookkeeping table that the model follows; see content/guide/model.md.
 */

/** `get_page()` */
export function getPage(m: Memory, page: number): void {
  m.setRefs(page, m.refs(page) + 1);
}

/** `put_page()`: the page is freed with its last reference. */
export function putPage(m: Memory, page: number): void {
  m.setRefs(page, m.refs(page) - 1);
  if (m.refs(page) === 0 && m.pins(page) === 0) m.clearPage(page);
}

/** `try_grab_page()` with FOLL_PIN. */
export function pinPage(m: Memory, page: number): void {
  m.setPins(page, m.pins(page) + 1);
}

/** `unpin_user_page()` */
export function unpinPage(m: Memory, page: number): void {
  // One plain reference more, so that the page is freed in one place.
  getPage(m, page);
  m.setPins(page, m.pins(page) - 1);
  putPage(m, page);
}

/** Several `put_page()` at once. */
export function putPages(m: Memory, page: number, references: number): void {
  m.setRefs(page, m.refs(page) - references + 1);
  putPage(m, page);
}

/**
 * `lru_cache_add()`: a fresh page waits, referenced, in its CPU's batch. Without CPUs it is on the LRU at once, and so is a
 * huge page: its batch is drained at once.
 */
export function addToLru(m: Memory, page: number, cpu: number): void {
  if (cpu < 0 || m.isHuge(page)) return;
  m.setBatchOf(page, cpu + 1);
  getPage(m, page);
}

/** `lru_add_drain()` on a CPU: its batch goes to the LRU and gives its references back. */
export function drainBatch(m: Memory, cpu: number): void {
  if (cpu < 0) return;
  for (let page = 1; page <= m.pages; page++)
    if (m.batchOf(page) === cpu + 1) {
      m.setBatchOf(page, 0);
      putPage(m, page);
    }
}

/** Swap PTEs that still point at the page's slot. */
export function swapEntries(m: Memory, page: number): number {
  const slot = m.slotOf(page);
  return slot === 0 ? 0 : m.entries(slot);
}

/** 1 when the swap cache holds a reference. */
export function inSwapCache(m: Memory, page: number): number {
  return m.slotOf(page) === 0 ? 0 : 1;
}

/** `delete_from_swap_cache()`: its reference goes; the contents are nowhere else now, so the page is dirty. */
export function dropSwapCache(m: Memory, page: number): void {
  const slot = m.slotOf(page);
  m.setSlotOf(page, 0);
  m.setCachePage(slot, 0);
  m.dirty.setPageDirty(page, true);
  freeSlotIfUnused(m, slot);
  putPage(m, page);
}

/** `try_to_free_swap()`: only when no swap PTE is left and nobody writes the page. True when it left the swap cache. */
export function tryToFreeSwap(m: Memory, page: number): boolean {
  if (m.slotOf(page) === 0 || swapEntries(m, page) > 0 || m.swap.isWriteback(page)) return false;
  dropSwapCache(m, page);
  return true;
}

/** `swap_free()` of one entry. */
export function freeSwapEntry(m: Memory, slot: number): void {
  m.setEntries(slot, m.entries(slot) - 1);
  freeSlotIfUnused(m, slot);
}

function freeSlotIfUnused(m: Memory, slot: number): void {
  if (m.entries(slot) > 0 || m.cachePage(slot) > 0) return;
  for (let part = 0; part < m.parts; part++) {
    m.setSlotData(slot, part, 0);
    m.setSlotForeign(slot, part, 0);
  }
}

/** Takes away what a mapping maps, its PMD or all of its PTEs: munmap, exit and MADV_DONTNEED of the whole range. */
export function zapRegion(m: Memory, first: number): void {
  if (m.isPmd(first)) {
    // The PMD has one reference: it goes with part 0, and the other entries of the model are the same PMD.
    for (let sub = 1; sub < m.subs; sub++) m.setPte(first + sub, NONE, 0, false);
    m.setPmd(first, false);
  }
  for (let sub = 0; sub < m.subs; sub++) zapPte(m, first + sub);
}

/** Takes away what a PTE maps, as `zap_pte_range()` does. */
export function zapPte(m: Memory, pte: number): void {
  const kind = m.kind(pte);
  const target = m.target(pte);
  // A page of a file takes the mark of its PTE; an anonymous one gets its own when it enters the swap cache.
  if (m.files.fileOf(kind === PRESENT ? target : 0) >= 0 && m.dirty.isPteDirty(pte)) m.dirty.setPageDirty(target, true);
  m.setPte(pte, NONE, 0, false);
  if (kind === PRESENT && target > 0 && m.isThp(target)) putPages(m, target, m.weightOf(pte));
  else if (kind === PRESENT && target > 0) {
    m.addMappings(target, -1);
    // free_page_and_swap_cache(): the last mapping takes the swap cache along, unless somebody has the page locked.
    if (m.mapcount(target) === 0 && !m.isLocked(target)) tryToFreeSwap(m, target);
    putPage(m, target);
  } else if (kind === SWAP) {
    const page = m.cachePage(target);
    freeSwapEntry(m, target);
    // free_swap_and_cache(): with the last entry the cached page goes too, if nothing maps it.
    if (page > 0 && m.entries(target) === 0 && m.mapcount(page) === 0 && !m.isLocked(page)) tryToFreeSwap(m, page);
  }
}

/** Copies contents, and with them who must not see them. */
export function copyContents(m: Memory, from: number, to: number): void {
  for (let part = 0; part < m.parts; part++) {
    m.setData(to, part, m.data(from, part));
    m.setForeign(to, part, m.foreign(from, part));
  }
}

/**
 * Stores a value through the view of an address space, by a CPU or by a device that holds one of its handles. Every
 * other address space of the family that exists has parted from it and must not see what is written.
 *
 * @param part half of the page, or -1 for the whole
 */
export function store(m: Memory, page: number, mm: number, variable: number, part: number, value: number): void {
  const region = m.regionOf(m.pteOf(mm, variable));
  // Whoever has a file sees what is stored through a shared mapping of it.
  const isPublic = m.files.fileOf(page) >= 0 && !m.files.isPrivateFile(region);
  const others = isPublic ? 0 : othersThan(m, mm, region);
  for (let at = 0; at < m.parts; at++)
    if (part === -1 || part === at) {
      m.setData(page, at, value);
      m.setForeign(page, at, others);
    }
  if (isPublic) return;
  const family = others & (m.cast.kin[mm] ?? 0);
  for (let other = 0; other < m.mms; other++)
    if (((family >> other) & 1) === 1) m.setExposed(m.pteOf(other, variable), true);
  if (!m.files.isPrivateFile(region)) return;
  // What is stored through a private mapping must not show in the file.
  for (let pte = 0; pte < m.ptes; pte += m.subs)
    if (m.regionOf(pte) !== region && m.files.mapped(m.regionOf(pte)) === m.files.mapped(region))
      m.setExposed(pte, true);
}

/** Views that must not see what an address space stores privately: of a file, all others and the file's own. */
function othersThan(m: Memory, mm: number, region: number): number {
  const born = m.bornMask() & ~(1 << mm);
  return m.files.isPrivateFile(region) ? born | (1 << m.mms) : born & (m.cast.kin[mm] ?? 0);
}

/**
 * Reads through the view of an address space into a register (-1: into none). Reading a part that the view must not
 * see is a missed COW.
 *
 * @param page 0 for the zero page
 */
export function load(m: Memory, page: number, mm: number, variable: number, part: number, register: number): void {
  // A shared mapping shows the file, whoever looks.
  const view = mm >= 0 && m.files.isShared(m.regionOf(m.pteOf(mm, variable))) ? m.mms : mm;
  for (let at = 0; at < m.parts; at++) {
    const wanted = part === -1 || part === at;
    if (register >= 0) m.setRegister(register, at, wanted ? m.data(page, at) + 1 : 0);
    if (wanted && mm >= 0 && ((m.foreign(page, at) >> view) & 1) === 1) m.events |= MISSED_COW;
  }
  // A passing reference is nobody's view.
  if (mm >= 0 && m.isExposed(m.pteOf(mm, variable))) m.arose |= MISSED_COW;
}

/** The page goes: what it holds is lost unless whoever looks finds the same in its place. */
export function noteLostData(m: Memory, page: number, found: (part: number) => number): void {
  for (let part = 0; part < m.parts; part++) if (m.data(page, part) !== found(part)) m.events |= LOST_DATA;
}

/** Notes that an address space stores where one of its live handles stands: now a wrong COW could show. */
export function noteStoreUnderHandle(m: Memory, mm: number, variable: number): void {
  const { handles } = m.cast;
  for (let h = 0; h < handles.length; h++) {
    const handle = handles[h];
    if (handle === undefined || handle.mm !== mm || handle.variable !== variable || m.held(h) === 0) continue;
    m.arose |= WRONG_COW | (handle.kind === 'pin' ? WRONG_COW_PIN : WRONG_COW_REFERENCE);
  }
}

/** A copy takes the place of `old` in an address space: wrong COW for every live handle of it that holds `old`. */
export function noteReplaced(m: Memory, mm: number, variable: number, old: number): void {
  const { handles } = m.cast;
  const held = old === 0 ? m.zeroHandle : old;
  for (let h = 0; h < handles.length; h++) {
    const handle = handles[h];
    if (handle === undefined || handle.mm !== mm || handle.variable !== variable || m.held(h) !== held) continue;
    m.events |= WRONG_COW | (handle.kind === 'pin' ? WRONG_COW_PIN : WRONG_COW_REFERENCE);
  }
}
