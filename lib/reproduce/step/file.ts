import { numberOfFile, numberOfValue, numberOfVariable, whoActs } from '#lib/reproduce/company';
import { file } from '#lib/reproduce/piece/file';
import { DIRECTOR, type StepKind } from '#lib/reproduce/step';
import type { Step } from '#lib/scenario/scenario';

/** A mapping of a file. `part` tells a store through it from none. */
function maps(verb: string, nameOf: (step: Step) => string): StepKind {
  return {
    verb,
    pieces: [file],
    play: (step, company) => ({
      play: nameOf(step),
      who: whoActs(step, company),
      variable: numberOfVariable(step, 'VAR', company),
      file: numberOfFile(step, company),
      ...(step.args.VALUE === undefined ? {} : { part: 1, value: numberOfValue(step, company) }),
    }),
  };
}

export const mapShared = maps('map shared', () => 'map_shared');
export const mapSharedReadOnly = maps('map shared ro', (step) =>
  step.args['opened ro'] === undefined ? 'map_shared_ro' : 'map_shared_opened_ro',
);
export const mapPrivate = maps('map private', () => 'map_private');
export const mapPrivateReadOnly = maps('map private ro', () => 'map_private_ro');
/** The file is made before anybody maps it, with what it holds. */
export const mapPlainFile = maps('map file', () => 'map_private');

export const fillFile: StepKind = {
  verb: 'fill',
  pieces: [file],
  play: (step, company) => ({
    play: 'fill_file',
    who: DIRECTOR,
    file: numberOfFile(step, company),
    value: numberOfValue(step, company),
  }),
};

export const poke: StepKind = {
  verb: 'poke',
  pieces: [file],
  play: (step, company) => ({
    play: 'poke_page',
    who: whoActs(step, company),
    variable: numberOfVariable(step, 'VAR', company),
    value: numberOfValue(step, company),
  }),
};
