import type { Graph } from '#lib/check/graph';

const UNSEEN = 0;
const OPEN = 1;
const COUNTED = 2;

/** Values of a 32-bit limb. */
const LIMB = 2 ** 32;

/** A schedule comes back to a state that it was in: nothing makes progress, so it never ends. */
export class EndlessSchedule extends Error {}

/**
 * Counts the schedules of a search: the paths from state 0 to the states in which nothing can be done any more. Depth
 * first, for a state has as many as its successors have together.
 *
 * Waiting is a step that cannot be taken, and every step that begins something again follows another actor's progress. So
 * no state is met again on a path that goes on from it; if one is, the model (or a rule that it was given) is at fault and
 * this throws an EndlessSchedule.
 */
export class ScheduleCount {
  private readonly graph: Graph;
  private readonly colors: Uint8Array;
  /** For each state the number of its schedules, `limbs` words each, the lowest first. */
  private numbers: Uint32Array;
  private limbs = 2;
  /** States of the path that is being followed, and the step of each that comes next. */
  private readonly path: number[] = [];
  private readonly nexts: number[] = [];

  /** @param states how many there are; the graph has the steps of them all */
  constructor(graph: Graph, states: number) {
    this.graph = graph;
    this.colors = new Uint8Array(states);
    this.numbers = new Uint32Array(states * this.limbs);
    this.open(0);
  }

  /** Looks at about so many states more; the number of schedules once all are counted. */
  advance(states: number): bigint | undefined {
    const { graph } = this;
    let left = states;
    while (this.path.length > 0) {
      const top = this.path.length - 1;
      const state = this.path[top] ?? 0;
      const edge = this.nexts[top] ?? 0;
      if (edge === graph.startOf(state + 1)) {
        this.close(state);
        if (--left <= 0 && this.path.length > 0) return undefined;
        continue;
      }
      this.nexts[top] = edge + 1;
      const child = graph.targetOf(edge);
      const color = this.colors[child];
      if (color === UNSEEN) this.open(child);
      else if (color === OPEN)
        throw new EndlessSchedule(
          `a schedule of the model never ends: it comes back to state ${child} without any progress`,
        );
    }
    return this.read(0);
  }

  private open(state: number): void {
    this.colors[state] = OPEN;
    this.path.push(state);
    this.nexts.push(this.graph.startOf(state));
  }

  private close(state: number): void {
    const { graph } = this;
    const begin = graph.startOf(state);
    const end = graph.startOf(state + 1);
    if (begin === end) this.numbers[state * this.limbs] = 1;
    for (let edge = begin; edge < end; edge++) this.add(state, graph.targetOf(edge));
    this.colors[state] = COUNTED;
    this.path.pop();
    this.nexts.pop();
  }

  private add(to: number, from: number): void {
    const { numbers, limbs } = this;
    let carry = 0;
    for (let limb = 0; limb < limbs; limb++) {
      const sum = (numbers[to * limbs + limb] ?? 0) + (numbers[from * limbs + limb] ?? 0) + carry;
      carry = sum >= LIMB ? 1 : 0;
      numbers[to * limbs + limb] = sum;
    }
    if (carry === 0) return;
    this.widen();
    this.numbers[to * this.limbs + limbs] = carry;
  }

  /** One limb more for every number. */
  private widen(): void {
    const { numbers, limbs } = this;
    const wider = new Uint32Array((numbers.length / limbs) * (limbs + 1));
    for (let from = 0, to = 0; from < numbers.length; from += limbs, to += limbs + 1)
      for (let limb = 0; limb < limbs; limb++) wider[to + limb] = numbers[from + limb] ?? 0;
    this.numbers = wider;
    this.limbs = limbs + 1;
  }

  private read(state: number): bigint {
    let number = 0n;
    for (let limb = this.limbs - 1; limb >= 0; limb--)
      number = (number << 32n) | BigInt(this.numbers[state * this.limbs + limb] ?? 0);
    return number;
  }
}
