import { type Action, type Binding, handleIn, type Micro, variableIn } from '#lib/mm/action';
import { FAULT_PARTS, type FaultArgs, fault, faultArgs, faultParts } from '#lib/mm/fault';
import { pageName } from '#lib/mm/holders';
import { waitsToRead } from '#lib/mm/locks';
import { type Memory, NONE, PRESENT, READ_WRITE, UNMAPPED } from '#lib/mm/memory';
import { getPage, pinPage, putPage, unpinPage } from '#lib/mm/page';
import type { GupCall, GupRule } from '#lib/mm/policy';
import { afterSleep } from '#lib/mm/userfault';

export interface GupArgs extends FaultArgs {
  readonly handle: number;
  readonly call: GupCall;
  /** How it faults on a page that it does not take as it is; `isWrite` is true without `wantsWrite` where this is `break`. */
  readonly way: GupRule['fault'];
  /** Whether the caller asked for FOLL_WRITE. */
  readonly wantsWrite: boolean;
  /** The same fault where it can only be for reading. */
  readonly forReading: FaultArgs;
}

/** `__get_user_pages()`: take the page if the PTE allows it, else fault and come again. */
function gup(m: Memory, a: GupArgs): boolean {
  const slept = afterSleep(m, a);
  if (slept !== undefined) return slept;
  if (waitsToRead(m, a.mm)) return false;
  if (m.vma(a.pte) === UNMAPPED || (a.wantsWrite && m.vma(a.pte) !== READ_WRITE)) {
    if (m.talk !== null) m.talk.label = 'GUP fails: EFAULT';
    m.set(a.pc, a.done);
    return true;
  }
  if (m.kind(a.pte) !== PRESENT) return fault(m, mayBreakCow(m, a) ? a : a.forReading);
  if (m.isWritable(a.pte)) return take(m, a);
  return a.wantsWrite || wantsFault(m, a) ? fault(m, a) : take(m, a);
}

/** Whether there can be COW to break, or the call is for writing anyway: `is_cow_mapping()`. */
function mayBreakCow(m: Memory, a: GupArgs): boolean {
  return a.wantsWrite || !m.files.isShared(m.regionOf(a.pte));
}

/** Whether GUP for reading does not take the read-only page that it found. */
export function wantsFault(m: Memory, a: GupArgs): boolean {
  if (!mayBreakCow(m, a)) return false;
  const page = m.target(a.pte);
  const { gup: rule } = a.policy;
  const isNotAnon = page === 0 || m.files.fileOf(page) >= 0;
  m.note(isNotAnon ? 'gup read file' : 'gup read');
  if (a.call.mayShare && rule.fault !== 'never') m.note('gup_heeds_may_share');
  if (a.way === 'never') return false;
  if (a.way === 'break' && m.uffd.isProtected(a.pte)) m.note('gup_stops_at_uffd_wp');
  if (isNotAnon) return rule.wantsNotAnon(m, a.call);
  return rule.wants(m, page, m.isPmd(a.pte) ? 0 : m.subOf(a.pte), a.call);
}

/** GUP broke COW where it may not write: there is no write bit to wait for, so it takes what it has got. */
function gupBroken(m: Memory, a: GupArgs): boolean {
  if (m.kind(a.pte) === PRESENT && m.target(a.pte) > 0) return take(m, a);
  m.set(a.pc, a.start);
  if (m.talk !== null) m.talk.label = 'the PTE changed: try again';
  return true;
}

function take(m: Memory, a: GupArgs): boolean {
  const page = m.kind(a.pte) === NONE ? 0 : m.target(a.pte);
  if (page > 0) {
    if (a.call.isPin) pinPage(m, page);
    else getPage(m, page);
  }
  if (a.call.isPin) m.setHasPinned(a.mm);
  m.setHeld(a.handle, page === 0 ? m.zeroHandle : page);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `${a.call.isPin ? 'pin' : 'take a reference to'} ${pageName(page)}`;
  return true;
}

