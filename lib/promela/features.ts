import type { Program } from '#lib/promela/program';
import { processOf } from '#lib/scenario/scenario';

/** Numbers of what swap lies on. Without a `swapon` it is a disk whose writing takes no time. */
export const devices = { disk: 0, slow: 1, stable: 2, zram: 3, full: 4 } as const;

export type Device = keyof typeof devices;

/** What a scenario has that others do without. What it does not have takes no bit of a state, and no guard. */
export interface Features {
  /** What swap comes to lie on. */
  readonly devices: ReadonlySet<Device>;
  /** Whether writing to swap may take time. */
  readonly writeback: boolean;
  /** Whether somebody locks pages: reclaim, or a line of its own. */
  readonly locks: boolean;
  /** Whether somebody takes pages off the LRU. */
  readonly isolates: boolean;
  /** Whether somebody clears soft-dirty bits. */
  readonly clearsRefs: boolean;
  /** Whether migration moves pages, and KSM merges them. */
  readonly migrates: boolean;
  readonly merges: boolean;
  /** How many children come in crowds, which only map. */
  readonly crowd: number;
  /** Processes in which somebody walks page tables without a lock: there, fork has several parts. */
  readonly walked: ReadonlySet<string>;
}

export function findFeatures(program: Program): Features {
  const steps = program.lines.flat().map((line) => line.step);
  const has = (verb: RegExp) => steps.some((step) => verb.test(step.verb));
  const used = new Set<Device>();
  for (const { verb } of steps)
    for (const device of ['slow', 'stable', 'zram', 'full'] as const) if (verb === `swapon ${device}`) used.add(device);
  const reclaims = has(/^(swapout|pageout)$/);
  const migrates = has(/^migrate$/);
  const merges = has(/^ksm merge$/);
  return {
    devices: used,
    writeback: reclaims && (used.has('slow') || used.has('stable')),
    locks: reclaims || migrates || merges || has(/^lock$/),
    isolates: reclaims || migrates,
    migrates,
    merges,
    crowd: steps.reduce((sum, step) => sum + (step.verb === 'fork crowd' ? Number(step.args.NUMBER) : 0), 0),
    clearsRefs: has(/^clear_refs$/),
    walked: new Set(steps.filter((step) => step.verb.endsWith(' fast')).map((step) => processOf(step.actor))),
  };
}
