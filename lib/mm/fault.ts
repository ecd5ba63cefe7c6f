import type { Handle } from '#lib/check/layout';
import { type Binding, type Micro, pteAt } from '#lib/mm/action';
import { faultFile } from '#lib/mm/file-fault';
import { mapFresh, setEntryWritable, setHugePmd, splitPmd } from '#lib/mm/folio';
import { pageName, sayCount } from '#lib/mm/holders';
import { waitsToRead } from '#lib/mm/locks';
import { type Memory, MIGRATION, NONE, PRESENT, READ_WRITE, SWAP } from '#lib/mm/memory';
import { addToLru, copyContents, getPage, noteReplaced, putPage, putPages } from '#lib/mm/page';
import {
  COPY,
  type CowPolicy,
  type FlushPolicy,
  type HugeDecision,
  MAP_EXCLUSIVE,
  MAP_WRITABLE,
  REUSE,
  SPLIT,
  WAIT,
} from '#lib/mm/policy';
import { reuseHugetlb } from '#lib/mm/rule/hugetlb';
import { UFFD_MISSING, UFFD_WP } from '#lib/mm/state/uffd';
import { noteInstalled } from '#lib/mm/tlb';
import { handleUserfault } from '#lib/mm/userfault';
import { markWritten } from '#lib/mm/write-notify';

/** What a fault of one step needs. The step's parts stand at `start`, `start + 1` (copy), `+ 2` (install), `+ 3`
 * (swap-in) and, for GUP alone, `+ 4`. */
export interface FaultArgs {
  readonly policy: CowPolicy;
  /** Id of the policy by which userfaultfd's pages reach a fault. */
  readonly delivery: string;
  /** Who decides what a write fault does about flushes that are still to come. */
  readonly flush: FlushPolicy;
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
  /** Whether the fault stops at a PTE that userfaultfd protects; one that only unshares does not. */
  readonly stopsAtUffdWp: boolean;
  /** FOLL_FORCE, in a mapping that may not be written: only what `do_wp_page()` answers counts as resolved. */
  readonly isForced: boolean;
  /** Program counter after a fault that was answered: the access is tried again, except where GUP takes what it got. */
  readonly resolved: number;
}

/** Parts of a step that can fault, the access itself not counted. */
export const FAULT_PARTS = 3;

/**
 * What a fault of a line needs. Whoever adds to it spreads it last: an object that begins with a spread gets a shape of its
 * own from V8 each time, and every step that reads it becomes a third slower.
 */
