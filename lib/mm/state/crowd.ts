import type { Layout, Row } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { Cast } from '#lib/mm/size';

/**
 * Children that were made in numbers and only map: how many of them map a page, and how many have a swap entry of a slot.
 * Which of them it is makes no difference to anybody.
 */
export class Crowd {
  private readonly view: View;
  private readonly isOn: boolean;
  private readonly mappingsAt: Row;
  private readonly entriesAt: Row;

  constructor(view: View, layout: Layout, cast: Cast) {
    this.view = view;
    this.isOn = cast.crowd > 0;
    this.mappingsAt = layout.row('page.crowd');
    this.entriesAt = layout.row('slot.crowd');
  }

  static declare(layout: Layout, cast: Cast): void {
    // One PTE of each child, or one for each variable where KSM merges them.
    const most = cast.crowd * (cast.mergers.length > 0 ? cast.variables.length : 1);
    layout.declare('page.crowd', most, cast.pages);
    layout.declare('slot.crowd', most, cast.slots);
  }

  mappings(page: number): number {
    return this.isOn ? this.view.get(this.mappingsAt[page - 1] ?? 0) : 0;
  }
  setMappings(page: number, value: number): void {
    if (this.isOn) this.view.set(this.mappingsAt[page - 1] ?? 0, value);
  }
  entries(slot: number): number {
    return this.isOn ? this.view.get(this.entriesAt[slot - 1] ?? 0) : 0;
  }
  setEntries(slot: number, value: number): void {
    if (this.isOn) this.view.set(this.entriesAt[slot - 1] ?? 0, value);
  }
}
