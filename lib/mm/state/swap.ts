import type { Handle, Layout, Row } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { Cast } from '#lib/mm/size';

/**
 * What swap lies on. A disk whose writing takes no time is what a scenario has that says nothing. `stable` is a slow one
 * that must not see a page change while it writes it (SWP_STABLE_WRITES), `zram` one that answers at once
 * (SWP_SYNCHRONOUS_IO), `full` a fast one of which more than half is taken (`vm_swap_full()`).
 */
export const swapDevices = ['disk', 'slow', 'stable', 'zram', 'full'] as const;

export type SwapDevice = (typeof swapDevices)[number];

/** The swap device, pages that are being written to it, and reads that go around the swap cache. */
export class Swap {
  private readonly view: View;
  /** Whether some device takes time to write. */
  private readonly writes: boolean;
  /** Whether some device is read around the swap cache. */
  private readonly readsAround: boolean;
  private readonly deviceAt: Handle;
  private readonly writebackAt: Row;
  private readonly writesAt: readonly Handle[];
  private readonly readsAt: readonly Handle[];

  constructor(view: View, layout: Layout, cast: Cast) {
    this.view = view;
    const handles = (name: string) => cast.actors.map((_, actor) => layout.get(`actor.${name}.${actor}`));
    this.writes = layout.has('page.writeback');
    this.readsAround = cast.swapDevices.includes('zram');
    this.deviceAt = layout.get('swap.device');
    this.writebackAt = layout.row('page.writeback');
    this.writesAt = handles('writes');
    this.readsAt = handles('reads');
  }

  static declare(layout: Layout, cast: Cast): void {
    const { swapDevices: used, pages, slots } = cast;
    const isSlow = used.includes('slow') || used.includes('stable');
    layout.declare('swap.device', Math.max(0, ...used.map((device) => swapDevices.indexOf(device))));
    layout.declare('page.writeback', isSlow ? 1 : 0, pages);
    for (const actor of cast.actors.keys()) {
      layout.declare(`actor.writes.${actor}`, isSlow ? pages : 0);
      layout.declare(`actor.reads.${actor}`, used.includes('zram') ? slots : 0);
    }
  }

  get device(): SwapDevice {
    return swapDevices[this.view.get(this.deviceAt)] ?? 'disk';
  }
  setDevice(device: SwapDevice): void {
    this.view.set(this.deviceAt, swapDevices.indexOf(device));
  }
  /** Whether writing takes time. */
  get isSlow(): boolean {
    return this.device === 'slow' || this.device === 'stable';
  }

  /** `PageWriteback()` */
  isWriteback(page: number): boolean {
    return this.writes && this.view.get(this.writebackAt[page - 1] ?? 0) === 1;
  }
  /** Whether the page is being written and must not change meanwhile. */
  isStable(page: number): boolean {
    return this.isWriteback(page) && this.device === 'stable';
  }
  /** Page that an actor's swap-out is writing, which holds no reference: the swap cache does. 0 when none. */
  writing(actor: number): number {
    return this.view.get(this.writesAt[actor] ?? 0);
  }
  beginWriteback(actor: number, page: number): void {
    this.view.set(this.writebackAt[page - 1] ?? 0, 1);
    this.view.set(this.writesAt[actor] ?? 0, page);
  }
  /** `end_page_writeback()`; gives the page that was written. */
  endWriteback(actor: number): number {
    const page = this.writing(actor);
    this.view.set(this.writebackAt[page - 1] ?? 0, 0);
    this.view.set(this.writesAt[actor] ?? 0, 0);
    return page;
  }

  /** Slot that an actor reads into a page of its own, around the swap cache; 0 when none. */
  reading(actor: number): number {
    return this.readsAround ? this.view.get(this.readsAt[actor] ?? 0) : 0;
  }
  /** Nothing where no device of the scenario is read so. */
  setReading(actor: number, slot: number): void {
    if (slot !== this.reading(actor)) this.view.set(this.readsAt[actor] ?? 0, slot);
  }
  /** Whether somebody reads the slot around the swap cache. */
  isRead(slot: number): boolean {
    if (this.readsAround) for (const at of this.readsAt) if (this.view.get(at) === slot) return true;
    return false;
  }
}
