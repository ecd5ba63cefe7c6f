import type { Action, Binding, Micro } from '#lib/mm/action';
import { GUP_PARTS, type GupArgs, gupArgs, gupParts, wantsFault } from '#lib/mm/action/gup';
import { pageName, sayCount } from '#lib/mm/holders';
import { type Memory, PRESENT } from '#lib/mm/memory';
import { getPage, pinPage, putPage, unpinPage } from '#lib/mm/page';

/** Parts of the lockless way: read the PTE, take the reference, look again. */
const FAST_PARTS = 3;

interface FastArgs extends GupArgs {
  /** Program counter of the first part. */
  readonly walk: number;
  /** Program counter of the way with locks. */
  readonly slow: number;
  readonly seesFork: boolean;
}

/** Goes on with the mmap lock and faults: `__gup_longterm_locked()`. */
function goSlow(m: Memory, a: FastArgs, label: string): boolean {
  m.walk.end(a.actor);
  m.set(a.pc, a.slow);
  if (m.talk !== null) m.talk.label = `GUP-fast: ${label}, so the slow way`;
  return true;
}

/** `lockless_pages_from_mm()`, `gup_pte_range()`: the PTE as it is, read without a lock. */
function readPte(m: Memory, a: FastArgs): boolean {
  // internal_get_user_pages_fast() says so before it looks at anything.
  if (a.call.isPin) m.setHasPinned(a.mm);
  const isForking = a.call.isPin && m.walk.isForking(a.mm);
  if (isForking) m.note('gup_fast_sees_fork');
  if (a.seesFork && isForking) return goSlow(m, a, 'a fork is under way');
  const page = m.kind(a.pte) === PRESENT ? m.target(a.pte) : 0;
  // The PTE of the zero page is special.
  if (page === 0) return goSlow(m, a, 'no page is mapped');
  if (a.isWrite && !m.isWritable(a.pte)) return goSlow(m, a, 'the PTE is not writable');
  m.walk.begin(a.actor, page, m.isWritable(a.pte));
  m.set(a.pc, a.walk + 1);
  if (m.talk !== null) m.talk.label = `GUP-fast: read the PTE, ${pageName(page)}`;
  return true;
}

/** `try_get_page()`, `try_grab_folio()`: whatever the page is by now, unless it is free. */
function takeReference(m: Memory, a: FastArgs): boolean {
  const page = m.walk.page(a.actor);
  if (m.count(page) === 0) return goSlow(m, a, `${pageName(page)} is free by now`);
  if (a.call.isPin) pinPage(m, page);
  else getPage(m, page);
  m.walk.setTries(a.actor, a.call.isPin);
  m.set(a.pc, a.walk + 2);
  if (m.talk !== null) m.talk.label = `GUP-fast: ${a.call.isPin ? 'pin' : 'take a reference to'} ${pageName(page)}`;
  return true;
}

/** The end of `gup_pte_range()` and of `lockless_pages_from_mm()`: keep the reference if nothing changed meanwhile. */
function lookAgain(m: Memory, a: FastArgs): boolean {
  const page = m.walk.page(a.actor);
  const wasWritable = m.walk.isWritable(a.actor);
  const isSame = m.kind(a.pte) === PRESENT && m.target(a.pte) === page && m.isWritable(a.pte) === wasWritable;
  // gup_must_unshare(); what breaks COW did not come so far without a write bit.
  const unshares = isSame && !wasWritable && wantsFault(m, a);
  const forked = a.call.isPin && m.walk.sawFork(a.actor);
  if (forked) m.note('gup_fast_sees_fork');
  const sawFork = a.seesFork && forked;
  if (isSame && !unshares && !sawFork) {
    m.walk.end(a.actor);
    m.setHeld(a.handle, page);
    m.set(a.pc, a.done);
    if (m.talk !== null) m.talk.label = `GUP-fast: the PTE is as it was, keep ${pageName(page)}`;
    return true;
  }
  const counted = m.talk === null ? '' : sayCount(m, page);
  m.walk.end(a.actor);
  if (a.call.isPin) unpinPage(m, page);
  else putPage(m, page);
  m.set(a.pc, a.slow);
  if (m.talk !== null) {
    const why = sawFork ? 'a fork began meanwhile' : unshares ? 'the page must be unshared' : 'the PTE changed';
    m.talk.label = `GUP-fast: ${why}, drop ${pageName(page)} and go the slow way`;
    if (sawFork)
      m.talk.why = `${a.policy.id} asks whether write_protect_seq moved: yes, so the pin is dropped; ${counted}`;
  }
  return true;
}

function bindFast(binding: Binding, isPin: boolean, wantsWrite: boolean): readonly Micro[] {
  const slow: Binding = { ...binding, start: binding.start + FAST_PARTS };
  const args: FastArgs = {
    walk: binding.start,
    slow: slow.start,
    seesFork: binding.policy.gupFastSeesFork,
    ...gupArgs(slow, { isPin, isLongterm: false, mayShare: false }, wantsWrite),
  };
  return [{ fn: readPte, args }, { fn: takeReference, args }, { fn: lookAgain, args }, ...gupParts(args)];
}

function fastAction(verb: string, meaning: string, isPin: boolean, wantsWrite: boolean): Action {
  return {
    form: { verb, syntax: `${verb} VAR -> HANDLE`, meaning, by: ['process'] },
    size: () => FAST_PARTS + GUP_PARTS,
    bind: (binding) => bindFast(binding, isPin, wantsWrite),
  };
}

export const getReadFast = fastAction(
  'get read fast',
  'As `get read`, first without a lock: read the PTE, take the reference, look whether the PTE is still the same.',
  false,
  false,
);
export const getWriteFast = fastAction('get write fast', 'As `get write`, first without a lock.', false, true);
export const pinReadFast = fastAction(
  'pin read fast',
  'As `pin read`, first without a lock. Where the kernel can tell, a fork that began meanwhile makes it give up.',
  true,
  false,
);
export const pinWriteFast = fastAction(
  'pin write fast',
  'As `pin write`, first without a lock, and likewise with fork.',
  true,
  true,
);
