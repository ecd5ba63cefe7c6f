import { EndlessSchedule } from '#lib/check/count';
import { Explorer } from '#lib/check/explorer';
import { BoundHit } from '#lib/check/view';
import { compileScenario } from '#lib/mm/compile';
import type { Kernel } from '#lib/mm/policy';
import type { PageKind } from '#lib/mm/size';
import { askingKernel } from '#lib/mm/synthesis/asking-kernel';
import type { Space } from '#lib/mm/synthesis/space';
import type { Property, Scenario } from '#lib/scenario/scenario';
import type { Bounds } from '#lib/scenario/simulator';
import type { Ending, Trial } from '#lib/synthesis/trial';

/** What a rule must never do, whatever else its scenarios ask. */
const wrongs = ['missed-cow', 'wrong-cow'] as const;

/** States between two looks at whether the rule failed already. */
const SLICE = 100;

/** The scenario with nothing to judge but what every rule is judged by. */
export function bare(scenario: Scenario): Scenario {
  const properties = wrongs.map((name): Property => {
    return { mode: 'never', condition: { is: 'built-in', name }, line: 0, comments: [], note: null };
  });
  const phases = scenario.phases.map((phase) => ({
    ...phase,
    lines: phase.lines.filter(({ type }) => type === 'step'),
  }));
  return { ...scenario, phases, properties, expectations: [], ownPolicies: [] };
}

/** @param scenario as `bare` gives it */
export function makeTrial(space: Space, slug: string, scenario: Scenario, kind: PageKind, bounds: Bounds): Trial {
  return {
    id: `${slug} ${kind}`,
    play: (ask) => playOut(scenario, askingKernel(space, ask), kind, bounds),
  };
}

/** Plays every schedule, until one has a missed or a wrong COW. */
export function playOut(scenario: Scenario, kernel: Kernel, kind: PageKind, bounds: Bounds): Ending {
  try {
    return (
      playSized(scenario, kernel, kind, bounds, 'few') ??
      playSized(scenario, kernel, kind, bounds, 'all') ??
      unknown('a bound')
    );
  } catch (error) {
    if (error instanceof BoundHit) return unknown(error.message);
    if (error instanceof EndlessSchedule) return unknown('a schedule that never ends');
    throw error;
  }
}

const unknown = (by: string): Ending => ({ is: 'unknown', by });

/** Undefined where the scenario needs more room than `few` gave it. */
function playSized(
  scenario: Scenario,
  kernel: Kernel,
  kind: PageKind,
  bounds: Bounds,
  size: 'few' | 'all',
): Ending | undefined {
  const { model, memory } = compileScenario(scenario, kernel, kind, size);
  const explorer = new Explorer(model, bounds);
  for (let isOver = false; !isOver; ) {
    isOver = explorer.advance(SLICE);
    if (size === 'few' && explorer.hasMetField) return undefined;
    const broken = wrongs.find((_, watch) => explorer.isHit(watch));
    if (broken !== undefined) return { is: 'wrong', by: broken };
  }
  const [bound] = explorer.boundsHit;
  if (bound !== undefined) return unknown(bound);
  if (explorer.isStuck) return { is: 'wrong', by: 'stuck' };
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const state of explorer.finals) {
    explorer.store.load(state, memory.words);
    const copies = memory.get(memory.copiesAt) + memory.get(memory.unsharesAt) + memory.get(memory.forkCopiesAt);
    least = Math.min(least, copies);
    most = Math.max(most, copies);
  }
  return { is: 'right', least, most };
}
