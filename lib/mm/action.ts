import type { Handle } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { CowPolicy, Family, Kernel } from '#lib/mm/policy';
import type { Cast } from '#lib/mm/size';
import type { Step } from '#lib/scenario/scenario';
import type { Form } from '#lib/scenario/vocabulary';

/** One atomic part of a step: what the kernel does under one lock, or one access without any. */
export interface Micro {
  readonly args: object;
  /** See `Alternative.fn`. */
  fn(view: View, args: object): boolean;
  /** Another way to go on from the same place, where there is one. */
  readonly otherwise?: Omit<Micro, 'otherwise'>;
}

/** What an action is given to bind a line of a scenario. */
export interface Binding {
  readonly cast: Cast;
  /** Who decides about COW: `kernel.cow`. */
  readonly policy: CowPolicy;
  readonly kernel: Kernel;
  readonly step: Step;
  /** 0-based. */
  readonly actor: number;
  /** Address space of the actor; -1 for kernel and device actors. */
  readonly mm: number;
  /** CPU of the actor; -1 when LRU batches are not modelled for it. */
  readonly cpu: number;
  readonly pc: Handle;
  /** Program counter of the step's first part. */
  readonly start: number;
  /** Program counter behind the step. */
  readonly done: number;
  /** Program counter of every actor, and where its program ends. */
  readonly ends: readonly { readonly pc: Handle; readonly end: number }[];
  /** 0-based indexes of the other actors of the same address space. */
  readonly siblings: readonly number[];
}

/** A step that a scenario may use: a form of words and what it does. */
export interface Action {
  readonly form: Form;
  /** Families, other than COW reuse, that have a say where this step stands. */
  readonly families?: readonly Family[];
  /** How many parts `bind` gives for this line. */
  size(line: Pick<Binding, 'cast' | 'step'>): number;
  bind(binding: Binding): readonly Micro[];
}

/** The variable that a slot names, 0-based. */
export function variableIn(binding: Binding, slot: string): number {
  return binding.cast.variables.indexOf((binding.step.args[slot] ?? '').split('.')[0] ?? '');
}

/** Index of the first PTE of a variable in an address space; see `Memory.pteOf`. */
export function pteAt(cast: Cast, mm: number, variable: number): number {
  return (mm * cast.variables.length + variable) * cast.subs;
}

/** 0-based indexes of the actors of an address space. */
export function threadsOf(cast: Cast, mm: number): readonly number[] {
  return cast.actors.flatMap((actor, index) => (actor.split('.')[0] === cast.mms[mm] ? [index] : []));
}

/** The handle that a slot names, 0-based; -1 when it names none. */
export function handleIn(binding: Pick<Binding, 'cast' | 'step'>, slot: string): number {
  const name = (binding.step.args[slot] ?? '').split('.')[0];
  return binding.cast.handles.findIndex((handle) => handle.name === name);
}

/** Half of a page that a slot names, or -1 for the whole. */
export function partIn(binding: Binding, slot: string): number {
  const half = (binding.step.args[slot] ?? '').split('.')[1];
  return half === undefined ? -1 : Number(half);
}

export function registerIn(binding: Binding): number {
  return binding.cast.registers.indexOf(binding.step.args.REG ?? '');
}

export function valueIn(binding: Binding): number {
  return binding.cast.values.indexOf(binding.step.args.VALUE ?? '');
}

/** Address space and variable of `P:v` in the slot PLACE. */
export function placeIn(binding: Binding): { mm: number; variable: number } {
  return placeOf(binding, 'PLACE');
}

/** Address space and variable of `P:v`. */
export function placeOf(binding: Binding, slot: 'PLACE' | 'TARGET'): { mm: number; variable: number } {
  const [process, variable] = (binding.step.args[slot] ?? '').split(':');
  return {
    mm: binding.cast.mms.indexOf(process ?? ''),
    variable: binding.cast.variables.indexOf(variable ?? ''),
  };
}
