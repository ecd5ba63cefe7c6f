import type { Handle } from '#lib/check/layout';
import type { Binding, Micro } from '#lib/mm/action';
import { pageName, sayCount } from '#lib/mm/holders';
import { type Memory, NONE, PRESENT, READ_WRITE, SWAP } from '#lib/mm/memory';
import { addToLru, copyContents, getPage, noteReplaced, putPage } from '#lib/mm/page';
import { COPY, MAP_EXCLUSIVE, MAP_WRITABLE, type Policy, REUSE, WAIT } from '#lib/mm/policy';

/** What a fault of one step needs. The step's parts stand at `start`, `start + 1` (copy), `+ 2` (install), `+ 3`
 * (swap-in) and, for GUP alone, `+ 4`. */
export interface FaultArgs {
  readonly policy: Policy;
  readonly actor: number;
  readonly mm: number;
  readonly variable: number;
  readonly pte: number;
  readonly cpu: number;
  readonly pc: Handle;
  readonly start: number;
  readonly done: number;
  /** FAULT_FLAG_WRITE. */
  readonly isWrite: boolean;
  /** FAULT_FLAG_UNSHARE, for a fault that is not a write. */
  readonly isUnshare: boolean;
  /** Program counter after a fault that was answered: the access is tried again, except where GUP takes what it got. */
  readonly resolved: number;
}

/** Parts of a step that can fault, the access itself not counted. */
export const FAULT_PARTS = 3;

export function faultArgs(binding: Binding, variable: number, isWrite: boolean, isUnshare = false): FaultArgs {
  const { policy, actor, mm, cpu, pc, start, done, cast } = binding;
  const pte = mm * cast.variables.length + variable;
  return { policy, actor, mm, variable, pte, cpu, pc, start, done, isWrite, isUnshare, resolved: start };
}

/** The parts of a fault that come after the access: copy, install, swap-in. */
export function faultParts(args: FaultArgs): readonly Micro[] {
  return [
    { fn: copyPage, args },
    { fn: installCopy, args },
    { fn: mapSwapped, args },
  ];
}

const kindOfFault = (a: FaultArgs) => (a.isWrite ? 'write fault' : a.isUnshare ? 'unshare fault' : 'read fault');

/** Where the fault leads once it is answered. A GUP that broke COW in a read-only VMA takes what it got. */
function resolve(m: Memory, a: FaultArgs): void {
  m.set(a.pc, m.vma(a.pte) === READ_WRITE || !a.isWrite ? a.start : a.resolved);
}

/** `handle_pte_fault()`: the PTE is not as the access needs it. False when it must wait. */
export function fault(m: Memory, a: FaultArgs): boolean {
  const kind = m.kind(a.pte);
  if (kind === SWAP) return findSwapped(m, a);
  if (kind === PRESENT && m.target(a.pte) > 0) return decide(m, a);
  if (kind === NONE && !a.isWrite) {
    // do_anonymous_page() for a read: the shared zero page, which nobody counts.
    m.setPte(a.pte, PRESENT, 0, false);
    if (m.talk !== null) m.talk.label = 'read fault: map the zero page';
    resolve(m, a);
    return true;
  }
  const page = m.allocate();
  if (kind === PRESENT) noteReplaced(m, a.mm, a.variable, 0);
  m.setPte(a.pte, PRESENT, page, a.isWrite && m.vma(a.pte) === READ_WRITE);
  m.setMapcount(page, 1);
  m.setExclusive(page, a.policy.tracksExclusive);
  addToLru(m, page, a.cpu);
  if (m.talk !== null) m.talk.label = `${kindOfFault(a)}: map a new page ${pageName(page)}`;
  resolve(m, a);
  return true;
}

/** `do_wp_page()`: the page is there, read-only. Reuse it, or begin a copy. */
function decide(m: Memory, a: FaultArgs): boolean {
  const page = m.target(a.pte);
  const counted = m.talk === null ? '' : sayCount(m, page);
  const decision = a.isUnshare && !a.isWrite ? a.policy.unshare(m, page, a.cpu) : a.policy.reuse(m, page, a.cpu);
  if (decision === WAIT) {
    if (m.talk !== null) m.talk.waits = `waits for the page lock of ${pageName(page)}`;
    return false;
  }
  if (decision === REUSE) {
    if (a.isWrite && m.vma(a.pte) === READ_WRITE) m.setWritable(a.pte, true);
    if (a.policy.tracksExclusive) m.setExclusive(page, true);
    resolve(m, a);
  } else {
    getPage(m, page);
    m.setSnap(a.actor, page);
    m.set(a.pc, a.start + 1);
  }
  if (m.talk !== null) {
    const did = decision === COPY ? 'copy' : 'reuse';
    m.talk.label = `${kindOfFault(a)}: ${m.talk.asked ?? ''}, ${did} ${pageName(page)}`;
    const does = decision === COPY ? 'copies' : 'reuses';
    m.talk.why = `${a.policy.id} ${m.talk.why ?? ''}, so it ${does} ${pageName(page)}; ${counted}`;
  }
  return true;
}

