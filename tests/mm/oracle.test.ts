import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen } from '#lib/check/model';
import { kindsFor } from '#lib/mm/applies';
import { sayRegister } from '#lib/mm/cells';
import { compileScenario } from '#lib/mm/compile';
import { mm } from '#lib/mm/mm';
import { cowPolicies } from '#lib/mm/policies';
import type { Kernel } from '#lib/mm/policy';
import { type PageKind, pageKinds } from '#lib/mm/size';
import type { Scenario } from '#lib/scenario/scenario';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { searchPlainly } from '../check/oracle';
import { getKernel, readScenarioFiles } from './files';
import { checkFrames } from './invariants';
import { randomReclaim } from './random-reclaim';
import { randomScenario } from './random-scenario';

const kernels = cowPolicies.map(({ id }) => getKernel(id));
const kinds = pageKinds.map(({ id }) => id);

/** The scenario's run, and what the plain search of objects and JSON keys says of the same. */
function compare(scenario: Scenario, kernel: Kernel, kind: PageKind) {
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
  const depths = run.properties.map((property) => property.schedule?.length);
  expect(depths).toEqual(plain.depths);
  for (const [index, { verdict }] of run.properties.entries()) {
    const isReach = ['reached', 'unreached'].includes(verdict);
    const met = isReach ? 'reached' : 'violated';
    const unmet = isReach ? 'unreached' : plain.arose[index] ? 'holds' : 'vacuous';
    expect(verdict).toBe(plain.depths[index] === undefined ? unmet : met);
  }
  const ends = run.outcomes.map(({ schedule, ...shown }) => [JSON.stringify(shown), schedule.length]);
  expect(new Map(ends.map(([end, length]) => [end, length]))).toEqual(plain.ends);
  expect(ends).toHaveLength(plain.ends.size);
}

/** Walks every reachable state: invariants after every step, and a step that cannot be taken changes nothing. */
function walk(scenario: Scenario, kernel: Kernel, kind: PageKind) {
  const { model, memory } = compileScenario(scenario, kernel, kind);
  const seen = new Set([model.initial.join()]);
  const queue = [model.initial];
  for (const words of queue) {
    for (const actor of model.actors) {
      memory.words.set(words);
      for (const alternative of actor.program[memory.get(actor.pc)] ?? []) {
        memory.words.set(words);
        if (!isOpen(memory, alternative.guard)) continue;
        if (!alternative.fn(memory, alternative.args)) {
          expect(memory.words).toEqual(words);
          continue;
        }
        checkFrames(memory, kernel.cow);
        const key = memory.words.join();
        if (seen.has(key)) continue;
        seen.add(key);
        queue.push(memory.words.slice());
      }
    }
  }
}

describe('the scenarios of content/', () => {
  for (const { slug, scenario } of readScenarioFiles())
    it(`${slug}: the plain search agrees, and the invariants hold in every state`, () => {
      for (const kernel of kernels)
        for (const kind of kindsFor(scenario)) {
          compare(scenario, kernel, kind);
          walk(scenario, kernel, kind);
        }
    });
});

describe('random scenarios', () => {
  it.each([
    ['forks and references', randomScenario],
    ['reclaim, migration and KSM', randomReclaim],
  ])('the plain search agrees, and the invariants hold in every state: %s', (_, random) => {
    let compared = 0;
    fc.assert(
      fc.property(random, fc.constantFrom(...kernels), fc.constantFrom(...kinds), (text, kernel, any) => {
        const { scenario, issues } = mm.parse(text);
        expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
        if (scenario === undefined) return;
        const kind = kindsFor(scenario).includes(any) ? any : 'base';
        // A plain search of objects takes a minute for what the packed one does in a second: small ones say as much.
        if (!runPolicy(mm, scenario, kernel.id, { maxStates: 4000, maxCountedStates: 0 }, kind).complete) return;
        compared++;
        compare(scenario, kernel, kind);
        walk(scenario, kernel, kind);
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(20);
  });
});
