import type { Layout } from '#lib/check/layout';
import { isOpen, type Model } from '#lib/check/model';
import type { Searched } from './measure.ts';

/** The same steps over the same words, remembered as strings in a Set. */
export function searchStrings({ view, actors, initial }: Model): Searched {
  const keyOf = () => String.fromCharCode(...new Uint16Array(view.words.buffer));
  const seen = new Set<string>();
  const queue: Int32Array[] = [initial];
  view.words.set(initial);
  seen.add(keyOf());
  let transitions = 0;
  for (let at = 0; at < queue.length; at++) {
    const words = queue[at];
    if (words === undefined) break;
    view.words.set(words);
    for (const actor of actors)
      for (const alternative of actor.program[view.get(actor.pc)] ?? []) {
        if (!isOpen(view, alternative.guard) || !alternative.fn(view, alternative.args)) continue;
        transitions++;
        const key = keyOf();
        if (!seen.has(key)) {
          seen.add(key);
          queue.push(view.words.slice());
        }
        view.words.set(words);
      }
  }
  return { states: seen.size, transitions };
}

/** The same steps over plain objects, remembered by their JSON in a Map. Stops after `most` states. */
export function searchObjects({ view, actors, initial }: Model, layout: Layout, most: number): Searched {
  const fields = layout.fields();
  type State = Record<string, number[]>;
  const unpack = (): State => {
    const state: State = {};
    for (const { name, row } of fields) state[name] = row.map((handle) => view.get(handle));
    return state;
  };
  const pack = (state: State) => {
    for (const { name, row } of fields)
      for (const [index, handle] of row.entries()) view.set(handle, state[name]?.[index] ?? 0);
  };
  view.words.set(initial);
  const start = unpack();
  const known = new Map<string, State>([[JSON.stringify(start), start]]);
  const queue = [start];
  let transitions = 0;
  for (let at = 0; at < queue.length && known.size < most; at++) {
    const state = queue[at];
    if (state === undefined) break;
    pack(state);
    for (const actor of actors)
      for (const alternative of actor.program[view.get(actor.pc)] ?? []) {
        if (!isOpen(view, alternative.guard) || !alternative.fn(view, alternative.args)) continue;
        transitions++;
        const next = unpack();
        const key = JSON.stringify(next);
        if (!known.has(key)) {
          known.set(key, next);
          queue.push(next);
        }
        pack(state);
      }
  }
  return { states: known.size, transitions };
}
