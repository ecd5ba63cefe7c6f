import { entireMapcount, type Memory, NONE, PRESENT, subMapcount } from '#lib/mm/memory';
import { addToLru, putPages } from '#lib/mm/page';
import { HUGE_NR } from '#lib/mm/size';

/** What the mapcount rules compare of a THP, whichever part is hit: whole mappings plus the most that one part has. */
export function maxMapcount(m: Memory, page: number): number {
  let most = 0;
  for (let sub = 0; sub < m.subs; sub++) most = Math.max(most, subMapcount(m, page, sub));
  return entireMapcount(m, page) + most;
}

/** `folio_large_mapcount()`: every mapping of every part, a whole mapping counting once. */
export function largeMapcount(m: Memory, page: number): number {
  return entireMapcount(m, page) + subMapcount(m, page, 0) + (HUGE_NR - 1) * subMapcount(m, page, 1);
}

/** Whether address spaces other than one map some of the folio. */
export function isMappedByMany(m: Memory, page: number): boolean {
  let first = -1;
  for (let pte = 0; pte < m.ptes; pte++) {
    if (m.kind(pte) !== PRESENT || m.target(pte) !== page) continue;
    const mm = m.mmOf(pte);
    if (first !== -1 && mm !== first) return true;
    first = mm;
  }
  return false;
}

/** Maps a THP by the PMD of a mapping; counters are the caller's business. */
export function setHugePmd(m: Memory, pte: number, page: number, writable: boolean): void {
  m.setPmd(pte, true);
  for (let sub = 0; sub < m.subs; sub++) m.setPte(pte + sub, PRESENT, page, writable);
}

/**
 * A fault on an empty mapping gets a fresh page of the kind of the mapping, zero-filled and the mapper's own: a THP where
 * THPs are played, `do_huge_pmd_anonymous_page()`.
 */
export function mapFresh(m: Memory, pte: number, writable: boolean, exclusive: boolean, cpu: number): number {
  const page = m.allocate();
  if (m.cast.kind === 'thp') {
    m.setThp(page, true);
    setHugePmd(m, pte, page, writable);
  } else {
    m.setPte(pte, PRESENT, page, writable);
    m.setMapcount(page, 1);
  }
  m.setExclusive(page, exclusive);
  addToLru(m, page, cpu);
  return page;
}

/** Sets the write bit of a PTE, or of the PMD that it belongs to. */
export function setEntryWritable(m: Memory, pte: number, writable: boolean): void {
  if (!m.isPmd(pte)) {
    m.setWritable(pte, writable);
    return;
  }
  const first = pte - m.subOf(pte);
  for (let sub = 0; sub < m.subs; sub++) m.setWritable(first + sub, writable);
}

/**
 * `__split_huge_pmd()`: the page table alone changes, the folio stays large and nobody else notices. The reference of the
 * PMD becomes one for each of its 512 PTEs.
 */
export function splitPmd(m: Memory, pte: number): void {
  const page = m.target(pte);
  m.setPmd(pte, false);
  m.setRefs(page, m.refs(page) + HUGE_NR - 1);
  for (let sub = 1; sub < m.subs; sub++) m.setExclusive(page, m.isExclusive(page, 0), sub);
}

/** `split_huge_page()` may be tried: nobody but the mappings refers to any part of the folio. */
export function canSplitFolio(m: Memory, page: number): boolean {
  return m.count(page) === largeMapcount(m, page);
}

/** `split_huge_page()`: the folio falls into base pages; the 511 that the scenario does not touch are let go of. */
export function splitFolio(m: Memory, page: number): void {
  for (let pte = 0; pte < m.ptes; pte += m.subs) {
    if (m.kind(pte) === PRESENT && m.target(pte) === page && m.isPmd(pte)) splitPmd(m, pte);
    for (let sub = 1; sub < m.subs; sub++)
      if (m.kind(pte + sub) === PRESENT && m.target(pte + sub) === page) {
        m.setPte(pte + sub, NONE, 0, false);
        putPages(m, page, HUGE_NR - 1);
      }
  }
  if (m.refs(page) === 0) return;
  const mapped = subMapcount(m, page, 0);
  for (let sub = 1; sub < m.subs; sub++) m.setExclusive(page, false, sub);
  m.setThp(page, false);
  m.setMapcount(page, mapped);
}
