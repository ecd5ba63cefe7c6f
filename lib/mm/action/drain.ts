import type { Action, Binding } from '#lib/mm/action';
import type { Memory } from '#lib/mm/memory';
import { drainBatch } from '#lib/mm/page';

function bindDrain(binding: Binding) {
  return { cpu: Number(binding.step.args.NUMBER ?? '0'), pc: binding.pc, done: binding.done };
}

function drain(m: Memory, a: ReturnType<typeof bindDrain>): boolean {
  drainBatch(m, a.cpu);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `lru_add_drain on cpu ${a.cpu}`;
  return true;
}

export const drainAction: Action = {
  form: {
    verb: 'drain cpu',
    syntax: 'drain cpu NUMBER',
    meaning: 'lru_add_drain: the pages that wait in this CPU’s batch go to the LRU.',
    by: ['kernel'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: drain, args: bindDrain(binding) }],
};
