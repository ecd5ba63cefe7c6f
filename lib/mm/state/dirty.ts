import type { Layout, Row } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { Cast } from '#lib/mm/size';

/**
 * Dirty marks: of PTEs, of pages, and the soft-dirty marks that a tracker reads through pagemap. Anonymous memory does
 * without them where nobody looks, for a page is marked dirty when it enters the swap cache, whatever its PTE says.
 */
export class Dirty {
  private readonly view: View;
  private readonly pteAt: Row;
  private readonly pageAt: Row;
  private readonly softAt: Row;
  private readonly newAt: Row;
  private readonly storedAt: Row;
  private readonly filledAt: Row;
  /** Whether dirty marks are laid out. */
  readonly isUsed: boolean;
  /** Whether soft-dirty marks are laid out. */
  readonly isSoftUsed: boolean;

  constructor(view: View, layout: Layout, cast: Cast) {
    this.view = view;
    this.isUsed = cast.uses.dirty;
    this.isSoftUsed = cast.uses.softDirty;
    this.pteAt = layout.row('pte.dirty');
    this.pageAt = layout.row('page.dirty');
    this.softAt = layout.row('pte.softDirty');
    this.newAt = layout.row('vma.softDirty');
    this.storedAt = layout.row('ghost.stored');
    this.filledAt = layout.row('ghost.filled');
  }

  static declare(layout: Layout, cast: Cast): void {
    const regions = cast.mms.length * cast.variables.length;
    const { dirty, softDirty } = cast.uses;
    layout.declare('pte.dirty', dirty ? 1 : 0, regions * cast.subs);
    layout.declare('page.dirty', dirty ? 1 : 0, cast.pages);
    layout.declare('pte.softDirty', softDirty ? 1 : 0, regions * cast.subs);
    layout.declare('vma.softDirty', softDirty ? 1 : 0, regions);
    layout.declare('ghost.stored', softDirty ? 1 : 0, regions);
    layout.declare('ghost.filled', softDirty ? 1 : 0, regions);
  }

  /** `pte_dirty()` */
  isPteDirty(pte: number): boolean {
    return this.isUsed && this.view.get(this.pteAt[pte] ?? 0) === 1;
  }
  /** The hardware's bit alone, as a store through a writable PTE sets it. */
  setPteDirty(pte: number, value: boolean): void {
    if (this.isUsed) this.view.set(this.pteAt[pte] ?? 0, value ? 1 : 0);
  }
  /** `pte_mkdirty()`: on x86 it sets the soft-dirty bit as well. */
  markPte(pte: number): void {
    this.setPteDirty(pte, true);
    this.setSoftDirty(pte, true);
  }

  /** `PageDirty()` */
  isPageDirty(page: number): boolean {
    return this.isUsed && page > 0 && this.view.get(this.pageAt[page - 1] ?? 0) === 1;
  }
  setPageDirty(page: number, value: boolean): void {
    if (this.isUsed) this.view.set(this.pageAt[page - 1] ?? 0, value ? 1 : 0);
  }

  /** `pte_soft_dirty()`, of a present PTE and of a swap entry. */
  isSoftDirty(pte: number): boolean {
    return this.isSoftUsed && this.view.get(this.softAt[pte] ?? 0) === 1;
  }
  setSoftDirty(pte: number, value: boolean): void {
    if (this.isSoftUsed) this.view.set(this.softAt[pte] ?? 0, value ? 1 : 0);
  }
  /** VM_SOFTDIRTY: the mapping is new since the tracker last cleared, so all of it is reported. */
  isNew(region: number): boolean {
    return this.view.get(this.newAt[region] ?? 0) === 1;
  }
  setNew(region: number, value: boolean): void {
    if (this.isSoftUsed) this.view.set(this.newAt[region] ?? 0, value ? 1 : 0);
  }

  /** Nothing is mapped there any more. */
  forget(region: number): void {
    this.setNew(region, false);
    this.setStored(region, false);
    this.setFilled(region, false);
  }
  /** fork: the child's entry is marked as its parent's is. */
  copyMarks(from: number, to: number): void {
    this.setPteDirty(to, this.isPteDirty(from));
    this.setSoftDirty(to, this.isSoftDirty(from));
  }
  copyRegion(from: number, to: number): void {
    this.setNew(to, this.isNew(from));
    this.setStored(to, this.isStored(from));
    this.setFilled(to, this.isFilled(from));
  }

  /** What no kernel knows: whether the address space stored there since the tracker last cleared. */
  isStored(region: number): boolean {
    return this.view.get(this.storedAt[region] ?? 0) === 1;
  }
  setStored(region: number, value: boolean): void {
    if (this.isSoftUsed) this.view.set(this.storedAt[region] ?? 0, value ? 1 : 0);
  }
  /** The same of contents that somebody else brought, or that a write fault was about to. */
  isFilled(region: number): boolean {
    return this.view.get(this.filledAt[region] ?? 0) === 1;
  }
  setFilled(region: number, value: boolean): void {
    if (this.isSoftUsed) this.view.set(this.filledAt[region] ?? 0, value ? 1 : 0);
  }
}
