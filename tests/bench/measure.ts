import { Explorer } from '#lib/check/explorer';
import type { Model } from '#lib/check/model';
import { compileScenario } from '#lib/mm/compile';
import { resolveKernel } from '#lib/mm/kernels';
import { mm } from '#lib/mm/mm';

/** One figure and what it is measured against. `figure`, `baseline` and `target` are in `unit`. */
export interface Line {
  readonly bench: string;
  readonly figure: number;
  readonly unit: string;
  readonly baseline?: number;
  /** What is aimed at. */
  readonly target?: number;
  readonly [detail: string]: unknown;
}

export interface Searched {
  readonly states: number;
  readonly transitions: number;
}

/** Rounded to so many digits behind the point. */
export function round(value: number, digits = 1): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

/** CPU nanoseconds that a piece of work takes in this process: user and system, all threads. */
export function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) * 1000;
}

/** A scenario under a policy, compiled as a search begins with it. */
export function compileText(text: string, policy: string) {
  const { scenario, issues } = mm.parse(text);
  const kernel = resolveKernel(policy)?.kernel;
  if (scenario === undefined) throw new Error(issues.map((issue) => issue.message).join('; '));
  if (kernel === undefined) throw new Error(`Cannot find policy \`${policy}\``);
  return compileScenario(scenario, kernel, 'base', 'few');
}

/** A search of everything, schedules not counted. */
export function searchAll(model: Model, maxStates = 16_000_000): Explorer {
  const explorer = new Explorer(model, { maxStates, maxCountedStates: 0 });
  while (!explorer.advance(10_000));
  return explorer;
}
