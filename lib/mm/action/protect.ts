import { type Action, type Binding, type Micro, pteAt, threadsOf, variableIn } from '#lib/mm/action';
import { pageName, sayCount } from '#lib/mm/holders';
import { waitsToRead, waitsToWrite } from '#lib/mm/locks';
import {
  type Memory,
  MIGRATION,
  PRESENT,
  READ_ONLY,
  READ_WRITE,
  READABLE,
  READABLE_EXCLUSIVE,
  UNMAPPED,
  WRITABLE,
} from '#lib/mm/memory';
import type { CowPolicy, OwnTests } from '#lib/mm/policy';
import { wantsWriteNotify } from '#lib/mm/write-notify';

function bindProtect(binding: Binding, vma: number) {
  const { cast, policy, mm, pc, start, done, siblings } = binding;
  const pte = pteAt(cast, mm, variableIn(binding, 'VAR'));
  const { id, mprotectRestoresWrite: restores, tracksExclusive, own } = policy;
  const next = cast.uses.tlb ? start + 1 : done;
  return { mm, next, pte, vma, restores, own: own?.restoresWrite, tracksExclusive, id, pc, done, siblings };
}

/** `can_change_pte_writable()`, `can_change_pmd_writable()`; hugetlb has no such thing. */
function mayWriteAtOnce(
  m: Memory,
  restores: CowPolicy['mprotectRestoresWrite'],
  own: OwnTests['restoresWrite'],
  pte: number,
): boolean {
  if (m.kind(pte) !== PRESENT || m.target(pte) === 0 || m.cast.kind === 'hugetlb') return false;
  // soft_dirty_enabled(): a store there must not pass unseen.
  if (m.uffd.isProtected(pte) || m.files.fileOf(m.target(pte)) >= 0) return false;
  if (wantsWriteNotify(m, m.regionOf(pte)) && !m.dirty.isSoftDirty(pte)) return false;
  m.note('mprotect rw');
  if (own !== undefined) return own(m, m.target(pte), pte);
  if (restores === 'never') return false;
  const isPmd = m.isPmd(pte);
  if (isPmd && restores !== 'pmd') return false;
  return m.isExclusive(m.target(pte), isPmd ? 0 : m.subOf(pte));
}

/** The write bit, or what a migration entry would bring back of it. Who does so owes the CPUs a flush. */
export function takeWriteAway(m: Memory, pte: number, tracksExclusive: boolean): void {
  if (m.kind(pte) === MIGRATION && m.migrationEntry(pte) === WRITABLE)
    m.setMigrationEntry(pte, m.target(pte), tracksExclusive ? READABLE_EXCLUSIVE : READABLE);
  else m.clearWritable(pte);
}

/** `change_pte_range()`: the write bit goes with the permission, and mostly does not come back with it. */
function protect(m: Memory, a: ReturnType<typeof bindProtect>): boolean {
  if (waitsToWrite(m, a.mm, a.siblings)) return false;
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = a.vma === READ_ONLY ? 'mprotect: read only' : 'mprotect: read and write';
  // mprotect_fixup() has nothing to do where the permission is what it was.
  if (m.vma(a.pte) === UNMAPPED || m.vma(a.pte) === a.vma) return true;
  if (a.vma === READ_WRITE && !m.files.mayWrite(m.regionOf(a.pte))) {
    if (m.talk !== null) m.talk.label = 'mprotect fails: EACCES, the file was opened for reading';
    return true;
  }
  m.setVma(a.pte, a.vma);
  if (a.next !== a.done) {
    m.mmapLock.setWriteLocked(a.mm, true);
    m.tlb.addPending(a.mm, 1);
    m.set(a.pc, a.next);
  }
  for (let pte = a.pte; pte < a.pte + m.subs; pte++)
    if (a.vma === READ_ONLY) takeWriteAway(m, pte, a.tracksExclusive);
    // The protection of a shared mapping has the write bit, unless a tracker wants to hear of stores.
    else if (m.files.isShared(m.regionOf(pte))) m.setWritable(pte, !wantsWriteNotify(m, m.regionOf(pte)));
    else if (mayWriteAtOnce(m, a.restores, a.own, pte)) {
      m.setWritable(pte, true);
      if (m.talk !== null)
        m.talk.why = `${a.id} ${a.own === undefined ? 'asks for PageAnonExclusive: set' : m.talk.why}, so ${pageName(m.target(pte))} is writable at once`;
    }
  return true;
}

/** The end of `change_protection()`: one flush for the range, and the mmap lock is let go of. */
function finishProtect(m: Memory, a: ReturnType<typeof bindProtect>): boolean {
  m.tlb.flush(a.mm, m.regionOf(a.pte) % m.variables);
  m.tlb.addPending(a.mm, -1);
  m.mmapLock.setWriteLocked(a.mm, false);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = 'flush the TLBs';
  return true;
}

/** A second part flushes where TLBs are modelled. */
function protectParts(binding: Binding, vma: number): readonly Micro[] {
  const args = bindProtect(binding, vma);
  const first = { fn: protect, args };
  return binding.cast.uses.tlb ? [first, { fn: finishProtect, args }] : [first];
}

function flushParts({ cast }: Pick<Binding, 'cast'>): number {
  return cast.uses.tlb ? 2 : 1;
}

