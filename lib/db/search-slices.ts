import type { PolicyRun } from '#lib/scenario/run';
import type { Bounds, Exploration } from '#lib/scenario/simulator';

/**
 * Bounds of a search that a page starts: what is larger is not followed to its end, and is unknown. Some 5 MB, and less
 * than a second.
 */
export const pageBounds: Bounds = { maxStates: 100_000, maxCountedStates: 0 };

/** States that are visited between two turns for whoever else waits. */
const SLICE = 2000;

/** Runs a search to its end and lets others have their turn in between. */
export async function searchInSlices(exploration: Exploration): Promise<PolicyRun> {
  while (!exploration.advance(SLICE)) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  if (exploration.result === undefined) throw new Error('a search ended without a result');
  return exploration.result;
}
