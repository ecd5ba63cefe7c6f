import type { Model, Move } from '#lib/check/model';
import { forEachStep } from '#lib/check/steps';
import type { Store } from '#lib/check/store';

/**
 * The schedule by which the search found a state: a shortest one, of several the one that was met first. The store keeps
 * the predecessor alone; which step of it led on is found by taking them again.
 */
export function findPath(model: Model, store: Store, state: number): readonly Move[] {
  const path: Move[] = [];
  for (let at = state; at !== 0; at = store.parentOf(at)) {
    let taken: Move | undefined;
    forEachStep(model, store, store.parentOf(at), (actor, alternative) => {
      if (taken === undefined && store.find(model.view.words) === at) taken = { actor, alternative };
    });
    if (taken === undefined)
      throw new Error(`state ${at} cannot be reached again: a step of the model is not deterministic`);
    path.push(taken);
  }
  return path.reverse();
}
