import { BoundHit } from '#lib/check/view';
import { type Action, type Binding, placeIn, pteAt, registerIn, threadsOf } from '#lib/mm/action';
import { wakeAt } from '#lib/mm/action/uffd-poll';
import { waitsToWrite } from '#lib/mm/locks';
import { type Memory, UNMAPPED } from '#lib/mm/memory';
import { type Result, results, showResult } from '#lib/mm/result';
import { UFFD_MINOR, UFFD_MISSING, UFFD_WP } from '#lib/mm/state/uffd';

function bindArgs(binding: Binding, mode: number) {
  const { mm, variable } = placeIn(binding);
  const { pc, done, cast, kernel } = binding;
  const threads = threadsOf(cast, mm);
  const lacks = kernel.lacks.includes(mode === UFFD_MINOR ? 'minor' : mode === UFFD_WP ? 'wp' : 'missing');
  return {
    mode,
    lacks,
    actors: cast.actors,
    pte: pteAt(cast, mm, variable),
    threads,
    register: registerIn(binding),
    pc,
    done,
  };
}

/** `userfaultfd_register()`: marks the mapping, and changes no PTE. */
function register(m: Memory, a: ReturnType<typeof bindArgs>): boolean {
  if (waitsToWrite(m, m.mmOf(a.pte), a.threads)) return false;
  const result = refuse(m, a) ?? 'ok';
  const region = m.regionOf(a.pte);
  if (result === 'ok') m.uffd.setModes(region, m.uffd.modes(region) | a.mode);
  showResult(m, a.register, result);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `UFFDIO_REGISTER: ${result}`;
  return true;
}

/** `vma_can_userfault()`, then VM_MAYWRITE (29ec90660d68): what may not be registered, and why. */
function refuse(m: Memory, a: ReturnType<typeof bindArgs>): Result | undefined {
  if (m.vma(a.pte) === UNMAPPED || a.lacks) return 'EINVAL';
  const region = m.regionOf(a.pte);
  const file = m.cast.files[m.files.mapped(region)];
  // A file of a disk is not taken; and minor faults are of pages that a page cache already has.
  if (file === undefined ? a.mode === UFFD_MINOR : !file.isShmem) return 'EINVAL';
  if (file !== undefined && a.mode === UFFD_WP) throw new BoundHit('write protection of shmem by userfaultfd');
  return m.files.mayWrite(region) ? undefined : 'EPERM';
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

export const registerMinor = registerAction(
  'minor',
  UFFD_MINOR,
  'UFFDIO_REGISTER: faults where the page cache has a page send a message and sleep.',
);

/** `userfaultfd_unregister()`: the mapping is as any other again, and whoever sleeps over a fault there is woken. */
function unregister(m: Memory, a: ReturnType<typeof bindArgs>): boolean {
  if (waitsToWrite(m, m.mmOf(a.pte), a.threads)) return false;
  m.uffd.setModes(m.regionOf(a.pte), 0);
  m.uffd.setProtected(a.pte, false);
  wakeAt(m, a.pte, a.actors);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `UFFDIO_UNREGISTER, ${m.talk.label}`;
  return true;
}

export const uffdUnregister: Action = {
  form: {
    verb: 'uffd unregister',
    syntax: 'uffd unregister PLACE',
    meaning: 'UFFDIO_UNREGISTER: the mapping is as any other again, and whoever sleeps over a fault there is woken.',
    by: ['process'],
    pageKinds: ['base'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: unregister, args: bindArgs(binding, 0) }],
};
