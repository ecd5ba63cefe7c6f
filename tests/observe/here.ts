import { mm } from '#lib/mm/mm';
import type { MachineFacts } from '#lib/observe/answer';
import { findCompiler } from '#lib/observe/compile';
import { type Interpreter, startInterpreter } from '#lib/observe/interpreter';
import { probeMachine } from '#lib/observe/machine';
import { needs } from '../needs.ts';

/** What the machine of the tests can be asked: nothing without Linux, a C compiler and its headers. */
export const canCompile = needs(
  'Linux and a C compiler (gcc, cc or clang), to play scenarios on the kernel',
  process.platform === 'linux' && findCompiler() !== undefined,
);

export interface Here {
  readonly interpreter: Interpreter;
  readonly release: string;
  readonly facts: MachineFacts;
  /** Whether the model has rules for exactly this kernel, or for the last change before it. */
  readonly isModelled: boolean;
}

/** Starts the interpreter; whoever calls stops it. */
export async function observeHere(): Promise<Here> {
  const interpreter = await startInterpreter();
  const { release, facts } = await probeMachine(interpreter);
  const isModelled = mm.resolve(release) !== undefined;
  return { interpreter, release, facts, isModelled };
}

/** Whether a part of a test may run that needs something of the kernel; what is lacking is named once. */
export function kernelHas(what: string, isThere: boolean): boolean {
  if (!isThere && !told.has(what)) {
    told.add(what);
    console.warn(`skipped: this kernel has no ${what}`);
  }
  return isThere;
}

const told = new Set<string>();
