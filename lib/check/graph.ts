import type { Model } from '#lib/check/model';
import { forEachStep } from '#lib/check/steps';
import type { Store } from '#lib/check/store';

const CHUNK_BITS = 14;
const CHUNK = 1 << CHUNK_BITS;
const TARGET_MASK = 0xffffff;

/**
 * The steps between states, taken again once the search is over: what counts schedules and looks for shortest ones reads
 * them here, and the memory goes with them. The search itself keeps none of it.
 */
export class Graph {
  private readonly model: Model;
  private readonly store: Store;
  /** Where the steps of each state begin; the one behind the last state is where they end. */
  private readonly starts: Uint32Array;
  /** 24 bits of the state that a step leads to, 8 of its actor; in the order of the states that they leave. */
  private readonly chunks: Uint32Array[] = [];
  private edges = 0;
  private expanded = 0;

  constructor(model: Model, store: Store) {
    this.model = model;
    this.store = store;
    this.starts = new Uint32Array(store.count + 1);
  }

  /** Takes the steps of the states before `end`, of at most about `states` more now; true when it is done. */
  advance(end: number, states: number): boolean {
    const { model, store, starts } = this;
    const until = Math.min(end, this.expanded + states);
    for (let state = this.expanded; state < until; state++) {
      forEachStep(model, store, state, (actor) => this.add(actor, store.find(model.view.words)));
      starts[state + 1] = this.edges;
    }
    this.expanded = Math.max(this.expanded, until);
    return this.expanded >= end;
  }

  /** Number of the first step that leaves a state. Those of a state stand together, in the order of actors. */
  startOf(state: number): number {
    return this.starts[state] ?? 0;
  }

  targetOf(edge: number): number {
    return this.read(edge) & TARGET_MASK;
  }

  actorOf(edge: number): number {
    return this.read(edge) >>> 24;
  }

  private read(edge: number): number {
    return this.chunks[edge >>> CHUNK_BITS]?.[edge & (CHUNK - 1)] ?? 0;
  }

  private add(actor: number, target: number): void {
    // A search that was stopped does not know where all steps lead.
    if (target < 0) return;
    const at = this.edges >>> CHUNK_BITS;
    if (at === this.chunks.length) this.chunks.push(new Uint32Array(CHUNK));
    const chunk = this.chunks[at];
    if (chunk !== undefined) chunk[this.edges & (CHUNK - 1)] = (actor << 24) | target;
    this.edges++;
  }
}
