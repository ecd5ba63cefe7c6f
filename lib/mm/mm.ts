import { BoundHit } from '#lib/check/view';
import { compileScenario } from '#lib/mm/compile';
import { exploreScenario } from '#lib/mm/exploration';
import { getPolicy, policies } from '#lib/mm/policies';
import { properties } from '#lib/mm/properties';
import { replaySchedule } from '#lib/mm/replay';
import { vocabulary } from '#lib/mm/vocabulary';
import { parseScenario } from '#lib/scenario/parse';
import { printScenario } from '#lib/scenario/print';
import type { Simulator } from '#lib/scenario/simulator';

/** The kernel's memory manager: private anonymous base pages, fork, GUP, swap. See content/guide/model.md. */
export const mm: Simulator = {
  id: 'mm',
  engine: 'mm-2',
  policies: policies.map(({ id, rule, family, standing, inForce }) => ({ id, rule, family, standing, inForce })),
  properties: properties.map(({ name, title, meaning }) => ({ name, title, meaning })),
  steps: vocabulary.forms.map(({ verb, syntax, meaning }) => ({ verb, syntax, meaning })),
  parse: (text) => parseScenario(text, vocabulary),
  print: (scenario) => printScenario(scenario, vocabulary),
  explore: exploreScenario,
  replay: (scenario, policy, schedule) => {
    const known = getPolicy(policy);
    try {
      return replaySchedule(compileScenario(scenario, known), schedule);
    } catch (error) {
      if (!(error instanceof BoundHit)) throw error;
      return { policy, schedule, frames: [], problem: `The scenario is larger than the model: ${error.message}.` };
    }
  },
};
