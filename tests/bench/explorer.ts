import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Explorer } from '#lib/check/explorer';
import type { Layout } from '#lib/check/layout';
import { isOpen, type Model } from '#lib/check/model';
import { compileScenario } from '#lib/mm/compile';
import { resolveKernel } from '#lib/mm/kernels';
import { mm } from '#lib/mm/mm';
import { findScenarioBlock } from '#lib/scenario/block';
import { largeScenario } from './large-scenario.ts';

/** One figure and what it is measured against. `figure` and `baseline` are in `unit`. */
interface Line {
  readonly bench: string;
  readonly figure: number;
  readonly unit: string;
  readonly baseline?: number;
  readonly [detail: string]: unknown;
}

const bounds = { maxStates: 5_000_000, maxCountedStates: 0 };

/** CPU nanoseconds that a piece of work takes in this process: user and system, all threads. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) * 1000;
}

interface Searched {
  readonly states: number;
  readonly transitions: number;
}

/** This engine: packed words, tagged table, levels, watches. */
function searchPacked(model: Model): Searched {
  const explorer = new Explorer(model, bounds);
  while (!explorer.advance(10_000));
  return { states: explorer.states, transitions: explorer.transitions };
}

/** The same steps over the same words, remembered as strings in a Set. */
function searchStrings({ view, actors, initial }: Model): Searched {
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
function searchObjects({ view, actors, initial }: Model, layout: Layout, most: number): Searched {
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

/** Best of `rounds`, in CPU nanoseconds a transition, with what was searched. */
function measure(rounds: number, search: () => Searched): Searched & { readonly nanoseconds: number } {
  let best = Number.POSITIVE_INFINITY;
  let searched: Searched = { states: 0, transitions: 0 };
  for (let round = 0; round < rounds; round++) {
    const cpu = cpuOf(() => {
      searched = search();
    });
    best = Math.min(best, cpu / searched.transitions);
  }
  return { ...searched, nanoseconds: Math.round(best) };
}

function* compareSearches(name: string, text: string, policy: string, rounds: number): Iterable<Line> {
  const { scenario } = mm.parse(text);
  if (scenario === undefined) throw new Error(`${name} does not parse`);
  const kernel = resolveKernel(policy)?.kernel;
  if (kernel === undefined) throw new Error(`Cannot find policy \`${policy}\``);
  const compile = () => compileScenario(scenario, kernel, 'base', 'few');
  const packed = measure(rounds, () => searchPacked(compile().model));
  const strings = measure(rounds, () => searchStrings(compile().model));
  // The object search would need gigabytes for the large scenario: it gets the first 60,000 states, where it is fastest.
  const objects = measure(rounds, () => {
    const { model, memory } = compile();
    return searchObjects(model, memory.layout, 60_000);
  });
  const unit = 'CPU ns a transition';
  const about = { scenario: name, policy, states: packed.states, transitions: packed.transitions };
  if (strings.states !== packed.states || strings.transitions !== packed.transitions)
    throw new Error(`the searches differ: ${strings.states} and ${packed.states} states`);
  const against = (search: string, other: number) => ({
    bench: 'explorer',
    figure: packed.nanoseconds,
    unit,
    ...about,
    against: search,
    baseline: other,
    times: Math.round((other / packed.nanoseconds) * 10) / 10,
  });
  yield against('a Set of strings', strings.nanoseconds);
  yield { ...against('objects and a JSON Map', objects.nanoseconds), baselineStates: objects.states };
}

/** All policies of one scenario in a worker that has only just loaded the code. */
async function measureCold(name: string, text: string): Promise<readonly Line[]> {
  const started = performance.now();
  const worker = new Worker(join(import.meta.dirname, 'cold-worker.js'), { workerData: text });
  const next = () => new Promise<unknown>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await next();
  const loaded = performance.now() - started;
  const asked = performance.now();
  worker.postMessage('run');
  const answer = await next();
  const wall = performance.now() - asked;
  await worker.terminate();
  const inside = typeof answer === 'object' && answer !== null ? answer : {};
  const round = (value: number) => Math.round(value * 10) / 10;
  const about = { scenario: name, unit: 'ms wall, all policies' };
  return [
    { bench: 'explorer cold worker', figure: round(wall), target: 100, loadMs: round(loaded), ...about, ...inside },
  ];
}

/** The explorer's figures, as JSON-able lines. */
export async function* benchExplorer(): AsyncIterable<object> {
  const content = (slug: string) => {
    const file = join(import.meta.dirname, '..', '..', 'content', 'scenarios', `${slug}.md`);
    return findScenarioBlock(readFileSync(file, 'utf8'))?.text ?? '';
  };
  for (const slug of ['vmsplice-unmap', 'vmsplice-unmap-swapout']) yield* await measureCold(slug, content(slug));
  yield* compareSearches('vmsplice-unmap-swapout', content('vmsplice-unmap-swapout'), 'A3', 20);
  yield* compareSearches('large', largeScenario, 'A3', 3);
}
