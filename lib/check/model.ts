import type { Handle } from '#lib/check/layout';
import type { View } from '#lib/check/view';

/**
 * One way in which an actor can go on. Every choice is an alternative of its own, never hidden inside `fn`, so that a
 * schedule is a list of (actor, alternative). Methods are declared as such for their bivariance: a model's functions
 * take its own view and argument types without a cast.
 */
export interface Alternative {
  /** 1-based line of the text that this plays. */
  readonly line: number;
  /** Pairs (program counter, least value): every other actor that must have come so far before this can be taken. */
  readonly guard: readonly number[];
  readonly args: object;
  /** Plays the step on the view; false when it must wait, and then nothing was written. */
  fn(view: View, args: object): boolean;
}

export interface Actor {
  readonly name: string;
  /** The letter that stands for it in a schedule; unique. */
  readonly code: string;
  readonly pc: Handle;
  /** Alternatives at each value of the program counter; an empty list means that the actor is finished. */
  readonly program: readonly (readonly Alternative[])[];
}

/** Something to look out for. A `hit` is what a discovery leads to: a violation, or the witness of a `reach`. */
export type Watch =
  | { readonly on: 'event'; readonly name: string; readonly bit: number; arose?: undefined }
  /** `hit` is asked of every reachable state, `arose` until it was true once. */
  | { readonly on: 'state'; readonly name: string; hit(view: View): boolean; arose(view: View): boolean }
  /** `hit` is asked of every state in which nothing can be done any more. */
  | { readonly on: 'final'; readonly name: string; hit(view: View): boolean; arose(view: View): boolean };

/** What the explorer searches: actors over one packed state. It knows nothing else about it. */
export interface Model {
  readonly view: View;
  readonly initial: Int32Array;
  readonly actors: readonly Actor[];
  readonly watches: readonly Watch[];
  /** Name of a field, for the report of a bound. */
  describe(handle: Handle): string;
}

/** One step of a schedule: which actor (0-based), and which of its alternatives (0-based). */
export interface Move {
  readonly actor: number;
  readonly alternative: number;
}

/** Whether every actor that the alternative waits for has come far enough. */
export function isOpen(view: View, guard: readonly number[]): boolean {
  for (let i = 0; i < guard.length; i += 2) if (view.get(guard[i] ?? 0) < (guard[i + 1] ?? 0)) return false;
  return true;
}
