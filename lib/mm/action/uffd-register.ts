import { type Action, type Binding, placeIn, pteAt, registerIn, threadsOf } from '#lib/mm/action';
import { waitsToWrite } from '#lib/mm/locks';
import { type Memory, UNMAPPED } from '#lib/mm/memory';
import { type Result, results, showResult } from '#lib/mm/result';
import { UFFD_MINOR, UFFD_MISSING, UFFD_WP } from '#lib/mm/state/uffd';

function bindArgs(binding: Binding, mode: number) {
  const { mm, variable } = placeIn(binding);
  const { pc, done, cast } = binding;
  const threads = threadsOf(cast, mm);
  return { mode, pte: pteAt(cast, mm, variable), threads, register: registerIn(binding), pc, done };
}

/** `userfaultfd_register()`: marks the mapping, and changes no PTE. */
function register(m: Memory, a: ReturnType<typeof bindArgs>): boolean {
  if (waitsToWrite(m, m.mmOf(a.pte), a.threads)) return false;
  const result = refuse(m, a.pte, a.mode) ?? 'ok';
  const region = m.regionOf(a.pte);
  if (result === 'ok') m.uffd.setModes(region, m.uffd.modes(region) | a.mode);
  showResult(m, a.register, result);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `UFFDIO_REGISTER: ${result}`;
  return true;
}

/** `vma_can_userfault()`: what may not be registered, and why. */
function refuse(m: Memory, pte: number, mode: number): Result | undefined {
  if (m.vma(pte) === UNMAPPED) return 'EINVAL';
  // Minor faults are of pages that a page cache already has.
  return mode === UFFD_MINOR ? 'EINVAL' : undefined;
}

function registerAction(mode: string, bit: number, meaning: string): Action {
  const verb = `uffd register ${mode}`;
  return {
    form: {
      verb,
      syntax: `${verb} PLACE [-> REG]`,
      meaning,
      by: ['process'],
      pageKinds: ['base'],
      results,
    },
    size: () => 1,
    bind: (binding) => [{ fn: register, args: bindArgs(binding, bit) }],
  };
}

export const registerMissing = registerAction(
  'missing',
  UFFD_MISSING,
  'UFFDIO_REGISTER: faults where no page is send a message and sleep. The modes of several registrations add up.',
);

export const registerWp = registerAction(
  'wp',
  UFFD_WP,
  'UFFDIO_REGISTER: write faults on PTEs that userfaultfd protects send a message and sleep.',
);
