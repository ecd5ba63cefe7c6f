import { insertOfKernel, newStep, type VariationKind } from '#lib/mm/variation/edit';

/** The page goes through swap. */
export const swapTrip: VariationKind = {
  id: 'swap-trip',
  vary: (scenario) =>
    insertOfKernel(
      scenario,
      (kernel, PLACE) => newStep(kernel, 'swapout', { PLACE }),
      (place, when) => `the page at ${place} is swapped out ${when}`,
    ),
};
