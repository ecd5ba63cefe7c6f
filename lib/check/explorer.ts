import { ScheduleCount } from '#lib/check/count';
import { Graph } from '#lib/check/graph';
import { type Alternative, isOpen, type Model, type Move, type Watch } from '#lib/check/model';
import { findPath } from '#lib/check/path';
import { findShortest, type Target } from '#lib/check/shortest';
import { HARD_CAP, Store } from '#lib/check/store';
import { BoundHit } from '#lib/check/view';

/** Most bytes that the states may take: a wide state meets this before any bound in numbers. */
const MAX_BYTES = 2 ** 30;

/** States whose steps are taken again between two pauses. */
const SLICE = 5000;

/** States that are looked up together; see `Store.touch`. */
const WAITING = 64;

const WAITS = 0;
const TAKEN = 1;
const BOUND = 2;

export interface Limits {
  readonly maxStates: number;
  /** Count schedules only where there are at most this many states. */
  readonly maxCountedStates: number;
}

/** A watch that asks every state, and what is known of it so far. */
interface Asked {
  readonly watch: Extract<Watch, { on: 'state' }>;
  readonly index: number;
  isHit: boolean;
  hasArisen: boolean;
}

/** Where a watch was hit first: how many steps from the start, and (for `final` watches) in which states. */
interface Hit {
  readonly depth: number;
  readonly states: Set<number>;
}

/**
 * Exhaustive level-order search: every state that any interleaving of the actors can reach is visited once, so the
 * first hit of a watch is a nearest one. Nothing here depends on time or chance: two runs are equal.
 */
export class Explorer {
  readonly model: Model;
  readonly store: Store;
  private readonly limits: Limits;
  /** The state that is being expanded. */
  private readonly base: Int32Array;
  private readonly mostStates: number;
  /** States that steps led to and that are not looked up yet, with their hashes and where they were found from. */
  private readonly waiting: Int32Array;
  private readonly hashes = new Int32Array(WAITING);
  private readonly origins = new Uint32Array(WAITING);
  private waits = 0;
  /** Watches of single states that are not settled yet. */
  private asked: readonly Asked[];
  private readonly hits = new Map<number, Hit>();
  private readonly arose = new Set<number>();
  private readonly terminal: number[] = [];
  private stuckHit: Hit | undefined;
  private cursor = 0;
  private level = 0;
  private levelEnd = 1;
  private levels: number[] = [0];
  private metField = false;
  private bounds = new Set<string>();
  private steps = 0;
  private searched = false;
  private done = false;
  private graph: Graph | undefined;
  private count: ScheduleCount | undefined;
  private total: bigint | undefined;

  constructor(model: Model, limits: Limits) {
    this.model = model;
    this.limits = limits;
    this.store = new Store(model.initial.length);
    this.base = new Int32Array(model.initial.length);
    this.waiting = new Int32Array(model.initial.length * WAITING);
    this.mostStates = Math.min(limits.maxStates, HARD_CAP);
    this.asked = model.watches.flatMap((watch, index) =>
      watch.on === 'state' ? [{ watch, index, isHit: false, hasArisen: false }] : [],
    );
    this.store.add(model.initial, 0);
    model.view.words.set(model.initial);
    model.view.events = 0;
    this.look(0);
  }

  /** Distinct states found so far. */
  get states(): number {
    return this.store.count;
  }

  get transitions(): number {
    return this.steps;
  }

  /** Steps from the start to the states that are being looked at. */
  get depth(): number {
    return this.level;
  }

  /** Which bounds were met, in words; empty when every reachable state was visited. */
  get boundsHit(): readonly string[] {
    return [...this.bounds];
  }

  /** Whether a step could not be followed because a value did not fit its field, or a pool of the model was empty. */
  get hasMetField(): boolean {
    return this.metField;
  }

  /** States in which nothing can be done any more, in the order in which they were found. */
  get finals(): readonly number[] {
    return this.terminal;
  }

  /** Whether every state that will be searched was: what is left is to count schedules. */
  get isSearched(): boolean {
    return this.searched;
  }

