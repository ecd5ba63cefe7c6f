import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { kindsFor } from '#lib/mm/applies';
import { mm } from '#lib/mm/mm';
import { cowPolicies } from '#lib/mm/policies';
import { pageKinds } from '#lib/mm/size';
import { runPolicy } from '#lib/simulators';
import { comparePlainly } from './compare-plainly';
import { getKernel } from './files';
import { randomReclaim } from './random-reclaim';
import { randomScenario } from './random-scenario';

const policies = cowPolicies.map(({ id }) => id);
const kinds = pageKinds.map(({ id }) => id);

/** Programs that are compared; one whose search is larger than `most` is passed over, and another takes its place. */
const programs = 1000;
const most = 400;

it('a thousand random programs: the plain search finds the same', () => {
  const compared = new Set<string>();
  fc.assert(
    fc.property(
      fc.oneof(randomScenario, randomReclaim),
      fc.constantFrom(...policies),
      fc.constantFrom(...kinds),
      (text, policy, any) => {
        const { scenario } = mm.parse(text);
        if (scenario === undefined) throw new Error(`a random text does not parse:\n${text}`);
        const kind = kindsFor(scenario).includes(any) ? any : 'base';
        fc.pre(runPolicy(mm, scenario, policy, { maxStates: most, maxCountedStates: 0 }, kind).complete);
        comparePlainly(scenario, getKernel(policy), kind);
        compared.add(`${policy} ${kind} ${text}`);
      },
    ),
    { numRuns: programs, maxSkipsPerRun: 10 },
  );
  // Hardly one comes twice.
  expect(compared.size).toBeGreaterThan(0.9 * programs);
}, 120_000);
