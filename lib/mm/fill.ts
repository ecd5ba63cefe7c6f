import { DIRTY_READ_ONLY, LOST_DATA, type Memory, NONE, PRESENT, READ_WRITE } from '#lib/mm/memory';
import { getPage, store } from '#lib/mm/page';
import type { Fill, Marks } from '#lib/mm/policy';

/** A page that userfaultfd brings to a place, with a reference that becomes the mapping's; page 0 is the zero page. */
export interface Brought {
  readonly mm: number;
  readonly variable: number;
  readonly pte: number;
  readonly page: number;
  readonly fill: Fill;
  readonly marks: Marks;
  /** Id of the policy that decided about the marks. */
  readonly decided: string;
  /** Whether an anonymous page is marked PageAnonExclusive. */
  readonly exclusive: boolean;
}

/** What a fill is, for whoever decides about marks. */
export function fillOf(m: Memory, pte: number, by: Fill['by'], servesWrite: boolean): Fill {
  const region = m.regionOf(pte);
  const isShared = m.files.isShared(region);
  const memory = isShared || by === 'continue' ? 'shmem' : 'anon';
  return { by, memory, isShared, isWritable: m.vma(pte) === READ_WRITE, servesWrite };
}

/** Whether a shared mapping's file has contents already: `shmem_add_to_page_cache()` finds an entry. */
export function isInCache(m: Memory, pte: number): boolean {
  const region = m.regionOf(pte);
  const file = m.files.mapped(region);
  return m.files.isShared(region) && (m.files.cached(file) > 0 || m.files.isKept(file));
}

/** Whether the page can go there: `mfill_atomic_install_pte()` fails with EEXIST otherwise. */
export function canInstall(m: Memory, pte: number, by: Fill['by']): boolean {
  return m.kind(pte) === NONE && (by === 'continue' || !isInCache(m, pte));
}

/** `mfill_atomic_install_pte()` with the page-table lock held and the PTE empty. */
export function installFill(m: Memory, a: Brought): void {
  const { fill, page, pte, marks } = a;
  const region = m.regionOf(pte);
  if (fill.by !== 'continue') m.dirty.setFilled(region, true);
  m.arose |= LOST_DATA;
  if (page === 0) {
    m.setPte(pte, PRESENT, 0, false);
    return;
  }
  if (fill.by !== 'continue' && fill.isShared) {
    m.files.setCached(m.files.mapped(region), page);
    getPage(m, page);
  } else if (fill.by !== 'continue') {
    // What is brought into private memory is that address space's own, as if it had stored it.
    for (let part = 0; part < m.parts; part++) store(m, page, a.mm, a.variable, part, m.data(page, part));
    m.setExclusive(page, a.exclusive);
  }
  m.addMappings(page, 1);
  m.setPte(pte, PRESENT, page, marks.pteWritable);
  if (marks.pteDirty) m.dirty.markPte(pte);
  if (marks.pageDirty) m.dirty.setPageDirty(page, true);
  if (m.talk !== null) m.talk.why = sayMarks(a.decided, marks, m.talk.why);
  if (fill.isWritable) return;
  m.arose |= DIRTY_READ_ONLY;
  if (marks.pteDirty) m.events |= DIRTY_READ_ONLY;
}

/** @param asked what the policy looked at, where it says so */
function sayMarks(policy: string, marks: Marks, asked: string | null): string {
  const set = [
    marks.pteDirty ? 'the PTE dirty' : '',
    marks.pteWritable ? 'the PTE writable' : '',
    marks.pageDirty ? 'the page dirty' : '',
  ].filter((part) => part !== '');
  return `${policy} ${asked === null ? '' : `${asked}, so it `}makes ${set.length === 0 ? 'nothing dirty' : set.join(', ')}`;
}

/** What whoever looks at a place finds in a part of it, were it not for the page that is let go of. */
export function foundAt(m: Memory, pte: number, part: number): number {
  if (m.kind(pte) === PRESENT) return m.data(m.target(pte), part);
  const file = m.files.mapped(m.regionOf(pte));
  if (file < 0) return 0;
  const cached = m.files.cached(file);
  return cached > 0 ? m.data(cached, part) : m.files.keptData(file, part);
}
