import { type Action, type Binding, placeIn, pteAt, registerIn, threadsOf } from '#lib/mm/action';
import { takeWriteAway } from '#lib/mm/action/protect';
import { wakeAt } from '#lib/mm/action/uffd-poll';
import { pageName } from '#lib/mm/holders';
import { waitsToRead, waitsToWrite } from '#lib/mm/locks';
import { type Memory, NONE, PRESENT, READ_WRITE } from '#lib/mm/memory';
import { results, showResult } from '#lib/mm/result';
import { UFFD_WP } from '#lib/mm/state/uffd';

function bindArgs(binding: Binding, protects: boolean) {
  const { cast, kernel, policy, actor, pc, start, done } = binding;
  const { mm, variable } = placeIn(binding);
  const { flush } = kernel;
  const excludes = protects ? flush.protectExcludesFaults : flush.unprotectExcludesFaults;
  const threads = threadsOf(cast, mm).filter((thread) => thread !== actor);
  const place = { mm, variable, pte: pteAt(cast, mm, variable), threads, register: registerIn(binding) };
  const { actors } = cast;
  return { ...place, actors, protects, flush, excludes, tracksExclusive: policy.tracksExclusive, pc, start, done };
}

type ProtectArgs = ReturnType<typeof bindArgs>;

/** Whether the ioctl cannot begin yet: the mmap lock, and the lock that keeps protecting and unprotecting apart. */
function waits(m: Memory, a: ProtectArgs): boolean {
  if (a.excludes ? waitsToWrite(m, a.mm, a.threads) : waitsToRead(m, a.mm)) return true;
  if (!a.flush.groupLock) return false;
  const others = a.protects ? m.mmapLock.unprotects(a.mm) : m.mmapLock.protects(a.mm);
  if (others > 0 && m.talk !== null)
    m.talk.waits = `waits: somebody ${a.protects ? 'takes protection away' : 'protects'} at the moment`;
  return others > 0;
}

/** Takes the locks and announces a flush, or undoes both. */
function hold(m: Memory, a: ProtectArgs, by: 1 | -1): void {
  if (a.excludes) m.mmapLock.setWriteLocked(a.mm, by === 1);
  else m.mmapLock.addReaders(a.mm, by);
  if (a.flush.groupLock && a.protects) m.mmapLock.addProtects(a.mm, by);
  else if (a.flush.groupLock) m.mmapLock.addUnprotects(a.mm, by);
  m.tlb.addPending(a.mm, by);
}

/** `mwriteprotect_range()` as far as `change_pte_range()`: the PTE, under its lock. */
function change(m: Memory, a: ProtectArgs): boolean {
  if (waits(m, a)) return false;
  const name = a.protects ? 'protect' : 'unprotect';
  if ((m.uffd.modes(m.regionOf(a.pte)) & UFFD_WP) === 0) {
    showResult(m, a.register, 'ENOENT');
    m.set(a.pc, a.done);
    if (m.talk !== null) m.talk.label = `UFFDIO_WRITEPROTECT: ${name}, ENOENT`;
    return true;
  }
  hold(m, a, 1);
  m.noteOldEntry(a.pte);
  const wasWritable = m.isWritable(a.pte);
  m.note(a.protects ? 'wp_protect_excludes_faults' : 'wp_unprotect_excludes_faults');
  if (a.flush.groupLock) m.note('wp_group_lock');
  if (!a.protects && wasWritable) m.note('wp_unprotect_keeps_write');
  if (!a.protects) m.note('wp_unprotect_restores_write');
  m.note('wp_flushes_under_lock');
  // An anonymous hole has nothing to be marked.
  if (m.kind(a.pte) !== NONE) m.uffd.setProtected(a.pte, a.protects);
  if (!a.protects) m.tlb.forgetTold(a.mm, a.variable);
  if (a.protects || !a.flush.unprotectKeepsWrite) takeWriteAway(m, a.pte, a.tracksExclusive);
  if (!a.protects && a.flush.unprotectRestoresWrite && mayWriteAtOnce(m, a)) m.setWritable(a.pte, true);
  if (a.flush.flushesUnderLock) m.tlb.flush(a.mm, a.variable);
  m.set(a.pc, a.start + 1);
  if (m.talk !== null) sayChange(m, a, name, wasWritable);
  return true;
}

/** `can_change_pte_writable()` */
function mayWriteAtOnce(m: Memory, a: ProtectArgs): boolean {
  const page = m.kind(a.pte) === PRESENT ? m.target(a.pte) : 0;
  return page > 0 && m.vma(a.pte) === READ_WRITE && a.tracksExclusive && m.isExclusive(page, m.subOf(a.pte));
}

function sayChange(m: Memory, a: ProtectArgs, name: string, wasWritable: boolean): void {
  if (m.talk === null) return;
  const isWritable = m.isWritable(a.pte);
  const page = m.kind(a.pte) === PRESENT ? pageName(m.target(a.pte)) : 'what is mapped';
  const write =
    wasWritable === isWritable ? '' : isWritable ? ', give the write bit back' : ', take the write bit away';
  m.talk.label = `UFFDIO_WRITEPROTECT: ${name} ${page}${write}${a.flush.flushesUnderLock ? ', flush' : ''}`;
  if (!a.protects && wasWritable && !isWritable)
    m.talk.why = `${a.flush.id} sets the bits that a private mapping has, and those have no write bit`;
}

/** The end of the ioctl: one flush for the range, the locks are let go of, and who sleeps there tries again. */
function finish(m: Memory, a: ProtectArgs): boolean {
  m.tlb.flush(a.mm, a.variable);
  hold(m, a, -1);
  if (!a.protects) wakeAt(m, a.pte, a.actors);
  showResult(m, a.register, 'ok');
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = a.protects ? 'flush the TLBs' : `flush the TLBs, ${m.talk.label}`;
  return true;
}

function protectAction(verb: string, meaning: string, protects: boolean): Action {
  return {
    form: { verb, syntax: `${verb} PLACE [-> REG]`, meaning, by: ['process'], pageKinds: ['base'], results },
    families: ['uffd-wp-flush'],
    size: () => 2,
    bind: (binding) => {
      const args = bindArgs(binding, protects);
      return [
        { fn: change, args },
        { fn: finish, args },
      ];
    },
  };
}

export const uffdProtect = protectAction(
  'uffd protect',
  'UFFDIO_WRITEPROTECT: the next store sends a message and sleeps. The PTE first, the TLBs in a second part.',
  true,
);

export const uffdUnprotect = protectAction(
  'uffd unprotect',
  'UFFDIO_WRITEPROTECT without its flag: takes the protection away, flushes, and wakes who sleeps there.',
  false,
);
