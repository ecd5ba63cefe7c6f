import { expect } from 'vitest';
import { sayRegister } from '#lib/mm/cells';
import { compileScenario } from '#lib/mm/compile';
import { mm } from '#lib/mm/mm';
import type { Kernel } from '#lib/mm/policy';
import type { PageKind } from '#lib/mm/size';
import type { Scenario } from '#lib/scenario/scenario';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { searchPlainly } from '../check/oracle';

/**
 * Holds a scenario's run to what the plain search of objects and JSON keys says of the same: states, transitions,
 * schedules, outcomes, verdicts, and how long the shortest schedules are.
 */
export function comparePlainly(scenario: Scenario, kernel: Kernel, kind: PageKind) {
  const run = runPolicy(mm, scenario, kernel.id, defaultBounds, kind);
  const { model, memory, cast } = compileScenario(scenario, kernel, kind);
  const sayEnd = () => {
    const registers = Object.fromEntries(cast.registers.map((name, index) => [name, sayRegister(memory, index)]));
    const [copies, unshares, forkCopies] = [memory.copiesAt, memory.unsharesAt, memory.forkCopiesAt].map((at) =>
      memory.get(at),
    );
    return JSON.stringify({ registers, copies, unshares, forkCopies });
  };
  const plain = searchPlainly(model, memory.layout, sayEnd);
  expect([run.states, run.transitions, run.schedules]).toEqual([
    plain.states,
    plain.transitions,
    plain.schedules.toString(),
  ]);
  const depths = run.properties.map(({ schedule }) => (schedule === null ? undefined : stepsOf(schedule)));
  expect(depths).toEqual(plain.depths);
  for (const [index, { verdict }] of run.properties.entries()) {
    const isReach = ['reached', 'unreached'].includes(verdict);
    const met = isReach ? 'reached' : 'violated';
    const unmet = isReach ? 'unreached' : plain.arose[index] ? 'holds' : 'vacuous';
    expect(verdict).toBe(plain.depths[index] === undefined ? unmet : met);
  }
  const ends = run.outcomes.map(({ schedule, ...shown }) => [JSON.stringify(shown), stepsOf(schedule)]);
  expect(new Map(ends.map(([end, length]) => [end, length]))).toEqual(plain.ends);
  expect(ends).toHaveLength(plain.ends.size);
}

/** A step is a letter; the number behind it names a way that is not the first. */
function stepsOf(schedule: string): number {
  return schedule.replaceAll(/\d/g, '').length;
}
