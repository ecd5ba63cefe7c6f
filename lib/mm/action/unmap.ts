import { type Action, type Binding, pteAt, variableIn } from '#lib/mm/action';
import { splitPmd } from '#lib/mm/folio';
import { pageName } from '#lib/mm/holders';
import { waitsToRead, waitsToWrite } from '#lib/mm/locks';
import { type Memory, PRESENT, UNMAPPED } from '#lib/mm/memory';
import { drainBatch, zapPte, zapRegion } from '#lib/mm/page';

/** `from` to `to` (exclusive) are the variables that go. */
function bindArgs(binding: Binding, from: number, to: number, isUnmap: boolean, label: string) {
  const { mm, cast, cpu, pc, done, siblings } = binding;
  const place = { from: pteAt(cast, mm, from), to: pteAt(cast, mm, to) };
  return { mm, ...place, isUnmap, label, cpu, pc, done, siblings };
}

function zap(m: Memory, a: ReturnType<typeof bindArgs>): boolean {
  // MADV_DONTNEED takes the lock for reading.
  if (a.isUnmap ? waitsToWrite(m, a.mm, a.siblings) : waitsToRead(m, a.mm)) return false;
  if (!a.isUnmap && m.files.isLocked(m.regionOf(a.from))) {
    // madvise_dontneed_free_valid_vma(), and what it was before it had a name
    m.set(a.pc, a.done);
    if (m.talk !== null) m.talk.label = 'MADV_DONTNEED fails: EINVAL, the mapping is locked';
    return true;
  }
  // exit and munmap drain the batch of the CPU that they run on: 5.10 unmap_region(), exit_mmap().
  if (a.isUnmap) drainBatch(m, a.cpu);
  for (let pte = a.from; pte < a.to; pte += m.subs) {
    zapRegion(m, pte);
    if (!a.isUnmap) continue;
    m.setVma(pte, UNMAPPED);
    m.uffd.setModes(m.regionOf(pte), 0);
    m.files.unmap(m.regionOf(pte));
    m.dirty.forget(m.regionOf(pte));
  }
  if (m.talk !== null) m.talk.label = a.label;
  m.set(a.pc, a.done);
  return true;
}

function bindVariable(binding: Binding, isUnmap: boolean, label: string) {
  const variable = variableIn(binding, 'VAR');
  return [{ fn: zap, args: bindArgs(binding, variable, variable + 1, isUnmap, label) }];
}

export const munmap: Action = {
  form: {
    verb: 'munmap',
    syntax: 'munmap VAR',
    meaning: 'Takes the mapping away. References that somebody took stay.',
    by: ['process'],
  },
  size: () => 1,
  bind: (binding) => bindVariable(binding, true, `munmap ${binding.step.args.VAR ?? ''}`),
};

export const dontneed: Action = {
  form: {
    verb: 'dontneed',
    syntax: 'dontneed VAR',
    meaning: 'MADV_DONTNEED: drops the page and keeps the mapping; the next read finds zeroes.',
    by: ['process'],
  },
  size: () => 1,
  bind: (binding) => bindVariable(binding, false, `MADV_DONTNEED ${binding.step.args.VAR ?? ''}`),
};

/** The other 511 pages go: the PMD is split, and the folio keeps its memory as long as one part has a user. */
function zapOthers(m: Memory, a: ReturnType<typeof bindArgs>): boolean {
  if (waitsToRead(m, a.mm)) return false;
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = a.label;
  if (m.isPmd(a.from) && m.kind(a.from) === PRESENT) {
    if (m.talk !== null) m.talk.label = `${a.label}, split the PMD of ${pageName(m.target(a.from))}`;
    splitPmd(m, a.from);
  }
  for (let sub = 1; sub < m.subs; sub++) zapPte(m, a.from + sub);
  return true;
}

export const dontneedOthers: Action = {
  form: {
    verb: 'dontneed others',
    syntax: 'dontneed others VAR',
    meaning: 'MADV_DONTNEED of the other 511 pages of a THP: its PMD is split, and the folio stays large.',
    by: ['process'],
    pageKinds: ['thp'],
  },
  size: () => 1,
  bind: (binding) => {
    const variable = variableIn(binding, 'VAR');
    const label = `MADV_DONTNEED of the others of ${binding.step.args.VAR ?? ''}`;
    return [{ fn: zapOthers, args: bindArgs(binding, variable, variable + 1, false, label) }];
  },
};

export const exit: Action = {
  form: {
    verb: 'exit',
    syntax: 'exit',
    meaning: 'The process ends once its other threads have finished: everything it maps goes. Its handles stay.',
    by: ['process'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: zap, args: bindArgs(binding, 0, binding.cast.variables.length, true, 'exit') }],
};
