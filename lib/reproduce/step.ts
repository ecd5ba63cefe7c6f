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

/** As `other` of a call: any task of the process may do it, as one of them may be asleep. */
export const ANY_TASK = -2;

/** Names of a scenario in the order in which the C program numbers them. */
export interface Company {
  readonly processes: readonly string[];
  /** Threads: `P`, `P.reader`, each a task of its process. Every process has one. */
  readonly actors: readonly { readonly name: string; readonly process: number }[];
  /** Files that are mapped: those of shmem by name, a plain file by the step that maps it. */
  readonly files: readonly FileUse[];
  readonly variables: readonly string[];
  readonly handles: readonly HandleUse[];
  readonly values: readonly string[];
  readonly registers: readonly string[];
}

/** A file of the scenario. */
export interface FileUse {
  /** Name in the scenario; for a plain file the variable that maps it. */
  readonly name: string;
  readonly isPlain: boolean;
  /** 0-based; what a plain file holds. */
  readonly value: number;
}

/** What a step of a scenario is in C: a function of a piece, and who runs it with which numbers. */
export interface Call {
  readonly play: string;
  /** 0-based actor, or DIRECTOR. */
  readonly who: number;
  readonly variable?: number;
  readonly handle?: number;
  readonly value?: number;
  /** 0 the whole page, 1 or 2 for a half. */
  readonly part?: number;
  /** From 1; 0 for none. */
  readonly reg?: number;
  /** Another process, 0-based, or ANY_TASK. */
  readonly other?: number;
  /** 0-based. */
  readonly file?: number;
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
