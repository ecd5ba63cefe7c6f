import { placesOf, quoteStep, replaceStep, type VariationKind } from '#lib/mm/variation/edit';

/** Something does not happen: nobody unmaps, exits, protects, swaps or gives back. */
export const omission: VariationKind = {
  id: 'omission',
  vary: (scenario) =>
    placesOf(scenario)
      .filter(({ step }) =>
        /^(munmap|dontneed|exit|kill|release|mprotect|clear_refs|swapout|pageout|speculate|lock|drain|migrate)\b/.test(
          step.verb,
        ),
      )
      .map((place) => ({
        title: `${quoteStep(place.step)} does not happen`,
        scenario: replaceStep(scenario, place, []),
      })),
};
