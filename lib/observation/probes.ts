import type { Probe } from '#lib/observation/probe';
import { fillProbes } from '#lib/observation/probe/fill';
import { protectProbes } from '#lib/observation/probe/protect';
import { reuseProbes } from '#lib/observation/probe/reuse';
import { stressProbes } from '#lib/observation/probe/stress';
import { swapProbes } from '#lib/observation/probe/swap';

/** Every trial that the model can be asked about, in the order of their names. */
export const probes: readonly Probe[] = [
  ...reuseProbes,
  ...swapProbes,
  ...fillProbes,
  ...protectProbes,
  ...stressProbes,
];

/**
 * The name in a title as observers write it: its first word, and the setting in square brackets at its end. `h1 pageout,
 * read back, write [zram]` is `h1 [zram]`.
 */
export function nameOfProbe(title: string): string {
  const [first = ''] = title.trim().split(/\s+/);
  const setting = /\[([^[\]]+)\]\s*$/.exec(title)?.[1];
  return setting === undefined ? first : `${first} [${setting}]`;
}

/** The trial of that name; undefined where the model has no words for it. */
export function findProbe(name: string): Probe | undefined {
  return probes.find(({ id }) => id === name);
}
