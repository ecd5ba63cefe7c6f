import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen } from '#lib/check/model';
import { kindsFor } from '#lib/mm/applies';
import { compileScenario } from '#lib/mm/compile';
import { mm } from '#lib/mm/mm';
import { cowPolicies } from '#lib/mm/policies';
import type { Kernel } from '#lib/mm/policy';
import { type PageKind, pageKinds } from '#lib/mm/size';
import type { Scenario } from '#lib/scenario/scenario';
import { runPolicy } from '#lib/simulators';
import { comparePlainly } from './compare-plainly';
import { getKernel, readScenarioFiles } from './files';
import { checkFrames } from './invariants';
import { randomReclaim } from './random-reclaim';
import { randomScenario } from './random-scenario';
import { randomTlb } from './random-tlb';
import { randomUffd } from './random-uffd';

const kernels = cowPolicies.map(({ id }) => getKernel(id));
/** Less B3, which asks for mappings and forgets swap entries: two processes may then have one page writable. */
const flushers = ['B0+A1', 'B0+A4', 'B1+A4', 'B1a+A4', 'B2+A4', 'B4+A5', 'B5+A7', 'B5r+A8n', 'B6+A4'].map(getKernel);
const fillers = ['C0+A1', 'C1+A3', 'C2+A5', 'C3+A6', 'C3+A7', 'C4+A2', 'C5+A8', 'D1+A5', 'D1+A8m', 'P1'].map(getKernel);
const kinds = pageKinds.map(({ id }) => id);

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
          // Asked only where it differs: a comparison by `expect` takes longer than all the rest.
          if (memory.words.some((word, index) => word !== words[index])) expect(memory.words).toEqual(words);
          continue;
        }
        const key = memory.words.join();
        if (seen.has(key)) continue;
        seen.add(key);
        checkFrames(memory, kernel.cow);
        queue.push(memory.words.slice());
      }
    }
  }
}

describe('the scenarios of content/', () => {
  for (const { slug, scenario } of readScenarioFiles())
    it(`${slug}: the plain search agrees, and the invariants hold in every state`, () => {
      for (const kernel of mm.policiesFor(scenario).map(getKernel))
        for (const kind of kindsFor(scenario)) {
          comparePlainly(scenario, kernel, kind);
          walk(scenario, kernel, kind);
        }
    });
});

describe('random scenarios', () => {
  it.each([
    ['forks and references', randomScenario, kernels],
    ['reclaim, migration and KSM', randomReclaim, kernels],
    ['files and userfaultfd', randomUffd, fillers],
    ['TLBs', randomTlb, flushers],
  ])('the plain search agrees, and the invariants hold in every state: %s', (_, random, playedBy) => {
    let compared = 0;
    fc.assert(
      fc.property(random, fc.constantFrom(...playedBy), fc.constantFrom(...kinds), (text, kernel, any) => {
        const { scenario, issues } = mm.parse(text);
        expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
        if (scenario === undefined) return;
        const kind = kindsFor(scenario).includes(any) ? any : 'base';
        // A plain search of objects takes a minute for what the packed one does in a second: small ones say as much.
        if (!runPolicy(mm, scenario, kernel.id, { maxStates: 4000, maxCountedStates: 0 }, kind).complete) return;
        compared++;
        comparePlainly(scenario, kernel, kind);
        walk(scenario, kernel, kind);
      }),
      { numRuns: 50 },
    );
    expect(compared).toBeGreaterThan(15);
  });
});
