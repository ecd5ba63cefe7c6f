import type { Graph } from '#lib/check/graph';
import type { Model, Move } from '#lib/check/model';
import { forEachStep } from '#lib/check/steps';
import type { Store } from '#lib/check/store';
import type { View } from '#lib/check/view';

/** What the last step of the schedule does: sets off an event, reaches a state that passes a test, or one of a set. */
export type Target =
  | { readonly events: number; test?: undefined; states?: undefined }
  | { test(view: View): boolean; readonly events?: undefined; states?: undefined }
  | { readonly states: ReadonlySet<number>; readonly events?: undefined; test?: undefined };

/**
 * Among all schedules of `depth` steps that meet the target, the one with the fewest changes of actor, and among those
 * the first in the order of actors and alternatives. Level by level from the end: for each state and each actor, the
 * fewest changes of a rest that this actor begins. Every state on such a schedule stands exactly at its own level,
 * else there were a shorter one, so nothing but levels 0 to `depth - 1` is looked at again: the last of them step by step,
 * for the target asks what a step does, the others in the graph.
 *
 * @param graph the steps of all levels before `depth - 1`
 * @param levels index of the first state of each level
 */
export function findShortest(
  model: Model,
  store: Store,
  graph: Graph,
  levels: readonly number[],
  depth: number,
  target: Target,
): readonly Move[] {
  if (depth === 0) return [];
  const actors = model.actors.length;
  const startOf = (level: number) => levels[level] ?? store.count;
  // A schedule has fewer changes of actor than steps.
  const NONE = depth < 0xff ? 0xff : 0xffff;
  if (depth >= NONE) throw new Error(`a schedule of ${depth} steps is longer than the search can look back`);
  const cells = startOf(depth) * actors;
  const rest = (depth < 0xff ? new Uint8Array(cells) : new Uint16Array(cells)).fill(NONE);

  const least = (state: number, after: number): number => {
    let best = NONE;
    for (let b = 0; b < actors; b++) {
      const changes = rest[state * actors + b] ?? NONE;
      if (changes !== NONE) best = Math.min(best, changes + (after === -1 || b === after ? 0 : 1));
    }
    return best;
  };
  const isTarget = (): boolean => {
    if (target.events !== undefined) return (model.view.events & target.events) !== 0;
    if (target.test !== undefined) return target.test(model.view);
    return target.states.has(store.find(model.view.words));
  };
  const note = (state: number, actor: number, changes: number) => {
    const at = state * actors + actor;
    if (changes < (rest[at] ?? NONE)) rest[at] = changes;
  };

  const last = startOf(depth - 1);
  for (let state = last; state < startOf(depth); state++)
    forEachStep(model, store, state, (actor) => {
      if (isTarget()) note(state, actor, 0);
    });
  for (let level = depth - 2; level >= 0; level--) {
    const [begin, end] = [startOf(level + 1), startOf(level + 2)];
    for (let state = startOf(level); state < begin; state++)
      for (let edge = graph.startOf(state); edge < graph.startOf(state + 1); edge++) {
        const next = graph.targetOf(edge);
        if (next >= begin && next < end) note(state, graph.actorOf(edge), least(next, graph.actorOf(edge)));
      }
  }

  /** Fewest changes of what follows once `actor` has made the step whose result the view holds. */
  const following = (level: number, actor: number): number => {
    if (level === depth - 1) return isTarget() ? 0 : NONE;
    const next = store.find(model.view.words);
    return next >= startOf(level + 1) && next < startOf(level + 2) ? least(next, actor) : NONE;
  };
  const schedule: Move[] = [];
  let state = 0;
  let before = -1;
  for (let level = 0; level < depth; level++) {
    const best = least(state, before);
    let chosen: Move | undefined;
    let next = 0;
    forEachStep(model, store, state, (actor, alternative) => {
      if (chosen !== undefined) return;
      const changes = following(level, actor);
      if (changes === NONE || changes + (before === -1 || actor === before ? 0 : 1) !== best) return;
      chosen = { actor, alternative };
      next = store.find(model.view.words);
    });
    if (chosen === undefined)
      throw new Error(
        `step ${level + 1} of a discovery cannot be found again: a step of the model is not deterministic`,
      );
    schedule.push(chosen);
    before = chosen.actor;
    state = next;
  }
  return schedule;
}
