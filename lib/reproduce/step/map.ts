import { numberOfValue, numberOfVariable, whoActs } from '#lib/reproduce/company';
import { mapping } from '#lib/reproduce/piece/mapping';
import type { StepKind } from '#lib/reproduce/step';

/** mmap, and the first store where a value is given. */
export const map: StepKind = {
  verb: 'map',
  pieces: [mapping],
  play: (step, company) => {
    const at = { who: whoActs(step, company), variable: numberOfVariable(step, 'VAR', company) };
    return step.args.VALUE === undefined
      ? { play: 'map_hole', ...at }
      : { play: 'map_page', ...at, value: numberOfValue(step, company) };
  },
};
