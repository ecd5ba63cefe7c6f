import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import type { PolicyRun } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { readScenarioFiles } from './files';
import { retell, retold } from './own-texts';

/** A scenario with the policies of a text. */
function withOwn(scenario: Scenario, text: string): Scenario {
  const { policies, issues } = mm.parseOwn(text);
  if (policies === undefined) throw new Error(issues.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return { ...scenario, ownPolicies: policies };
}

/** Everything that a run says but the words in which a policy says what it looked at. */
function factsOf(run: PolicyRun) {
  const { policy: _, kernel: __, properties, stuck, ...rest } = run;
  return {
    ...rest,
    stuck: stuck?.schedule ?? null,
    properties: properties.map(({ trace, ...one }) => ({ ...one, steps: trace.map(({ changes }) => changes) })),
  };
}

describe('released rules and proposals, said again', () => {
  const files = readScenarioFiles();
  for (const id of Object.keys(retold))
    it(`${id} does the same in every scenario of content/, on every kind of page`, () => {
      for (const { slug, scenario } of files)
        for (const kind of mm.kindsFor(scenario)) {
          const known = runPolicy(mm, scenario, id, defaultBounds, kind);
          const own = runPolicy(mm, withOwn(scenario, retell(id)), 'own', defaultBounds, kind);
          expect(factsOf(own), `${slug} on ${kind}`).toEqual(factsOf(known));
        }
    });
});
