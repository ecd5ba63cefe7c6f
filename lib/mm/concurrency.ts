import { processOf, type Step } from '#lib/scenario/scenario';

/** What a scenario has of things that run at the same time within one line. Each costs nothing where it is absent. */
export interface Concurrency {
  /** Address space of each actor; -1 for those that have none. */
  readonly mmOf: readonly number[];
  /** Actors, 0-based, that walk page tables without a lock: GUP-fast. */
  readonly walkers: readonly number[];
  /** Lines that hold an mmap lock from one part to the next. */
  readonly lockHolders: number;
}

/** Finds it out from the lines. */
export function findConcurrency(
  steps: readonly Step[],
  actors: readonly string[],
  mms: readonly string[],
): Concurrency {
  const mmOf = actors.map((actor) => mms.indexOf(processOf(actor)));
  const walkers = actors.flatMap((actor, index) =>
    steps.some((step) => step.actor === actor && step.verb.endsWith(' fast')) ? [index] : [],
  );
  const concurrency = { mmOf, walkers, lockHolders: 0 };
  const lockHolders = steps.filter((step) => isForkInParts(concurrency, mms, step)).length;
  return { ...concurrency, lockHolders };
}

/** Whether a line is a fork that a lockless walk of the same address space may meet half-way. */
export function isForkInParts(
  { mmOf, walkers }: Pick<Concurrency, 'mmOf' | 'walkers'>,
  mms: readonly string[],
  step: Step,
): boolean {
  const mm = mms.indexOf(processOf(step.actor));
  return step.verb === 'fork' && walkers.some((walker) => mmOf[walker] === mm);
}
