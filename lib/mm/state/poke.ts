import type { Layout, Row } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { Cast } from '#lib/mm/size';

/** The page that an actor's write to /proc/PID/mem holds between GUP and `put_page()`. */
export class Poke {
  private readonly view: View;
  private readonly heldAt: Row;

  constructor(view: View, layout: Layout) {
    this.view = view;
    this.heldAt = layout.row('actor.poke');
  }

  static declare(layout: Layout, cast: Cast): void {
    layout.declare('actor.poke', cast.uses.poke ? cast.pages : 0, cast.actors.length);
  }

  /** 0 for none. */
  held(actor: number): number {
    return this.view.get(this.heldAt[actor] ?? 0);
  }
  hold(actor: number, page: number): void {
    this.view.set(this.heldAt[actor] ?? 0, page);
  }
}
