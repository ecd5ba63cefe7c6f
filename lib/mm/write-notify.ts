import type { Memory } from '#lib/mm/memory';

/** `vma_wants_writenotify()` of shmem: only for a soft-dirty tracker. */
export function wantsWriteNotify(m: Memory, region: number): boolean {
  return m.dirty.isSoftUsed && !m.dirty.isNew(region);
}

/** `pte_mkdirty()` of a write fault. */
export function markWritten(m: Memory, pte: number): void {
  m.dirty.markPte(pte);
  m.dirty.setFilled(m.regionOf(pte), true);
}
