import type { Machine } from '#lib/promela/machine';
import type { Option } from '#lib/promela/option';
import type { Line } from '#lib/promela/program';
import type { Watches } from '#lib/promela/watch';

/** What a step's text is made from. */
export interface Played {
  readonly m: Machine;
  readonly watches: Watches;
  readonly line: Line;
}

/** A step of a scenario in Promela. `options` throws NotCovered for a form of it that is not written here. */
export interface StepText {
  readonly verb: string;
  options(played: Played): readonly Option[];
}

/** Identifiers that steps ask for; a name that a step lacks is a fault of the scenario's reader, and throws. */
function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`Cannot find ${what}`);
  return value;
}

/** Address space, variable and PTE that a step of a process names in its slot `VAR` or `OBJECT`. */
export function pteIn({ m, line }: Played, slot: 'VAR' | 'OBJECT'): Place {
  const name = line.step.args[slot]?.split('.')[0] ?? '';
  return placeOf(m, m.mmOf(line.actor), m.cast.variables.indexOf(name));
}

export interface Place {
  readonly mm: number;
  readonly variable: number;
  readonly pte: string;
}

export function placeOf(m: Machine, mm: number, variable: number): Place {
  return { mm, variable, pte: found(m.ptes[mm]?.[variable], 'a PTE') };
}

/** The place that `P:v` names. */
export function placeIn({ m, line }: Played, slot: 'PLACE' | 'TARGET' = 'PLACE'): Place {
  const [process, variable] = (line.step.args[slot] ?? '').split(':');
  return placeOf(m, m.cast.mms.indexOf(process ?? ''), m.cast.variables.indexOf(variable ?? ''));
}

/** Half of a page that an object names, else all that are told apart. */
export function partsIn({ m, line }: Played): readonly number[] {
  const half = line.step.args.OBJECT?.split('.')[1];
  return half === undefined ? m.parts : [Number(half)];
}

/** Index of a handle in the cast; -1 when the slot names none. */
export function handleIn({ m, line }: Played, slot: 'HANDLE' | 'OBJECT'): number {
  const name = line.step.args[slot]?.split('.')[0];
  return m.cast.handles.findIndex((handle) => handle.name === name);
}

/** Identifier of a handle. */
export function heldBy(m: Machine, handle: number): string {
  return found(m.handles[handle], 'a handle');
}

/** Number of the value that a step stores. */
export function valueIn({ m, line }: Played): number {
  return m.cast.values.indexOf(line.step.args.VALUE ?? '');
}

/** Identifier of the actor's own fault. */
export function taskOf({ m, line }: Played): string {
  return found(m.tasks[line.actor], 'a task');
}

/** Whoever takes the mmap lock for reading waits for a fork that holds it from part to part. */
export function mmapLockToRead({ m }: Played, mm: number): readonly string[] {
  return m.isWalked(mm) ? [`!${found(m.forking[mm], 'a process')}`] : [];
}

/** Whoever takes it for writing waits until no thread of the address space is in a fault, too. */
export function mmapLock({ m, line, watches }: Played, mm: number): readonly string[] {
  const faults = m
    .threadsOf(mm)
    .filter((actor) => actor !== line.actor && m.hasTask(actor))
    .map((actor) => `${found(m.tasks[actor], 'a task')}.old == 0`);
  return [...mmapLockToRead({ m, line, watches }, mm), ...faults];
}

/** Identifiers of the register that the line names, one a half; none where it names none. */
export function registersIn({ m, line }: Played): readonly string[] {
  return m.registers[m.cast.registers.indexOf(line.step.args.REG ?? '')] ?? [];
}
