import type { Handle, Layout, Row } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { Cast } from '#lib/mm/size';

/**
 * What GUP-fast remembers of a page table that it reads without a lock: the PTE as it was, whether it took its reference
 * already, and whether a fork began since. Laid out for the actors that have such a step.
 */
export class Walk {
  private readonly view: View;
  private readonly cast: Cast;
  private readonly isWalked: boolean;
  private readonly pteAt: readonly Handle[];
  private readonly holdsAt: readonly Handle[];
  private readonly forkedAt: readonly Handle[];
  private readonly forkingAt: Row;
  private readonly foundAt: Row;

  constructor(view: View, layout: Layout, cast: Cast) {
    this.view = view;
    this.cast = cast;
    this.isWalked = cast.walkers.length > 0;
    const handles = (name: string) => cast.actors.map((_, actor) => layout.get(`actor.${name}.${actor}`));
    this.pteAt = handles('walk');
    this.holdsAt = handles('tries');
    this.forkedAt = handles('forked');
    this.forkingAt = layout.row('mm.forking');
    this.foundAt = layout.row('mm.forkFound');
  }

  static declare(layout: Layout, cast: Cast): void {
    for (const actor of cast.actors.keys()) {
      const walks = cast.walkers.includes(actor);
      layout.declare(`actor.walk.${actor}`, walks ? 2 * cast.pages + 1 : 0);
      layout.declare(`actor.tries.${actor}`, walks ? 2 : 0);
      layout.declare(`actor.forked.${actor}`, walks ? 1 : 0);
    }
    const isWalked = cast.walkers.length > 0 ? 1 : 0;
    layout.declare('mm.forking', isWalked, cast.mms.length);
    layout.declare('mm.forkFound', 2 * isWalked, cast.mms.length);
  }

  /** Page of the PTE that was read; 0 when no walk is under way. */
  page(actor: number): number {
    return this.view.get(this.pteAt[actor] ?? 0) >>> 1;
  }
  /** Write bit of the PTE that was read. */
  isWritable(actor: number): boolean {
    return (this.view.get(this.pteAt[actor] ?? 0) & 1) === 1;
  }
  begin(actor: number, page: number, writable: boolean): void {
    this.view.set(this.pteAt[actor] ?? 0, 2 * page + (writable ? 1 : 0));
  }
  /** Reference that the walk took and has not yet handed over: none, a plain one, a pin. */
  tries(actor: number): 'none' | 'get' | 'pin' {
    const held = this.view.get(this.holdsAt[actor] ?? 0);
    return held === 0 ? 'none' : held === 1 ? 'get' : 'pin';
  }
  setTries(actor: number, isPin: boolean): void {
    this.view.set(this.holdsAt[actor] ?? 0, isPin ? 2 : 1);
  }
  /** Whether `write_protect_seq` moved since the walk began. */
  sawFork(actor: number): boolean {
    return this.view.get(this.forkedAt[actor] ?? 0) === 1;
  }
  /** Whether `write_protect_seq` is odd: a fork of the address space is between its first page and its last. */
  isForking(mm: number): boolean {
    return this.view.get(this.forkingAt[mm] ?? 0) === 1;
  }
  /** `raw_write_seqcount_begin()`: whoever walks now will see that it moved. */
  beginFork(mm: number): void {
    this.view.set(this.forkingAt[mm] ?? 0, 1);
    for (const actor of this.cast.walkers)
      if (this.cast.mmOf[actor] === mm && this.page(actor) > 0) this.view.set(this.forkedAt[actor] ?? 0, 1);
  }
  endFork(mm: number): void {
    this.view.set(this.forkingAt[mm] ?? 0, 0);
  }
  /**
   * What fork found when it looked at a page for pins, until it has copied or shared that page: all the while it holds the
   * page-table lock, which keeps out everybody but those that take no lock.
   */
  found(mm: number): 'nothing' | 'pinned' | 'not pinned' {
    if (!this.isWalked) return 'nothing';
    const found = this.view.get(this.foundAt[mm] ?? 0);
    return found === 0 ? 'nothing' : found === 1 ? 'not pinned' : 'pinned';
  }
  setFound(mm: number, found: 'nothing' | 'pinned' | 'not pinned'): void {
    this.view.set(this.foundAt[mm] ?? 0, found === 'nothing' ? 0 : found === 'not pinned' ? 1 : 2);
  }
  end(actor: number): void {
    this.view.set(this.pteAt[actor] ?? 0, 0);
    this.view.set(this.holdsAt[actor] ?? 0, 0);
    this.view.set(this.forkedAt[actor] ?? 0, 0);
  }
}
