import { insertOfKernel, newStep, type VariationKind } from '#lib/mm/variation/edit';

/** Somebody looks at the page in passing, and keeps the reference. */
export const passingReference: VariationKind = {
  id: 'passing-reference',
  vary: (scenario) =>
    insertOfKernel(
      scenario,
      (kernel, PLACE) => newStep(kernel, 'speculate', { PLACE, HANDLE: 'passing' }),
      (place, when) => `a passing reference is taken to the page at ${place} ${when}`,
    ),
};