  /** Works for about this many states; true when everything reachable was searched and its schedules were counted. */
  advance(states: number): boolean {
    if (!this.searched) {
      this.searched = this.search(states);
      // A small search is counted in the same go.
      if (!this.searched || this.store.count > states) return false;
    }
    if (!this.done) this.done = this.countOn(states);
    return this.done;
  }

  /** Exact number of maximal schedules; undefined when the search stopped early or was too large to count. */
  get schedules(): bigint | undefined {
    return this.total;
  }

  private search(states: number): boolean {
    for (let left = states; left > 0; left--) {
      if (this.cursor === this.levelEnd) {
        this.addWaiting();
        if (this.cursor === this.store.count) return true;
        this.level++;
        this.levels.push(this.cursor);
        this.levelEnd = this.store.count;
      }
      this.expand(this.cursor++);
      const isFull = this.store.bytes > MAX_BYTES;
      if (this.store.count > this.mostStates || isFull) {
        this.bounds.add(isFull ? `the memory for ${this.store.count} states` : `${this.mostStates} states`);
        return true;
      }
    }
    return false;
  }

  private countOn(states: number): boolean {
    if (this.bounds.size > 0 || this.store.count > this.limits.maxCountedStates) return true;
    this.graph ??= new Graph(this.model, this.store);
    if (!this.graph.advance(this.store.count, states)) return false;
    // One count of a state is nothing beside the steps that it takes to know its successors.
    this.count ??= new ScheduleCount(this.graph, this.store.count);
    this.total = this.count.advance(states);
    if (this.total === undefined) return false;
    this.count = undefined;
    return true;
  }

  /** Whether a watch was hit in what was searched so far. */
  isHit(watch: number): boolean {
    return this.hits.has(watch);
  }

  /** Whether a state was found in which nothing can be done although some actor is not finished. */
  get isStuck(): boolean {
    return this.stuckHit !== undefined;
  }

  /** Whether the situation that a watch speaks about arose in what was searched. */
  hasArisen(watch: number): boolean {
    const declared = this.model.watches[watch];
    if (declared?.on === 'event') return (this.model.view.arose & declared.bit) !== 0 || this.hits.has(watch);
    return this.arose.has(watch) || this.hits.has(watch);
  }

  /** Shortest schedule to a hit of the watch: fewest steps, then fewest changes of actor, then first in order. */
  *findSchedule(watch: number): Generator<void, readonly Move[] | undefined> {
    const hit = this.hits.get(watch);
    const declared = this.model.watches[watch];
    if (hit === undefined || declared === undefined) return undefined;
    if (declared.on === 'event') return yield* this.shortest(hit.depth, { events: declared.bit });
    if (declared.on === 'state') return yield* this.shortest(hit.depth, { test: (view) => declared.hit(view) });
    return yield* this.shortest(hit.depth, { states: hit.states });
  }

  /** Shortest schedule after which nothing can be done although some actor is not finished. */
  *findStuck(): Generator<void, readonly Move[] | undefined> {
    const hit = this.stuckHit;
    return hit === undefined ? undefined : yield* this.shortest(hit.depth, { states: hit.states });
  }

  /** A schedule that leads to a state: a shortest one, not always the first in order. */
  findPath(state: number): readonly Move[] {
    return findPath(this.model, this.store, state);
  }

  /** Pauses where it has many steps to take again, so that whoever waits can look up. */
  private *shortest(depth: number, target: Target): Generator<void, readonly Move[]> {
    this.graph ??= new Graph(this.model, this.store);
    while (!this.graph.advance(this.levels[depth - 1] ?? 0, SLICE)) yield;
    return findShortest(this.model, this.store, this.graph, this.levels, depth, target);
  }

  private expand(index: number): void {
    const { view, actors } = this.model;
    const { words } = view;
    const { base } = this;
    this.store.load(index, base);
    for (let i = 0; i < base.length; i++) words[i] = base[i] ?? 0;
    let enabled = 0;
    let finished = true;
    for (let a = 0; a < actors.length; a++) {
      const actor = actors[a];
      if (actor === undefined) continue;
      const alternatives = actor.program[view.get(actor.pc)];
      if (alternatives === undefined) throw new Error(`${actor.name} came to a place that its program does not have`);
      if (alternatives.length === 0) continue;
      finished = false;
      for (let n = 0; n < alternatives.length; n++) {
        const alternative = alternatives[n];
        if (alternative === undefined) continue;
        if (alternative.guard.length > 0 && !isOpen(view, alternative.guard)) continue;
        const taken = this.take(alternative);
        if (taken === WAITS) continue;
        enabled++;
        if (taken === TAKEN) {
          this.steps++;
          if (view.events !== 0) this.noteEvents();
          this.remember(index);
        }
        for (let i = 0; i < base.length; i++) words[i] = base[i] ?? 0;
      }
    }
    if (enabled === 0) this.end(index, finished);
  }

