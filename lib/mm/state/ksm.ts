import type { Handle, Layout, Row } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { Cast } from '#lib/mm/size';

/** Pages that KSM merged, and the one that a merge under way merges into. */
export class Ksm {
  private readonly view: View;
  private readonly isOn: boolean;
  private readonly ksmAt: Row;
  private readonly targetAt: readonly Handle[];

  constructor(view: View, layout: Layout, cast: Cast) {
    this.view = view;
    this.isOn = cast.mergers.length > 0;
    this.ksmAt = layout.row('page.ksm');
    this.targetAt = cast.actors.map((_, actor) => layout.get(`actor.merges.${actor}`));
  }

  static declare(layout: Layout, cast: Cast): void {
    layout.declare('page.ksm', cast.mergers.length > 0 ? 1 : 0, cast.pages);
    for (const actor of cast.actors.keys())
      layout.declare(`actor.merges.${actor}`, cast.mergers.includes(actor) ? cast.pages : 0);
  }

  /** `PageKsm()` */
  isKsm(page: number): boolean {
    return this.isOn && this.view.get(this.ksmAt[page - 1] ?? 0) === 1;
  }
  setKsm(page: number, value: boolean): void {
    if (this.isOn) this.view.set(this.ksmAt[page - 1] ?? 0, value ? 1 : 0);
  }
  /** Page that an actor's merge keeps, and holds a reference to; 0 when none. */
  target(actor: number): number {
    return this.view.get(this.targetAt[actor] ?? 0);
  }
  setTarget(actor: number, page: number): void {
    this.view.set(this.targetAt[actor] ?? 0, page);
  }
}
