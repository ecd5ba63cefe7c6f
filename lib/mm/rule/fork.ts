import type { Memory } from '#lib/mm/memory';

/** fork shares every page, whatever references it has. Up to 5.8. */
export function neverCopies(): boolean {
  return false;
}

/** 70e806e4e645 (5.9): a page that looks pinned, in an address space that ever pinned, is copied for the child. */
export function copiesPinned(m: Memory, mm: number, page: number): boolean {
  const copies = m.hasPinned(mm) && m.isPinned(page);
  if (m.talk !== null && copies)
    m.talk.why = m.isHuge(page)
      ? `asks whether the page is pinned: ${m.pins(page)} pins`
      : `asks whether the page looks pinned: page_count ${m.count(page)}`;
  return copies;
}

/** 6c287605fd56 (5.19): only a page marked exclusive can have pins that sharing would break. */
export function copiesPinnedExclusive(m: Memory, mm: number, page: number, sub: number): boolean {
  return m.isExclusive(page, sub) && copiesPinned(m, mm, page);
}
