import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen } from '#lib/check/model';
import { compileScenario } from '#lib/mm/compile';
import { mm } from '#lib/mm/mm';
import { policies } from '#lib/mm/policies';
import type { Policy } from '#lib/mm/policy';
import type { Scenario } from '#lib/scenario/scenario';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { searchPlainly } from '../check/oracle';
import { readScenarioFiles } from './files';
import { checkFrames } from './invariants';
import { randomScenario } from './random-scenario';

/** The scenario's run, and what the plain search of objects and JSON keys says of the same. */
function compare(scenario: Scenario, policy: Policy) {
  const run = runPolicy(mm, scenario, policy.id, defaultBounds);
  const { model, memory } = compileScenario(scenario, policy);
  const plain = searchPlainly(model, memory.layout);
  expect([run.states, run.transitions, run.schedules]).toEqual([
    plain.states,
    plain.transitions,
    plain.schedules.toString(),
  ]);
  const depths = run.properties.map((property) => property.schedule?.length);
  expect(depths).toEqual(plain.depths);
}

/** Walks every reachable state: invariants after every step, and a step that cannot be taken changes nothing. */
function walk(scenario: Scenario, policy: Policy) {
  const { model, memory } = compileScenario(scenario, policy);
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
        checkFrames(memory, policy);
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
      for (const policy of policies) {
        compare(scenario, policy);
        walk(scenario, policy);
      }
    });
});

describe('random scenarios', () => {
  it('the plain search agrees, and the invariants hold in every state', () => {
    let compared = 0;
    fc.assert(
      fc.property(randomScenario, fc.constantFrom(...policies), (text, policy) => {
        const { scenario, issues } = mm.parse(text);
        expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
        if (scenario === undefined) return;
        // A plain search of objects takes a minute for what the packed one does in a second: small ones say as much.
        if (!runPolicy(mm, scenario, policy.id, { maxStates: 4000, maxCountedStates: 0 }).complete) return;
        compared++;
        compare(scenario, policy);
        walk(scenario, policy);
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(20);
  });
});
