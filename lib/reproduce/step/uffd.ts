import { atPlace, numberOfRegister, numberOfValue, placeOf } from '#lib/reproduce/company';
import { uffd } from '#lib/reproduce/piece/uffd';
import { DIRECTOR, type StepKind } from '#lib/reproduce/step';

/** A process registers its own memory, whoever of the scenario asks for it. */
function registers(verb: string, play: string): StepKind {
  return {
    verb,
    pieces: [uffd],
    play: (step, company) => ({ play, ...atPlace(step, company), reg: numberOfRegister(step, company) }),
  };
}

/** The director is every monitor. */
function monitors(verb: string, play: string): StepKind {
  return {
    verb,
    pieces: [uffd],
    play: (step, company) => {
      const { process: other, variable } = placeOf(step, company);
      const value = step.args.VALUE === undefined ? 0 : numberOfValue(step, company);
      return { play, who: DIRECTOR, variable, value, reg: numberOfRegister(step, company), other };
    },
  };
}

export const uffdSteps: readonly StepKind[] = [
  registers('uffd register missing', 'register_missing'),
  registers('uffd register wp', 'register_wp'),
  registers('uffd register minor', 'register_minor'),
  monitors('uffd unregister', 'unregister'),
  monitors('uffd poll', 'read_message'),
  monitors('uffd wake', 'wake_up'),
  monitors('uffd copy', 'fill_copy'),
  monitors('uffd zero', 'fill_zero'),
  monitors('uffd continue', 'fill_continue'),
  monitors('uffd protect', 'protect_by_uffd'),
  monitors('uffd unprotect', 'unprotect_by_uffd'),
];
