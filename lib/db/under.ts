import { compareReleases } from '#lib/db/observations';
import type { Resolved } from '#lib/scenario/simulator';
import { simulators } from '#lib/simulators';

/** What verdicts are asked under: a policy of each family. */
export interface Under extends Resolved {
  /** As it was asked for: `5.13`, `A5`, `B0+A5`. */
  readonly asked: string;
}

/** `5.12` is a mainline release, `5.10.218` a stable one. */
export function isMainline(release: string): boolean {
  return /^\d+\.\d+$/.test(release);
}

/** The mainline kernels that simulators name, oldest first: the releases at which a rule changes. */
export function listMainlineKernels(): readonly string[] {
  return simulators
    .flatMap(({ kernels }) => kernels)
    .filter(isMainline)
    .toSorted(compareReleases);
}

/** The kernel that is meant where nobody names one: the newest mainline one; undefined where no simulator has any. */
export function findNewestKernel(): string | undefined {
  return listMainlineKernels().at(-1);
}

/**
 * What a text names, by default the newest mainline kernel: null where there is no default, undefined where the text names
 * nothing.
 */
export function findUnder(text = findNewestKernel()): Under | null | undefined {
  if (text === undefined) return null;
  for (const simulator of simulators) {
    const resolved = simulator.resolve(text);
    if (resolved !== undefined) return { ...resolved, asked: text };
  }
  return undefined;
}
