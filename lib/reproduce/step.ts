import type { Piece } from '#lib/reproduce/piece';
import type { Step } from '#lib/scenario/scenario';

/** Whoever is no process of the scenario: devices and the kernel. */
export const DIRECTOR = -1;

/** How a reference is held outside the page table. */
export type Holder = 'pipe' | 'ring';

/** A reference of the scenario. */
export interface HandleUse {
  readonly name: string;
  readonly holder: Holder;
  /** 0-based; the address under which a ring knows its buffer. */
  readonly variable: number;
}

/** Names of a scenario in the order in which the C program numbers them. */
export interface Company {
  readonly processes: readonly string[];
  readonly variables: readonly string[];
  readonly handles: readonly HandleUse[];
  readonly values: readonly string[];
  readonly registers: readonly string[];
}

/** What a step of a scenario is in C: a function of a piece, and who runs it with which numbers. */
export interface Call {
  readonly play: string;
  /** 0-based process, or DIRECTOR. */
  readonly who: number;
  readonly variable?: number;
  readonly handle?: number;
  readonly value?: number;
  /** 0 the whole page, 1 or 2 for a half. */
  readonly part?: number;
  /** From 1; 0 for none. */
  readonly reg?: number;
  /** Another process, 0-based. */
  readonly other?: number;
}

/** A step of the scenario language on a real kernel. */
export interface StepKind {
  /** As in the simulator's form. */
  readonly verb: string;
  readonly pieces: readonly Piece[];
  /** Of a step that takes a reference: what holds it. */
  readonly holder?: Holder;
  /** The step in C; why not, as a clause, where no process can make a kernel do it. */
  readonly play: (step: Step, company: Company) => Call | string;
}
