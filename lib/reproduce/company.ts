import { ANY_TASK, type Company } from '#lib/reproduce/step';
import type { Step } from '#lib/scenario/scenario';

/** Number of the step's actor, 0-based; DIRECTOR for a device or the kernel. */
export function whoActs(step: Step, company: Company): number {
  return company.actors.findIndex(({ name }) => name === step.actor);
}

/** 0-based number of the variable that a slot names, `v.0` as `v`. */
export function numberOfVariable(step: Step, slot: string, company: Company): number {
  return company.variables.indexOf((step.args[slot] ?? '').split('.')[0] ?? '');
}

/** 0-based number of the handle that a slot names; -1 when it names none. */
export function numberOfHandle(step: Step, slot: string, company: Company): number {
  const name = (step.args[slot] ?? '').split('.')[0];
  return company.handles.findIndex((handle) => handle.name === name);
}

/** 0 for the whole page, 1 or 2 for the half that a slot names. */
export function partOf(step: Step, slot: string): number {
  const half = (step.args[slot] ?? '').split('.')[1];
  return half === undefined ? 0 : Number(half) + 1;
}

/** 0-based number of the value. */
export function numberOfValue(step: Step, company: Company): number {
  return company.values.indexOf(step.args.VALUE ?? '');
}

/** Number of the register from 1; 0 where the step names none. */
export function numberOfRegister(step: Step, company: Company): number {
  return company.registers.indexOf(step.args.REG ?? '') + 1;
}

/** What `P:v` is in a call: any task of the process, and the variable. */
export function atPlace(step: Step, company: Company): { who: number; variable: number; other: number } {
  const { process, variable } = placeOf(step, company);
  return { who: company.actors.findIndex((actor) => actor.process === process), variable, other: ANY_TASK };
}

/** Process and variable of `P:v`, 0-based. */
export function placeOf(step: Step, company: Company): { process: number; variable: number } {
  const [process = '', variable = ''] = (step.args.PLACE ?? '').split(':');
  return { process: company.processes.indexOf(process), variable: company.variables.indexOf(variable) };
}

/** 0-based number of the file that the step names, or that it brings. */
export function numberOfFile(step: Step, company: Company): number {
  const name = step.args.FILE ?? step.args.VAR ?? '';
  return company.files.findIndex((file) => file.name === name && file.isPlain === (step.args.FILE === undefined));
}