export function faultArgs(
  binding: Binding,
  variable: number,
  isWrite: boolean,
  isUnshare = false,
  given: Partial<Pick<FaultArgs, 'stopsAtUffdWp' | 'isForced' | 'start' | 'resolved'>> = {},
): FaultArgs {
  const { policy, kernel, actor, mm, cpu, pc, done, cast } = binding;
  const start = given.start ?? binding.start;
  return {
    policy,
    delivery: kernel.delivery.id,
    flush: kernel.flush,
    actor,
    mm,
    variable,
    pte: pteAt(cast, mm, variable),
    cpu,
    pc,
    start,
    done,
    isWrite,
    isUnshare,
    stopsAtUffdWp: given.stopsAtUffdWp ?? isWrite,
    isForced: given.isForced ?? false,
    resolved: given.resolved ?? start,
  };
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

/** Where the fault leads once it is answered. A GUP that broke COW where no PTE may be writable takes what it got. */
function resolve(m: Memory, a: FaultArgs, isBroken = false): void {
  const mayWrite = m.vma(a.pte) === READ_WRITE && !m.uffd.isProtected(a.pte);
  const isOver = mayWrite || !a.isWrite || (a.isForced && !isBroken);
  m.set(a.pc, isOver ? a.start : a.resolved);
}

/** `handle_pte_fault()`: the PTE is not as the access needs it. False when it must wait. */
export function fault(m: Memory, a: FaultArgs): boolean {
  if (waitsToRead(m, a.mm)) return false;
  const kind = m.kind(a.pte);
  if (kind === SWAP) return findSwapped(m, a);
  if (kind === MIGRATION) {
    if (m.talk !== null) m.talk.waits = `waits until ${pageName(m.target(a.pte))} has migrated`;
    return false;
  }
  if (kind === PRESENT && m.target(a.pte) > 0) return decide(m, a);
  if (kind === NONE && m.files.mapped(m.regionOf(a.pte)) >= 0) {
    const answer = faultFile(m, a);
    if (answer === 'mapped') resolve(m, a);
    return answer !== 'waits';
  }
  if (kind === PRESENT && m.uffd.isProtected(a.pte) && a.stopsAtUffdWp) return handleUserfault(m, a, 'wp');
  // do_anonymous_page() asks before it maps anything.
  if (kind === NONE && (m.uffd.modes(m.regionOf(a.pte)) & UFFD_MISSING) !== 0)
    return handleUserfault(m, a, a.isWrite ? 'missing-write' : 'missing');
  if (kind === NONE && !a.isWrite && m.cast.kind !== 'hugetlb') {
    // do_anonymous_page() for a read: the shared zero page, which nobody counts. hugetlb_no_page() knows none, and maps a
    // page of one's own.
    m.setPte(a.pte, PRESENT, 0, false);
    if (m.talk !== null) m.talk.label = 'read fault: map the zero page';
    resolve(m, a);
    return true;
  }
  const writable = a.isWrite && m.vma(a.pte) === READ_WRITE && !m.uffd.isProtected(a.pte);
  let page: number;
  if (kind === NONE) page = mapFresh(m, a.pte, writable, a.policy.tracksExclusive, a.cpu);
  else {
    noteReplaced(m, a.mm, a.variable, 0);
    if (getsThp(m, a)) page = mapFresh(m, a.pte, writable, a.policy.tracksExclusive, a.cpu);
    else {
      // In place of the zero page comes a base page, whatever the mapping could have.
      page = m.allocate();
      mapBase(m, a, page, writable);
    }
  }
  // do_anonymous_page() marks what it makes writable, wp_page_copy() of the zero page whatever is written.
  if (writable || (a.isWrite && kind === PRESENT)) markWritten(m, a.pte);
  if (m.talk !== null) m.talk.label = `${kindOfFault(a)}: map a new page ${pageName(page)}`;
  resolve(m, a, kind === PRESENT);
  return true;
}

/** Whether the zero page that a fault finds is the huge one, and a THP takes its place. */
function getsThp(m: Memory, a: FaultArgs): boolean {
  if (m.cast.kind !== 'thp' || !a.isWrite) return false;
  m.note('thp_zero_page_gives_thp');
  if (a.policy.thp.storesIntoZeroGetThp !== true) return false;
  const first = a.pte - m.subOf(a.pte);
  for (let pte = first; pte < first + m.subs; pte++) if (pte !== a.pte && m.kind(pte) !== NONE) return false;
  return true;
}

/** A fresh base page in a PTE: nobody else has it. */
function mapBase(m: Memory, a: FaultArgs, page: number, writable: boolean): void {
  m.setPte(a.pte, PRESENT, page, writable);
  m.setMapcount(page, 1);
  m.setExclusive(page, a.policy.tracksExclusive);
  addToLru(m, page, a.cpu);
}

/** What the policy says of a page that is mapped read-only and is written, or is to be unshared. */
function ask(m: Memory, a: FaultArgs, page: number): HugeDecision {
  const { policy, cpu } = a;
  const unshares = a.isUnshare && !a.isWrite;
  if (!m.isHuge(page)) {
    m.note(unshares ? 'unshare fault' : 'write fault');
    return unshares ? policy.unshare(m, page, cpu) : policy.reuse(m, page, cpu);
  }
  if (!m.isThp(page)) return reuseHugetlb(m, page);
  if (m.isPmd(a.pte)) {
    m.note(unshares ? 'thp unshare fault' : 'thp write fault');
    return unshares ? policy.thp.unshare(m, page, cpu) : policy.thp.reuse(m, page, cpu);
  }
  const sub = m.subOf(a.pte);
  m.note(unshares ? 'thp part unshare fault' : 'thp part write fault');
  return unshares ? policy.thp.unshareSub(m, page, sub, cpu) : policy.thp.reuseSub(m, page, sub, cpu);
}

/** `do_wp_page()`, `do_huge_pmd_wp_page()`, `hugetlb_wp()`: the page is there, read-only. Reuse it, or begin a copy. */
function decide(m: Memory, a: FaultArgs): boolean {
  // do_wp_page() asks this before anything else, a pending flush included.
  if (a.stopsAtUffdWp && m.uffd.isProtected(a.pte)) return handleUserfault(m, a, 'wp');
  const page = m.target(a.pte);
  if (m.files.fileOf(page) >= 0) return decideCached(m, a, page);
  const counted = m.talk === null ? '' : sayCount(m, page);
  const isMappedOnce = reusesMappedOnce(m, a, page);
  const decision = isMappedOnce ? REUSE : ask(m, a, page);
  if (decision === WAIT) {
    if (m.talk !== null) m.talk.waits = `waits for the page lock of ${pageName(page)}`;
    return false;
  }
  const flushed = flushPending(m, a);
  if (decision === REUSE) {
    if (a.isWrite && mayMapWritable(m, a)) setEntryWritable(m, a.pte, true);
    if (a.isWrite) markWritten(m, a.pte);
    if (a.policy.tracksExclusive) m.setExclusive(page, true, m.isPmd(a.pte) ? 0 : m.subOf(a.pte));
    resolve(m, a, true);
  } else if (decision === SPLIT) {
    splitPmd(m, a.pte);
    m.set(a.pc, a.start);
  } else beginCopy(m, a, page);
  if (m.talk !== null) {
    const [did, does] = said[decision];
    const first = flushed ? 'a flush is pending, so flush; ' : '';
    m.talk.label = `${kindOfFault(a)}: ${first}${m.talk.asked ?? ''}, ${did} ${pageName(page)}`;
    const who = isMappedOnce ? a.flush.id : a.policy.id;
    m.talk.why = `${who} ${m.talk.why ?? ''}, so it ${does} ${pageName(page)}; ${counted}`;
  }
  return true;
}

/** The fault holds the page while it copies it without the page-table lock. */
export function beginCopy(m: Memory, a: FaultArgs, page: number): void {
  getPage(m, page);
  m.setSnap(a.actor, page);
  m.set(a.pc, a.start + 1);
}

/** `do_wp_page()` on a page of the page cache: shared memory is written where it is, a private mapping gets a copy. */
function decideCached(m: Memory, a: FaultArgs, page: number): true {
  const isShared = m.files.isShared(m.regionOf(a.pte));
  if (isShared) {
    m.setWritable(a.pte, m.vma(a.pte) === READ_WRITE);
    markWritten(m, a.pte);
    resolve(m, a);
  } else beginCopy(m, a, page);
  if (m.talk !== null)
    m.talk.label = `${kindOfFault(a)}: ${isShared ? 'shared, write to' : 'private, copy'} ${pageName(page)} of the page cache`;
  return true;
}

/** Whether the page is reused because nobody else maps it, and no more is asked. */
function reusesMappedOnce(m: Memory, a: FaultArgs, page: number): boolean {
  if (!a.flush.reusesMappedOnce || !a.isWrite || m.isHuge(page) || m.mapcount(page) !== 1) return false;
  m.note('wp_reuses_mapped_once');
  if (m.talk !== null) {
    m.talk.asked = 'mapcount 1';
    m.talk.why = 'asks for mapcount before anything else: 1';
  }
  return true;
}

/** 6ce64428d620: while some flush is still to come, a fault in a registered mapping flushes its page before it goes on. */
function flushPending(m: Memory, a: FaultArgs): boolean {
  if (m.tlb.pending(a.mm) === 0 || (m.uffd.modes(m.regionOf(a.pte)) & UFFD_WP) === 0) return false;
  m.note('wp_fault_flushes_pending');
  if (!a.flush.faultFlushesPending) return false;
  m.tlb.flush(a.mm, a.variable);
  return true;
}

const said = {
  [REUSE]: ['reuse', 'reuses'],
  [COPY]: ['copy', 'copies'],
  [SPLIT]: ['split the PMD of', 'splits the PMD of'],
} as const;

/** The mapping may be written; or hugetlb does not ask, as it did not when GUP for reading ran a write fault. */
function mayMapWritable(m: Memory, a: FaultArgs): boolean {
  if (m.uffd.isProtected(a.pte)) return false;
  if (m.vma(a.pte) === READ_WRITE) return true;
  if (m.cast.kind !== 'hugetlb') return false;
  m.note('hugetlb_gup_makes_writable');
  return a.policy.hugetlb.gupMakesWritable;
}

/** `wp_page_copy()` with the page-table lock dropped: a new page gets the contents. */
function copyPage(m: Memory, a: FaultArgs): boolean {
  const page = m.snap(a.actor);
  const fresh = m.allocate();
  // Where the PMD is still one, the policy said to copy all of it.
  m.setThp(fresh, m.isPmd(a.pte) && m.isThp(page));
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
  const isProtected = a.stopsAtUffdWp && m.uffd.isProtected(a.pte);
  const changed = m.kind(a.pte) !== PRESENT || m.target(a.pte) !== old || m.isWritable(a.pte) || isProtected;
  const isInstalled = !isStale && !changed && m.isPmd(a.pte) === m.isThp(fresh);
  noteInstalled(m, a.actor, isInstalled);
  if (!isInstalled) {
    putPage(m, fresh);
    putPage(m, old);
    m.set(a.pc, a.start);
    if (m.talk !== null) m.talk.label = `the PTE changed: drop ${pageName(fresh)}, try again`;
    return true;
  }
  noteReplaced(m, a.mm, a.variable, old);
  const writable = a.isWrite && mayMapWritable(m, a);
  if (m.isThp(fresh)) {
    setHugePmd(m, a.pte, fresh, writable);
    m.setExclusive(fresh, a.policy.tracksExclusive);
  } else mapBase(m, a, fresh, writable);
  if (a.isWrite) markWritten(m, a.pte);
  m.addMappings(old, -1);
  putPages(m, old, 2);
  m.bump(a.isWrite ? m.copiesAt : m.unsharesAt);
  if (m.talk !== null) m.talk.label = `map the copy ${pageName(fresh)} in place of ${pageName(old)}`;
  resolve(m, a, true);
  return true;
}

/** `do_swap_page()`, first part: find the page in the swap cache, or read it in. Either way it is referenced. */
function findSwapped(m: Memory, a: FaultArgs): boolean {
  const slot = m.target(a.pte);
  if (m.swap.isRead(slot)) {
    if (m.talk !== null) m.talk.waits = `waits: another thread reads S${slot - 1} in`;
    return false;
  }
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
    // SWP_SYNCHRONOUS_IO and no other entry: nobody could look for the page in the swap cache, so it does not go there.
    const isDirect = m.swap.device === 'zram' && m.entries(slot) === 1;
    if (isDirect) m.swap.setReading(a.actor, slot);
    else {
      getPage(m, page);
      m.setSlotOf(page, slot);
      m.setCachePage(slot, page);
    }
    addToLru(m, page, a.cpu);
    const around = isDirect ? ', around the swap cache' : '';
    if (m.talk !== null) m.talk.label = `${kindOfFault(a)}: read ${pageName(page)} in from swap${around}`;
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
  const slot = m.kind(a.pte) === SWAP ? m.target(a.pte) : 0;
  const isThere = slot > 0 && (m.slotOf(page) === slot || m.swap.reading(a.actor) === slot);
  m.swap.setReading(a.actor, 0);
  if (!isThere) {
    m.setSnap(a.actor, 0);
    putPage(m, page);
    m.set(a.pc, a.start);
    if (m.talk !== null) m.talk.label = `the PTE changed: let go of ${pageName(page)}, try again`;
    return true;
  }
  const counted = m.talk === null ? '' : sayCount(m, page);
  m.note('swap-in');
  const answer = a.policy.swapIn(m, page, slot, a.isWrite, m.isSwapExclusive(a.pte), a.cpu);
  const writable = (answer & MAP_WRITABLE) !== 0 && m.vma(a.pte) === READ_WRITE && !m.uffd.isProtected(a.pte);
  m.setSnap(a.actor, 0);
  m.setPte(a.pte, PRESENT, page, writable);
  m.addMappings(page, 1);
  if (writable) markWritten(m, a.pte);
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
  if (m.talk !== null) m.talk.why = null;
  // The page is not locked here, so only a rule that waits for something else leaves the rest to a fault of its own.
  if (!decide(m, a)) resolve(m, a);
  else if (m.talk !== null) m.talk.label = `${mapped}, then ${m.talk.label}`;
  return true;
}
