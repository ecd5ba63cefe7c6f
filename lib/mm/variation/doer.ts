import { placesOf, processesOf, quoteStep, replaceStep, type VariationKind } from '#lib/mm/variation/edit';

/** Another process does it: the child stores, the parent unmaps. */
export const doer: VariationKind = {
  id: 'doer',
  vary: (scenario) => {
    const processes = processesOf(scenario);
    return placesOf(scenario)
      .filter(({ step }) => /^(munmap|dontneed|exit|write|get|pin|vmsplice)\b/.test(step.verb))
      .flatMap((place) =>
        processes
          .filter((process) => process !== place.step.actor.split('.')[0])
          .map((actor) => ({
            title: `${actor} does what ${place.step.actor} does in ${quoteStep(place.step)}`,
            scenario: replaceStep(scenario, place, [{ ...place.step, actor }]),
          })),
      );
  },
};
