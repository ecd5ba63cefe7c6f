import { pageName } from '#lib/mm/holders';
import { LOST_DATA, type Memory, PRESENT } from '#lib/mm/memory';
import { noteLostData, putPage, zapPte } from '#lib/mm/page';

/** `page_referenced()` finds a locked mapping among those of the page. */
export function isMlocked(m: Memory, page: number): boolean {
  for (let pte = 0; pte < m.ptes; pte++)
    if (m.kind(pte) === PRESENT && m.target(pte) === page && m.files.isLocked(m.regionOf(pte))) return true;
  return false;
}

/** `try_to_unmap()` of a page of a file: no entry is left, and the page takes the dirty mark of the PTE. */
export function unmapFilePage(m: Memory, who: string, page: number, pte: number): void {
  const wasDirty = m.dirty.isPteDirty(pte);
  const name = m.cast.mms[m.mmOf(pte)] ?? '';
  zapPte(m, pte);
  if (m.talk === null) return;
  const mark = wasDirty ? 'dirty: so is the page' : 'clean';
  m.talk.label = `${who}: unmap ${pageName(page)} from ${name}, its PTE was ${mark}`;
}

/**
 * `pageout()` of a dirty page to disk or swap; then, or at once where it is clean, out of the page cache. Says what it did.
 * The cache's reference goes, reclaim's own stays.
 */
export function freeFilePage(m: Memory, page: number): string {
  const file = m.files.fileOf(page);
  const isDirty = m.dirty.isPageDirty(page);
  m.arose |= LOST_DATA;
  if (isDirty) {
    m.files.setKept(file, true);
    for (let part = 0; part < m.parts; part++) m.files.keep(file, part, m.data(page, part), m.foreign(page, part));
  } else noteLostData(m, page, (part) => m.files.keptData(file, part));
  m.files.setCached(file, 0);
  putPage(m, page);
  return isDirty ? 'write out and free' : 'free, as it is clean,';
}