/** What `__get_user_pages()` needs, its parts beginning at the binding's `start`. */
export function gupArgs(binding: Binding, call: GupCall, wantsWrite: boolean): GupArgs {
  const { fault: kind, heedsMayShare } = binding.policy.gup;
  const way = call.mayShare && heedsMayShare ? 'never' : kind;
  const variable = variableIn(binding, 'VAR');
  const isUnshare = way === 'unshare';
  const base = faultArgs(binding, variable, wantsWrite || way === 'break', isUnshare, {
    stopsAtUffdWp: wantsWrite || (way === 'break' && binding.policy.gup.stopsAtUffdWp),
    resolved: binding.start + 1 + FAULT_PARTS,
  });
  return {
    handle: handleIn(binding, 'HANDLE'),
    call,
    way,
    wantsWrite,
    forReading: faultArgs(binding, variable, false, isUnshare),
    ...base,
  };
}

/** `__get_user_pages()` in its parts. */
export function gupParts(args: GupArgs): readonly Micro[] {
  return [{ fn: gup, args }, ...faultParts(args), { fn: gupBroken, args }];
}

const rest = 'VAR -> HANDLE';
/** Parts of GUP that takes locks. */
export const GUP_PARTS = 2 + FAULT_PARTS;

function gupAction(verb: string, meaning: string, given: Partial<GupCall>, wantsWrite: boolean): Action {
  const call: GupCall = { isPin: false, isLongterm: false, mayShare: false, ...given };
  return {
    form: { verb, syntax: `${verb} ${rest}`, meaning, by: ['process'] },
    size: () => GUP_PARTS,
    bind: (binding) => gupParts(gupArgs(binding, call, wantsWrite)),
  };
}

const accepts = 'for reading, by a caller who accepts the wrong side of a COW: a flag that no kernel has.';

export const vmsplice = gupAction(
  'vmsplice',
  'Puts the page into a pipe: a plain reference (FOLL_GET) for reading.',
  {},
  false,
);
export const getRead = gupAction('get read', 'GUP with FOLL_GET, for reading.', {}, false);
export const getReadMayShare = gupAction(
  'get read may-share',
  `GUP with FOLL_GET, ${accepts}`,
  { mayShare: true },
  false,
);
export const getWrite = gupAction('get write', 'GUP with FOLL_GET and FOLL_WRITE.', {}, true);
export const pinRead = gupAction('pin read', 'GUP with FOLL_PIN, for reading.', { isPin: true }, false);
export const pinReadMayShare = gupAction(
  'pin read may-share',
  `GUP with FOLL_PIN, ${accepts}`,
  { isPin: true, mayShare: true },
  false,
);
export const pinWrite = gupAction('pin write', 'GUP with FOLL_PIN and FOLL_WRITE.', { isPin: true }, true);
export const pinReadLongterm = gupAction(
  'pin read longterm',
  'GUP with FOLL_PIN and FOLL_LONGTERM, for reading.',
  { isPin: true, isLongterm: true },
  false,
);
export const pinWriteLongterm = gupAction(
  'pin write longterm',
  'GUP with FOLL_PIN, FOLL_LONGTERM and FOLL_WRITE.',
  { isPin: true, isLongterm: true },
  true,
);

function bindRelease(binding: Binding) {
  const handle = handleIn(binding, 'HANDLE');
  const kind = binding.cast.handles[handle]?.kind ?? 'get';
  return { handle, isPin: kind === 'pin', isLock: kind === 'lock', pc: binding.pc, done: binding.done };
}

/** `put_page()` or `unpin_user_page()`; `unlock_page()` before, where the handle has the lock. */
function releaseHandle(m: Memory, a: ReturnType<typeof bindRelease>): boolean {
  const page = m.held(a.handle);
  m.setHeld(a.handle, 0);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = page === 0 ? 'nothing to release' : 'release';
  if (page === 0 || page === m.zeroHandle) return true;
  if (a.isLock) m.setLocked(page, false);
  if (a.isPin) unpinPage(m, page);
  else putPage(m, page);
  if (m.talk !== null) m.talk.label = `${a.isLock ? 'unlock' : 'release'} ${pageName(page)}`;
  return true;
}

export const release: Action = {
  form: {
    verb: 'release',
    syntax: 'release HANDLE',
    meaning: 'Gives a handle back: put_page, unpin_user_page for a pin, unlock_page before for a lock.',
    by: ['process', 'kernel', 'device'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: releaseHandle, args: bindRelease(binding) }],
};
