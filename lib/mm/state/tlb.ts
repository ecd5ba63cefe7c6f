import type { Handle, Layout, Row } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { Cast } from '#lib/mm/size';

/** What a TLB answers when it has no entry. */
export const NO_ENTRY = -1;

/**
 * The TLBs of the CPUs: for each a page and a write bit at every variable of the address space that runs there, as the
 * page table had them when the CPU looked. Nothing is laid out where no step of the scenario defers a flush: then every
 * access looks at the page table. Entries stay until they are flushed; a processor may drop one earlier.
 */
export class Tlb {
  /** Whether TLBs are modelled at all. */
  readonly isOn: boolean;
  private readonly view: View;
  private readonly cast: Cast;
  private readonly variables: number;
  private readonly entryAt: Row;
  private readonly lateAt: readonly Handle[];
  private readonly pendingAt: Row;
  private readonly toldAt: Row;
  private readonly seenAt: Row;

  constructor(view: View, layout: Layout, cast: Cast) {
    this.view = view;
    this.cast = cast;
    this.isOn = cast.tlbs.length > 0;
    this.variables = cast.variables.length;
    this.entryAt = layout.row('tlb');
    this.lateAt = cast.actors.map((_, actor) => layout.get(`actor.late.${actor}`));
    this.pendingAt = layout.row('mm.flushPending');
    this.toldAt = layout.row('told');
    this.seenAt = layout.row('seen');
  }

  static declare(layout: Layout, cast: Cast): void {
    const { tlbs, flushers } = cast;
    const isOn = tlbs.length > 0;
    const places = cast.mms.length * cast.variables.length;
    layout.declare('tlb', 2 * cast.pages + 2, tlbs.length * cast.variables.length);
    for (const actor of cast.actors.keys()) layout.declare(`actor.late.${actor}`, isOn ? 1 : 0);
    layout.declare('mm.flushPending', isOn ? flushers : 0, cast.mms.length);
    const tells = isOn && cast.uses.uffd;
    layout.declare('told', tells ? cast.actors.length : 0, places);
    layout.declare('seen', tells ? 1 : 0, places);
  }

  private at(tlb: number, variable: number): Handle {
    return this.entryAt[tlb * this.variables + variable] ?? 0;
  }

  /** Page of an entry, 0 for the zero page, `NO_ENTRY` for none. */
  page(tlb: number, variable: number): number {
    return tlb < 0 ? NO_ENTRY : ((this.view.get(this.at(tlb, variable)) + 1) >>> 1) - 1;
  }
  /** Write bit of an entry. */
  isWritable(tlb: number, variable: number): boolean {
    const entry = tlb < 0 ? 0 : this.view.get(this.at(tlb, variable));
    return entry > 0 && (entry & 1) === 0;
  }
  /** The CPU looked at the page table. */
  fill(tlb: number, variable: number, page: number, writable: boolean): void {
    if (tlb >= 0) this.view.set(this.at(tlb, variable), 2 * page + (writable ? 2 : 1));
  }
  /** Whether some CPU could still store at this place without looking. */
  hasWritable(mm: number, variable: number): boolean {
    return this.cast.tlbs.some((info, tlb) => info.mm === mm && this.isWritable(tlb, variable));
  }
  /** `flush_tlb_page()`: no CPU knows the place any more. */
  flush(mm: number, variable: number): void {
    for (const [tlb, info] of this.cast.tlbs.entries()) if (info.mm === mm) this.view.set(this.at(tlb, variable), 0);
  }
  /** `try_to_unmap_flush()`: no CPU knows the page any more. */
  flushPage(page: number): void {
    if (!this.isOn) return;
    for (let tlb = 0; tlb < this.cast.tlbs.length; tlb++)
      for (let variable = 0; variable < this.variables; variable++)
        if (this.page(tlb, variable) === page) this.view.set(this.at(tlb, variable), 0);
  }
  /** One CPU forgets one place by itself. */
  evict(tlb: number, variable: number): void {
    this.view.set(this.at(tlb, variable), 0);
  }
  /** `flush_tlb_mm()` */
  flushAll(mm: number): void {
    for (let variable = 0; variable < this.variables; variable++) this.flush(mm, variable);
  }

  /** `mm->tlb_flush_pending`: changes of this address space's page tables whose flush is still to come. */
  pending(mm: number): number {
    return this.isOn ? this.view.get(this.pendingAt[mm] ?? 0) : 0;
  }
  addPending(mm: number, by: 1 | -1): void {
    if (this.isOn) this.view.set(this.pendingAt[mm] ?? 0, this.pending(mm) + by);
  }

  /** Whether a store went to the old page after an actor had copied it. */
  isLate(actor: number): boolean {
    return this.isOn && this.view.get(this.lateAt[actor] ?? 0) === 1;
  }
  setLate(actor: number, value: boolean): void {
    if (this.isOn) this.view.set(this.lateAt[actor] ?? 0, value ? 1 : 0);
  }

  private place(mm: number, variable: number): number {
    return mm * this.variables + variable;
  }
  /** Actor, 0-based, that was told of a write fault at this place that userfaultfd holds back; -1 for none. */
  toldTo(mm: number, variable: number): number {
    return this.isOn ? this.view.get(this.toldAt[this.place(mm, variable)] ?? 0) - 1 : -1;
  }
  /** Whether that actor read the page since, for frozen. */
  isSeen(mm: number, variable: number): boolean {
    return this.view.get(this.seenAt[this.place(mm, variable)] ?? 0) === 1;
  }
  setTold(mm: number, variable: number, actor: number): void {
    if (this.isOn) this.view.set(this.toldAt[this.place(mm, variable)] ?? 0, actor + 1);
  }
  setSeen(mm: number, variable: number): void {
    this.view.set(this.seenAt[this.place(mm, variable)] ?? 0, 1);
  }
  /** Protection is taken away: nobody takes the page for frozen any more. */
  forgetTold(mm: number, variable: number): void {
    if (!this.isOn) return;
    this.view.set(this.toldAt[this.place(mm, variable)] ?? 0, 0);
    this.view.set(this.seenAt[this.place(mm, variable)] ?? 0, 0);
  }
}
