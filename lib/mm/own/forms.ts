import { resolveKernel } from '#lib/mm/kernels';
import { asks } from '#lib/mm/own/asks';
import { points } from '#lib/mm/own/points';
import { settings } from '#lib/mm/own/settings';
import type { OwnForms } from '#lib/scenario/own-policy';

/** What a policy of one's own may say about the memory manager. */
export const ownForms: OwnForms = {
  points,
  settings: settings.map(({ name, meaning, values }) => ({ name, meaning, values })),
  asks: asks.map(({ name, meaning, gives, of }) => ({ name, meaning, gives, ...(of === undefined ? {} : { of }) })),
  names: (text) => resolveKernel(text) !== undefined,
};
