import type { Layout, Row } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { Cast } from '#lib/mm/size';

/**
 * The mmap lock of each address space, as far as steps hold it that have several parts, and the lock that one proposal
 * puts beside it. That a fault holds the mmap lock for reading shows in what the fault holds. Nothing is laid out where
 * every holder is done in one part.
 */
export class MmapLock {
  private readonly view: View;
  private readonly isKept: boolean;
  private readonly writerAt: Row;
  private readonly readersAt: Row;
  private readonly protectsAt: Row;
  private readonly unprotectsAt: Row;

  constructor(view: View, layout: Layout, cast: Cast) {
    this.view = view;
    this.isKept = cast.lockHolders > 0;
    this.writerAt = layout.row('mm.writer');
    this.readersAt = layout.row('mm.readers');
    this.protectsAt = layout.row('mm.protects');
    this.unprotectsAt = layout.row('mm.unprotects');
  }

  static declare(layout: Layout, cast: Cast): void {
    const mms = cast.mms.length;
    layout.declare('mm.writer', Math.min(1, cast.lockHolders), mms);
    layout.declare('mm.readers', cast.lockHolders, mms);
    layout.declare('mm.protects', cast.lockHolders, mms);
    layout.declare('mm.unprotects', cast.lockHolders, mms);
  }

  isWriteLocked(mm: number): boolean {
    return this.isKept && this.view.get(this.writerAt[mm] ?? 0) === 1;
  }
  setWriteLocked(mm: number, value: boolean): void {
    if (this.isKept) this.view.set(this.writerAt[mm] ?? 0, value ? 1 : 0);
  }
  /** Steps of several parts that hold it for reading. */
  readers(mm: number): number {
    return this.isKept ? this.view.get(this.readersAt[mm] ?? 0) : 0;
  }
  addReaders(mm: number, by: 1 | -1): void {
    if (this.isKept) this.view.set(this.readersAt[mm] ?? 0, this.readers(mm) + by);
  }
  /** Steps under way that protect, where protecting and unprotecting exclude one another. */
  protects(mm: number): number {
    return this.view.get(this.protectsAt[mm] ?? 0);
  }
  addProtects(mm: number, by: 1 | -1): void {
    this.view.set(this.protectsAt[mm] ?? 0, this.protects(mm) + by);
  }
  /** Steps under way that take a protection away, likewise. */
  unprotects(mm: number): number {
    return this.view.get(this.unprotectsAt[mm] ?? 0);
  }
  addUnprotects(mm: number, by: 1 | -1): void {
    this.view.set(this.unprotectsAt[mm] ?? 0, this.unprotects(mm) + by);
  }
}
