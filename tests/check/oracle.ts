import type { Layout } from '#lib/check/layout';
import { isOpen, type Model } from '#lib/check/model';

/** What the oracle found; depths are in steps, and undefined where a watch was not hit. */
export interface Findings {
  readonly states: number;
  readonly transitions: number;
  readonly schedules: bigint;
  readonly finals: number;
  readonly depths: readonly (number | undefined)[];
  /** For each watch whether the situation that it speaks of came up. */
  readonly arose: readonly boolean[];
  /** Distinct ends, as `sayEnd` tells them apart, with the steps to the nearest of each. */
  readonly ends: ReadonlyMap<string, number>;
}

type Fields = Record<string, readonly number[]>;

/**
 * The same search in the plainest way there is: a state is an object, its key is its JSON, and a Map remembers it. It
 * shares the model's steps with the explorer and nothing of its storage, hashing, levels or counting.
 *
 * @param sayEnd text that tells ends apart; asked while the model's view holds the end
 */
export function searchPlainly(model: Model, layout: Layout, sayEnd: () => string = () => ''): Findings {
  const { view, actors, watches } = model;
  const fields = layout.fields();
  const unpack = (): Fields =>
    Object.fromEntries(fields.map(({ name, row }) => [name, row.map((handle) => view.get(handle))]));
  const pack = (state: Fields) => {
    for (const { name, row } of fields)
      for (const [index, handle] of row.entries()) view.set(handle, state[name]?.[index] ?? 0);
  };

  view.words.set(model.initial);
  const start = unpack();
  const known = new Map<string, { state: Fields; depth: number; next: string[] }>();
  const depths: (number | undefined)[] = watches.map(() => undefined);
  const queue = [JSON.stringify(start)];
  known.set(JSON.stringify(start), { state: start, depth: 0, next: [] });
  const arose = watches.map(() => false);
  const ends = new Map<string, number>();
  view.arose = 0;
  let transitions = 0;
  let finals = 0;
  for (const key of queue) {
    const entry = known.get(key);
    if (entry === undefined) throw new Error('a queued state is not known');
    pack(entry.state);
    for (const [index, watch] of watches.entries()) {
      if (watch.on !== 'state') continue;
      if (watch.hit(view)) depths[index] ??= entry.depth;
      if (watch.arose(view)) arose[index] = true;
    }
    for (const actor of actors)
      for (const alternative of actor.program[view.get(actor.pc)] ?? []) {
        pack(entry.state);
        view.events = 0;
        if (!isOpen(view, alternative.guard) || !alternative.fn(view, alternative.args)) continue;
        transitions++;
        for (const [index, watch] of watches.entries())
          if (watch.on === 'event' && (view.events & watch.bit) !== 0) depths[index] ??= entry.depth + 1;
        const state = unpack();
        const next = JSON.stringify(state);
        entry.next.push(next);
        if (!known.has(next)) {
          known.set(next, { state, depth: entry.depth + 1, next: [] });
          queue.push(next);
        }
        pack(entry.state);
      }
    if (entry.next.length > 0) continue;
    finals++;
    const end = sayEnd();
    if (!ends.has(end)) ends.set(end, entry.depth);
    for (const [index, watch] of watches.entries()) {
      if (watch.on !== 'final') continue;
      if (watch.hit(view)) depths[index] ??= entry.depth;
      if (watch.arose(view)) arose[index] = true;
    }
  }
  for (const [index, watch] of watches.entries())
    if (watch.on === 'event') arose[index] = (view.arose & watch.bit) !== 0;
  view.events = 0;

  const counted = new Map<string, bigint>();
  const count = (key: string): bigint => {
    const done = counted.get(key);
    if (done !== undefined) return done;
    const next = known.get(key)?.next ?? [];
    const total = next.length === 0 ? 1n : next.reduce((sum, to) => sum + count(to), 0n);
    counted.set(key, total);
    return total;
  };
  return { states: known.size, transitions, schedules: count(JSON.stringify(start)), finals, depths, arose, ends };
}

/** Every schedule of a length, as [actor, alternative] pairs, with whether its last step hits the watch. For small models. */
export function allSchedules(model: Model, watch: number, length: number): readonly string[] {
  const { view, actors } = model;
  const watched = model.watches[watch];
  const hits: string[] = [];
  const walk = (words: Int32Array, path: readonly string[]) => {
    for (const [a, actor] of actors.entries()) {
      view.words.set(words);
      for (const [n, alternative] of (actor.program[view.get(actor.pc)] ?? []).entries()) {
        view.words.set(words);
        view.events = 0;
        if (!isOpen(view, alternative.guard) || !alternative.fn(view, alternative.args)) continue;
        const longer = [...path, `${a}.${n}`];
        const isHit = watched?.on === 'event' ? (view.events & watched.bit) !== 0 : watched?.hit(view) === true;
        if (longer.length < length) walk(view.words.slice(), longer);
        else if (isHit) hits.push(longer.join(' '));
      }
    }
  };
  walk(model.initial, []);
  view.events = 0;
  return hits;
}