/** `wp_page_copy()` with the page-table lock dropped: a new page gets the contents. */
function copyPage(m: Memory, a: FaultArgs): boolean {
  const page = m.snap(a.actor);
  const fresh = m.allocate();
  copyContents(m, page, fresh);
  m.setFresh(a.actor, fresh);
  m.set(a.pc, a.start + 2);
  if (m.talk !== null) m.talk.label = `copy ${pageName(page)} to ${pageName(fresh)}`;
  return true;
}

/** `wp_page_copy()` with the lock retaken: install the copy, unless the PTE is not what it was. */
function installCopy(m: Memory, a: FaultArgs): boolean {
  const old = m.snap(a.actor);
  const fresh = m.fresh(a.actor);
  m.setSnap(a.actor, 0);
  m.setFresh(a.actor, 0);
  const isStale = m.isStale(a.actor);
  m.setStale(a.actor, false);
  if (isStale || m.kind(a.pte) !== PRESENT || m.target(a.pte) !== old || m.isWritable(a.pte)) {
    putPage(m, fresh);
    putPage(m, old);
    m.set(a.pc, a.start);
    if (m.talk !== null) m.talk.label = `the PTE changed: drop ${pageName(fresh)}, try again`;
    return true;
  }
  noteReplaced(m, a.mm, a.variable, old);
  m.setPte(a.pte, PRESENT, fresh, a.isWrite && m.vma(a.pte) === READ_WRITE);
  m.setMapcount(fresh, 1);
  m.setExclusive(fresh, a.policy.tracksExclusive);
  addToLru(m, fresh, a.cpu);
  m.setMapcount(old, m.mapcount(old) - 1);
  putPage(m, old);
  putPage(m, old);
  m.bump(a.isWrite ? m.copiesAt : m.unsharesAt);
  if (m.talk !== null) m.talk.label = `map the copy ${pageName(fresh)} in place of ${pageName(old)}`;
  resolve(m, a);
  return true;
}

/** `do_swap_page()`, first part: find the page in the swap cache, or read it in. Either way it is referenced. */
function findSwapped(m: Memory, a: FaultArgs): boolean {
  const slot = m.target(a.pte);
  let page = m.cachePage(slot);
  if (page > 0) {
    getPage(m, page);
    if (m.talk !== null) m.talk.label = `${kindOfFault(a)}: find ${pageName(page)} in the swap cache`;
  } else {
    page = m.allocate();
    for (let part = 0; part < m.parts; part++) {
      m.setData(page, part, m.slotData(slot, part));
      m.setForeign(page, part, m.slotForeign(slot, part));
    }
    getPage(m, page);
    m.setSlotOf(page, slot);
    m.setCachePage(slot, page);
    addToLru(m, page, a.cpu);
    if (m.talk !== null) m.talk.label = `${kindOfFault(a)}: read ${pageName(page)} in from swap`;
  }
  m.setSnap(a.actor, page);
  m.set(a.pc, a.start + 3);
  return true;
}

/** `do_swap_page()`, second part: with the page locked, map it; a write that is still pending goes on to do_wp_page. */
function mapSwapped(m: Memory, a: FaultArgs): boolean {
  const page = m.snap(a.actor);
  if (m.isLocked(page)) {
    if (m.talk !== null) m.talk.waits = `waits for the page lock of ${pageName(page)}`;
    return false;
  }
  m.setStale(a.actor, false);
  const slot = m.target(a.pte);
  if (m.kind(a.pte) !== SWAP || m.slotOf(page) !== slot || slot === 0) {
    m.setSnap(a.actor, 0);
    putPage(m, page);
    m.set(a.pc, a.start);
    if (m.talk !== null) m.talk.label = `the PTE changed: let go of ${pageName(page)}, try again`;
    return true;
  }
  const counted = m.talk === null ? '' : sayCount(m, page);
  const answer = a.policy.swapIn(m, page, slot, a.isWrite, m.isSwapExclusive(a.pte), a.cpu);
  const writable = (answer & MAP_WRITABLE) !== 0 && m.vma(a.pte) === READ_WRITE;
  m.setSnap(a.actor, 0);
  m.setPte(a.pte, PRESENT, page, writable);
  m.setMapcount(page, m.mapcount(page) + 1);
  if (a.policy.tracksExclusive) m.setExclusive(page, (answer & MAP_EXCLUSIVE) !== 0);
  const mapped = `map ${pageName(page)} ${writable ? 'rw' : 'ro'}`;
  if (m.talk !== null) {
    m.talk.label = mapped;
    if (m.talk.why !== null) {
      const does = writable ? `maps ${pageName(page)} writable` : `maps ${pageName(page)} read-only`;
      m.talk.why = `${a.policy.id} ${m.talk.why}, so it ${does}; ${counted}`;
    }
  }
  if (!a.isWrite || writable) {
    resolve(m, a);
    return true;
  }
  // The page is not locked here, so this cannot wait.
  if (m.talk !== null) m.talk.why = null;
  decide(m, a);
  if (m.talk !== null) m.talk.label = `${mapped}, then ${m.talk.label}`;
  return true;
}
