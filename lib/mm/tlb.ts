import { LOST_WRITE, type Memory, NONE, PRESENT, STALE_EXPOSURE, SWAP } from '#lib/mm/memory';
import { NO_ENTRY } from '#lib/mm/state/tlb';

/** An access of a CPU at one place. */
interface Place {
  /** 0-based; -1 when the actor's TLB is not modelled. */
  readonly tlb: number;
  readonly actor: number;
  readonly mm: number;
  readonly variable: number;
  readonly pte: number;
  /** Actors of the address space, 0-based. */
  readonly threads: readonly number[];
}

/**
 * The page that a CPU goes to without looking at the page table: 0 for the zero page, `NO_ENTRY` when it must look. An
 * entry that may only be read serves no store.
 */
export function lookUp(m: Memory, { tlb, variable }: Place, isWrite: boolean): number {
  if (tlb < 0 || (isWrite && !m.tlb.isWritable(tlb, variable))) return NO_ENTRY;
  return m.tlb.page(tlb, variable);
}

/** Whether an entry is not what the PTE is by now: only then does it make a difference whether the CPU still has it. */
export function isOld(m: Memory, place: Place, isWrite: boolean): boolean {
  const page = lookUp(m, place, isWrite);
  if (page === NO_ENTRY) return false;
  return m.kind(place.pte) !== PRESENT || m.target(place.pte) !== page || (isWrite && !m.isWritable(place.pte));
}

/** The CPU looked at the page table, and remembers what it saw there. */
export function fill(m: Memory, { tlb, variable, pte }: Place): void {
  if (tlb >= 0) m.tlb.fill(tlb, variable, m.target(pte), m.isWritable(pte));
}

/**
 * A CPU stored to a page. The store is lost if the page is no longer in the address space, and will be if a thread has
 * copied the page already and puts the copy in its place.
 */
export function noteStore(m: Memory, { mm, variable, pte, threads }: Place, page: number): void {
  if (!m.tlb.isOn) return;
  const kind = m.kind(pte);
  const isThere = kind === SWAP ? m.cachePage(m.target(pte)) === page : kind !== NONE && m.target(pte) === page;
  if (!isThere) m.events |= LOST_WRITE;
  for (const thread of threads) if (m.snap(thread) === page && m.fresh(thread) > 0) m.tlb.setLate(thread, true);
  if (m.tlb.isSeen(mm, variable)) m.events |= STALE_EXPOSURE;
}

/** A copy takes a page's place, or not: a store that came after the copy was made is lost, or was none of its business. */
export function noteInstalled(m: Memory, actor: number, isInstalled: boolean): void {
  if (!m.tlb.isLate(actor)) return;
  m.tlb.setLate(actor, false);
  if (isInstalled) m.events |= LOST_WRITE;
}

/** A monitor that was told of a write fault here reads the page, and takes it for frozen. */
export function noteRead(m: Memory, { actor, mm, variable }: Place): void {
  if (m.tlb.toldTo(mm, variable) !== actor) return;
  m.tlb.setSeen(mm, variable);
  m.arose |= STALE_EXPOSURE;
}
