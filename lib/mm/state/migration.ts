import type { Handle, Layout } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { Cast } from '#lib/mm/size';

/** Migrations under way. The migration entries themselves are a kind of PTE, see `Memory`. */
export class Migration {
  private readonly view: View;
  private readonly movedAt: readonly Handle[];

  constructor(view: View, layout: Layout, cast: Cast) {
    this.view = view;
    this.movedAt = cast.actors.map((_, actor) => layout.get(`actor.moves.${actor}`));
  }

  static declare(layout: Layout, cast: Cast): void {
    for (const actor of cast.actors.keys())
      layout.declare(`actor.moves.${actor}`, cast.movers.includes(actor) ? cast.pages : 0);
  }

  /** Page that an actor's migration moved the contents to, and holds a reference to; 0 when none. */
  moved(actor: number): number {
    return this.view.get(this.movedAt[actor] ?? 0);
  }
  setMoved(actor: number, page: number): void {
    this.view.set(this.movedAt[actor] ?? 0, page);
  }
}
