import { type Company, DIRECTOR } from '#lib/reproduce/step';
import { processOf, type Step } from '#lib/scenario/scenario';

/** Process of the step's actor, 0-based; DIRECTOR for a device or the kernel. */
export function whoActs(step: Step, company: Company): number {
  const process = company.processes.indexOf(processOf(step.actor));
  return process === -1 ? DIRECTOR : process;
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

/** Process and variable of `P:v`. */
export function placeOf(step: Step, company: Company): { readonly who: number; readonly variable: number } {
  const [process = '', variable = ''] = (step.args.PLACE ?? '').split(':');
  return { who: company.processes.indexOf(process), variable: company.variables.indexOf(variable) };
}
