import { type Action, type Binding, type Micro, valueIn, variableIn } from '#lib/mm/action';
import { FAULT_PARTS, type FaultArgs, fault, faultArgs, faultParts } from '#lib/mm/fault';
import { pageName } from '#lib/mm/holders';
import { waitsToRead } from '#lib/mm/locks';
import { type Memory, PRESENT, READ_WRITE, UNMAPPED } from '#lib/mm/memory';
import { getPage, noteStoreUnderHandle, putPage, store } from '#lib/mm/page';
import type { CowPolicy } from '#lib/mm/policy';
import { afterSleep } from '#lib/mm/userfault';

interface PokeArgs extends FaultArgs {
  readonly value: number;
  readonly rule: CowPolicy['follForce'];
  /** FOLL_COW: GUP saw a write fault answered before, and took that for a broken COW. */
  readonly hasBroken: boolean;
  /** Program counter of the store. */
  readonly store: number;
}

/** Parts: GUP and its fault, the same once more with FOLL_COW, the store, and letting go. */
const AGAIN = 1 + FAULT_PARTS;
const STORE = 2 * AGAIN;
const SIZE = STORE + 2;

/** `__get_user_pages()` with FOLL_WRITE and FOLL_FORCE: may write where the mapping may not, if it is private. */
function gup(m: Memory, a: PokeArgs): boolean {
  const slept = afterSleep(m, a);
  if (slept !== undefined) return slept;
  if (waitsToRead(m, a.mm)) return false;
  const isForced = m.vma(a.pte) !== READ_WRITE;
  if (m.vma(a.pte) === UNMAPPED || (isForced && m.files.isShared(m.regionOf(a.pte)))) {
    m.set(a.pc, a.done);
    if (m.talk !== null) m.talk.label = 'GUP fails: EFAULT';
    return true;
  }
  if (m.kind(a.pte) !== PRESENT || m.target(a.pte) === 0) return fault(m, a);
  if (!m.isWritable(a.pte) && !(isForced && canFollow(m, a))) return fault(m, a);
  const page = m.target(a.pte);
  getPage(m, page);
  m.poke.hold(a.actor, page);
  m.set(a.pc, a.store);
  if (m.talk !== null) m.talk.label = `take a reference to ${pageName(page)}`;
  return true;
}

/** `can_follow_write_pte()`: whether a read-only PTE may be written through by force. */
function canFollow(m: Memory, a: PokeArgs): boolean {
  const page = m.target(a.pte);
  const name = pageName(page);
  m.note('foll_force');
  if (a.rule === 'exclusive') {
    const isOwn = m.files.fileOf(page) < 0 && m.isExclusive(page);
    const isTracked = m.dirty.isSoftUsed && !m.dirty.isNew(m.regionOf(a.pte)) && !m.dirty.isSoftDirty(a.pte);
    if (m.talk !== null)
      m.talk.why = `${a.policy.id} asks whether ${name} is anonymous and exclusive: ${isOwn ? 'yes' : 'no'}`;
    return isOwn && !isTracked && !m.uffd.isProtected(a.pte);
  }
  if (!a.hasBroken) return false;
  const isDirty = m.dirty.isPteDirty(a.pte);
  if (m.talk !== null) m.talk.why = `${a.policy.id} takes a dirty PTE for a broken COW: ${isDirty ? 'dirty' : 'clean'}`;
  return isDirty;
}

/** `copy_to_user_page()` with no lock at all: the bytes go where the reference is. */
function storePage(m: Memory, a: PokeArgs): boolean {
  const page = m.poke.held(a.actor);
  noteStoreUnderHandle(m, a.mm, a.variable);
  store(m, page, a.mm, a.variable, -1, a.value);
  // set_page_dirty_lock()
  m.dirty.setPageDirty(page, true);
  m.dirty.setStored(m.regionOf(a.pte), true);
  m.set(a.pc, a.store + 1);
  if (m.talk !== null) m.talk.label = `store ${m.cast.values[a.value]} in ${pageName(page)}`;
  return true;
}

function letGo(m: Memory, a: PokeArgs): boolean {
  const page = m.poke.held(a.actor);
  m.poke.hold(a.actor, 0);
  putPage(m, page);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `let go of ${pageName(page)}`;
  return true;
}

function bindPoke(binding: Binding): readonly Micro[] {
  const rule = binding.policy.follForce;
  const variable = variableIn(binding, 'VAR');
  const own = { value: valueIn(binding), rule, store: binding.start + STORE };
  const again = binding.start + AGAIN;
  // Where the page itself tells, nothing is remembered between two tries.
  const resolved = rule === 'dirty' ? again : binding.start;
  const given = { isForced: true, resolved };
  const first: PokeArgs = { hasBroken: false, ...own, ...faultArgs(binding, variable, true, false, given) };
  const retried = { isForced: true, start: again, resolved: again };
  const second: PokeArgs = { hasBroken: true, ...own, ...faultArgs(binding, variable, true, false, retried) };
  return [
    { fn: gup, args: first },
    ...faultParts(first),
    { fn: gup, args: second },
    ...faultParts(second),
    { fn: storePage, args: first },
    { fn: letGo, args: first },
  ];
}

export const poke: Action = {
  form: {
    verb: 'poke',
    syntax: 'poke VAR = VALUE',
    meaning:
      'Writes to /proc/self/mem: GUP with FOLL_FORCE, which may write where the mapping may not, then the store.',
    by: ['process'],
    pageKinds: ['base'],
  },
  size: () => SIZE,
  bind: bindPoke,
};
