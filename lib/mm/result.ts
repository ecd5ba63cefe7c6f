import type { Memory } from '#lib/mm/memory';

/** What an ioctl of userfaultfd returns, as a register shows it. */
export const results = ['ok', 'EEXIST', 'EFAULT', 'EINVAL', 'ENOENT', 'EPERM'] as const;

export type Result = (typeof results)[number];

/** Sets a register to a word that no step can store; -1 for none. */
export function showResult(m: Memory, register: number, result: string): void {
  if (register < 0) return;
  const value = m.cast.values.indexOf(result);
  if (value === -1) throw new Error(`Cannot show \`${result}\`, expected a result of the step's form`);
  for (let part = 0; part < m.parts; part++) m.setRegister(register, part, value + 1);
}
