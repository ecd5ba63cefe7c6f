import type { Model } from '#lib/check/model';
import { forEachStep } from '#lib/check/steps';
import type { Store } from '#lib/check/store';

const UNSEEN = 0;
const OPEN = 1;
const COUNTED = 2;

/** Values of a 32-bit limb. */
const LIMB = 2 ** 32;

/** A schedule comes back to a state that it was in: nothing makes progress, so it never ends. */
export class EndlessSchedule extends Error {}

/**
 * Counts the schedules of a finished search: the paths from state 0 to the states in which nothing can be done any more.
 * The steps are taken again, depth first, each state's once: a state has as many as its successors have together, and
 * they are counted before it. So no edge is kept, neither while it is searched nor now.
 *
 * Waiting is a step that cannot be taken, and every step that begins something again follows another actor's progress.
 * So no state is met again on a path that goes on from it; if one is, the model (or a rule that it was given) is at fault
 * and this throws an EndlessSchedule.
 */
export class ScheduleCount {
  private readonly model: Model;
  private readonly store: Store;
  private readonly colors: Uint8Array;
  /** For each state the number of its schedules, `limbs` words each, the lowest first. */
  private numbers: Uint32Array;
  private limbs = 2;
  /** States of the path that is being followed; for each, where its successors begin and which comes next. */
  private readonly path: number[] = [];
  private readonly begins: number[] = [];
  private readonly nexts: number[] = [];
  /** Successors of the states of the path, one state's behind another's. */
  private readonly successors: number[] = [];
  private expanded = 0;

  constructor(model: Model, store: Store) {
    this.model = model;
    this.store = store;
    this.colors = new Uint8Array(store.count);
    this.numbers = new Uint32Array(store.count * this.limbs);
    this.open(0);
  }

  /** States whose steps were taken again. */
  get states(): number {
    return this.expanded;
  }

  /** Looks at about so many states more; the number of schedules once all are counted. */
  advance(states: number): bigint | undefined {
    const until = this.expanded + states;
    while (this.path.length > 0) {
      if (this.expanded >= until) return undefined;
      const top = this.path.length - 1;
      const next = this.nexts[top] ?? 0;
      const child = this.successors[next];
      if (child === undefined) {
        this.close(this.path[top] ?? 0, this.begins[top] ?? 0);
        continue;
      }
      this.nexts[top] = next + 1;
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
    const { model, store, successors } = this;
    this.colors[state] = OPEN;
    this.expanded++;
    this.path.push(state);
    this.begins.push(successors.length);
    this.nexts.push(successors.length);
    forEachStep(model, store, state, () => {
      successors.push(store.find(model.view.words));
    });
  }

  private close(state: number, begin: number): void {
    const { successors } = this;
    if (begin === successors.length) this.numbers[state * this.limbs] = 1;
    for (let at = begin; at < successors.length; at++) this.add(state, successors[at] ?? 0);
    successors.length = begin;
    this.colors[state] = COUNTED;
    this.path.pop();
    this.begins.pop();
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
