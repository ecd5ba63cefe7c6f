import type { MachineFacts } from '#lib/observe/answer';
import type { Interpreter } from '#lib/observe/interpreter';

/** What the kernel at hand calls itself and has: the answer to a program without a step. */
export async function probeMachine(
  interpreter: Interpreter,
): Promise<{ readonly release: string; readonly facts: MachineFacts }> {
  const company = { processes: [], actors: [], files: [], variables: [], handles: [], values: ['0'], registers: [] };
  const nothing = { name: 'nothing', kind: 'base', company, processes: [], steps: [], hugePages: 0 } as const;
  const { release, facts } = await interpreter.play(nothing);
  return { release, facts };
}
