import type { MachineFacts } from '#lib/observe/answer';
import type { Interpreter } from '#lib/observe/interpreter';
import type { Facilities } from '#lib/observe/random-program';

/** What the kernel at hand calls itself and has: the answer to a program without a step. */
export async function probeMachine(
  interpreter: Interpreter,
): Promise<{ readonly release: string; readonly facts: MachineFacts }> {
  const company = { processes: [], actors: [], files: [], variables: [], handles: [], values: ['0'], registers: [] };
  const nothing = { name: 'nothing', kind: 'base', company, processes: [], steps: [], hugePages: 0 } as const;
  const { release, facts } = await interpreter.play(nothing);
  return { release, facts };
}

/** What of a machine random programs may use. */
export function facilitiesOf(facts: MachineFacts): Facilities {
  return {
    hasSwap: facts.swapKb > 0,
    hasSoftDirty: facts.softDirty,
    hasRing: facts.ioUringDisabled < 2,
    // A kernel without userfaultfd has no setting for it.
    hasUserfaultfd: facts.unprivilegedUserfaultfd >= 0,
  };
}
