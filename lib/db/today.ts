import { findUnder } from '#lib/db/under';
import { simulators } from '#lib/simulators';

/** What is asked where nobody names a kernel. */
export interface Today {
  /** Ids of its policies, those first that are played with all the others when they are asked alone. */
  readonly policies: readonly string[];
  /** Name of the newest mainline kernel; null where no simulator knows one. */
  readonly kernel: string | null;
}

/** Policies of the newest mainline kernel, in the order in which their recorded runs speak for it. */
export function findToday(): Today {
  const under = findUnder() ?? null;
  if (under === null) return { policies: [], kernel: null };
  const all = under.policies.join(' ');
  const isWhole = (id: string) => simulators.some((simulator) => simulator.resolve(id)?.policies.join(' ') === all);
  const policies = under.policies.toSorted((a, b) => Number(isWhole(b)) - Number(isWhole(a)));
  return { policies, kernel: under.kernel };
}
