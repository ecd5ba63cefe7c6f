import { devices } from '#lib/promela/features';
import type { StepText } from '#lib/promela/step';

/** swapon: from here on swap lies on this device. */
export const swapon: readonly StepText[] = (['slow', 'stable', 'zram', 'full'] as const).map((device) => ({
  verb: `swapon ${device}`,
  options: () => [{ guard: 'true', does: `swap_device = ${devices[device]}`, ends: true }],
}));