export const mprotectReadOnly: Action = {
  form: {
    verb: 'mprotect ro',
    syntax: 'mprotect ro VAR',
    meaning: 'mprotect(PROT_READ): takes the write bit away.',
    by: ['process'],
  },
  size: flushParts,
  bind: (binding) => protectParts(binding, READ_ONLY),
};

export const mprotectReadWrite: Action = {
  form: {
    verb: 'mprotect rw',
    syntax: 'mprotect rw VAR',
    meaning: 'mprotect(PROT_READ | PROT_WRITE): the mapping may be written again; the PTE mostly waits for a fault.',
    by: ['process'],
  },
  size: flushParts,
  bind: (binding) => protectParts(binding, READ_WRITE),
};

function bindClear(binding: Binding) {
  const { cast, policy, actor, pc, start, done, step } = binding;
  const mm = cast.mms.indexOf(step.args.PROCESS ?? '');
  return {
    mm,
    skips: policy.clearRefsSkipsPinned,
    own: policy.own?.skipsInClearRefs,
    excludes: policy.clearRefsExcludesFaults,
    id: policy.id,
    pc,
    next: cast.uses.tlb ? start + 1 : done,
    done,
    threads: threadsOf(cast, mm).filter((thread) => thread !== actor),
  };
}

/** Takes or gives back the mmap lock for the time until the flush. */
function holdToClear(m: Memory, a: ReturnType<typeof bindClear>, by: 1 | -1): void {
  if (a.excludes) m.mmapLock.setWriteLocked(a.mm, by === 1);
  else m.mmapLock.addReaders(a.mm, by);
  m.tlb.addPending(a.mm, by);
}

/** `pte_is_pinned()`, 9348b73c2e1b: a PMD is not asked. */
function isSkipped(m: Memory, a: ReturnType<typeof bindClear>, page: number, pte: number): boolean {
  const { own } = a;
  m.note('clear_refs');
  const skips =
    own === undefined ? a.skips && !m.isPmd(pte) && m.hasPinned(a.mm) && m.isPinned(page) : own(m, a.mm, page, pte);
  if (skips && m.talk !== null) {
    const asked = own === undefined ? '' : `${m.talk.why}, so it `;
    m.talk.why = `${a.id} ${asked}leaves ${pageName(page)} alone${own === undefined ? ', it looks pinned' : ''}; ${sayCount(m, page)}`;
  }
  return skips;
}

/** `clear_refs_write()`: write-protects every page, so that soft-dirty tracking sees the next store. */
function clearRefs(m: Memory, a: ReturnType<typeof bindClear>): boolean {
  if (a.excludes ? waitsToWrite(m, a.mm, a.threads) : waitsToRead(m, a.mm)) return false;
  m.note('clear_refs_excludes_faults');
  if (a.next !== a.done) holdToClear(m, a, 1);
  m.set(a.pc, a.next);
  if (m.talk !== null) m.talk.label = 'clear_refs: take the write bits away';
  // clear_refs_pte_range() does not come by pages of hugetlbfs.
  if (m.cast.kind === 'hugetlb') return true;
  const end = m.pteOf(a.mm + 1, 0);
  // VM_SOFTDIRTY of every mapping; from now on no store there counts any more.
  for (let pte = m.pteOf(a.mm, 0); pte < end; pte += m.subs) m.dirty.forget(m.regionOf(pte));
  for (let pte = m.pteOf(a.mm, 0); pte < end; pte++) {
    const page = m.target(pte);
    if (m.kind(pte) !== PRESENT || page === 0) {
      // pte_swp_clear_soft_dirty()
      m.dirty.setSoftDirty(pte, false);
      continue;
    }
    if (m.isWritable(pte) && m.files.fileOf(page) < 0 && isSkipped(m, a, page, pte)) continue;
    // The soft-dirty bit goes from a PTE that has no write bit, too: a copy that is under way finds another PTE.
    for (const thread of a.threads) if (m.snap(thread) === page) m.setStale(thread, true);
    m.clearWritable(pte);
    m.dirty.setSoftDirty(pte, false);
  }
  return true;
}

/** Its end: `flush_tlb_mm()`. */
function finishClear(m: Memory, a: ReturnType<typeof bindClear>): boolean {
  m.tlb.flushAll(a.mm);
  // What a CPU stored by an old entry until now came before the clearing, for whoever waited for its end.
  for (let pte = m.pteOf(a.mm, 0); pte < m.pteOf(a.mm + 1, 0); pte += m.subs) m.dirty.setStored(m.regionOf(pte), false);
  holdToClear(m, a, -1);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = 'clear_refs: flush the TLBs';
  return true;
}

export const clearRefsAction: Action = {
  form: {
    verb: 'clear_refs',
    syntax: 'clear_refs PROCESS',
    meaning:
      'Somebody writes to /proc/PID/clear_refs: every PTE of the process loses its write bit and its soft-dirty mark.',
    by: ['kernel', 'process'],
  },
  size: flushParts,
  bind: (binding) => {
    const args = bindClear(binding);
    const first = { fn: clearRefs, args };
    return binding.cast.uses.tlb ? [first, { fn: finishClear, args }] : [first];
  },
};
