import { isOpen, type Model } from '#lib/check/model';
import type { Store } from '#lib/check/store';
import { BoundHit } from '#lib/check/view';

/**
 * Tries every open alternative of a stored state, in the order of actors and alternatives; `visit` sees the view after the
 * step. For what looks at states again once the search is over: a step that met a bound then is passed over, for the
 * search has said so.
 */
export function forEachStep(
  model: Model,
  store: Store,
  state: number,
  visit: (actor: number, alternative: number) => void,
): void {
  const { view, actors } = model;
  const { words } = view;
  store.load(state, words);
  for (let a = 0; a < actors.length; a++) {
    const actor = actors[a];
    const alternatives = actor?.program[view.get(actor.pc)];
    if (alternatives === undefined) continue;
    for (let n = 0; n < alternatives.length; n++) {
      const alternative = alternatives[n];
      if (alternative === undefined || !isOpen(view, alternative.guard)) continue;
      view.events = 0;
      try {
        if (!alternative.fn(view, alternative.args)) continue;
        visit(a, n);
      } catch (error) {
        if (!(error instanceof BoundHit)) throw error;
      }
      store.load(state, words);
    }
  }
  view.events = 0;
}