  /** Keeps the state that the view holds until some others are looked up with it. */
  private remember(parent: number): void {
    const { words } = this.model.view;
    const { waiting } = this;
    const width = this.base.length;
    const from = this.waits * width;
    for (let i = 0; i < width; i++) waiting[from + i] = words[i] ?? 0;
    this.hashes[this.waits] = this.store.hash(waiting, from);
    this.origins[this.waits] = parent;
    this.waits++;
    if (this.waits === WAITING) this.addWaiting();
  }

  /** Adds the states that wait, in their order. */
  private addWaiting(): void {
    const { store, waiting, hashes, origins } = this;
    const width = this.base.length;
    store.touch(hashes, this.waits);
    const most = this.mostStates;
    for (let i = 0; i < this.waits && store.count <= most; i++) {
      const index = store.addHashed(waiting, i * width, hashes[i] ?? 0, origins[i] ?? 0);
      if (!store.added || this.asked.length === 0) continue;
      store.load(index, this.model.view.words);
      this.look(index);
    }
    this.waits = 0;
  }

  private take(alternative: Alternative): typeof WAITS | typeof TAKEN | typeof BOUND {
    const { view } = this.model;
    try {
      return alternative.fn(view, alternative.args) ? TAKEN : WAITS;
    } catch (error) {
      // A model that meets one of its bounds has a step that this search cannot follow: say so, never pass over it.
      if (!(error instanceof BoundHit)) throw error;
      this.metField = true;
      this.bounds.add(error.message || `field ${this.model.describe(error.handle ?? 0)}`);
      view.events = 0;
      return BOUND;
    }
  }

  private noteEvents(): void {
    const { view, watches } = this.model;
    for (let w = 0; w < watches.length; w++) {
      const watch = watches[w];
      if (watch?.on === 'event' && (view.events & watch.bit) !== 0 && !this.hits.has(w))
        this.hits.set(w, { depth: this.level + 1, states: new Set() });
    }
    view.events = 0;
  }

  /** Asks the `state` watches about the state that the view holds, until each has its answers. */
  private look(index: number): void {
    const { asked } = this;
    const { view } = this.model;
    let settled = 0;
    for (let i = 0; i < asked.length; i++) {
      const one = asked[i];
      if (one === undefined) continue;
      if (!one.isHit && one.watch.hit(view)) {
        one.isHit = true;
        this.hits.set(one.index, { depth: index === 0 ? 0 : this.level + 1, states: new Set() });
      }
      if (!one.hasArisen && one.watch.arose(view)) {
        one.hasArisen = true;
        this.arose.add(one.index);
      }
      if (one.isHit && one.hasArisen) settled++;
    }
    if (settled > 0) this.asked = asked.filter((one) => !one.isHit || !one.hasArisen);
  }

  private end(index: number, finished: boolean): void {
    const { view, watches } = this.model;
    this.terminal.push(index);
    if (!finished) this.stuckHit = withState(this.stuckHit, this.level, index);
    for (let w = 0; w < watches.length; w++) {
      const watch = watches[w];
      if (watch?.on !== 'final') continue;
      if (watch.arose(view)) this.arose.add(w);
      if (watch.hit(view)) {
        const hit = withState(this.hits.get(w), this.level, index);
        this.hits.set(w, hit);
      }
    }
  }
}

/** Keeps the nearest states only: search is in levels, so a hit that stands is never farther than a new one. */
function withState(hit: Hit | undefined, depth: number, state: number): Hit {
  if (hit === undefined) return { depth, states: new Set([state]) };
  if (hit.depth === depth) hit.states.add(state);
  return hit;
}
