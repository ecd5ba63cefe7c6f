import type { Action, Binding, Micro } from '#lib/mm/action';
import { isForkInParts } from '#lib/mm/concurrency';
import { setHugePmd, splitPmd } from '#lib/mm/folio';
import { pageName, sayCount } from '#lib/mm/holders';
import { waitsToWrite } from '#lib/mm/locks';
import { type Memory, MIGRATION, PRESENT, READ_WRITE, READABLE, SWAP } from '#lib/mm/memory';
import { addToLru, copyContents, getPage } from '#lib/mm/page';
import type { CowPolicy } from '#lib/mm/policy';

function bindArgs(binding: Binding) {
  const { cast, policy, mm, cpu, pc, start, done, siblings } = binding;
  const child = cast.mms.indexOf(binding.step.args.PROCESS ?? '');
  return { policy, mm, child, cpu, pc, start, done, siblings, flushes: cast.uses.tlb };
}

type ForkArgs = ReturnType<typeof bindArgs>;

/** `dup_mmap()`, `copy_present_pte()`, `copy_nonpresent_pte()`, where nobody can tell its parts. */
function fork(m: Memory, a: ForkArgs): boolean {
  if (waitsToWrite(m, a.mm, a.siblings)) return false;
  m.mmapLock.setWriteLocked(a.mm, true);
  for (let variable = 0; variable < m.variables; variable++)
    copyVariable(m, a, variable, looksPinned(m, a, m.pteOf(a.mm, variable)));
  return endCopying(m, a);
}

interface PageArgs extends ForkArgs {
  /** Mapping that is copied in this part, 0-based. */
  readonly variable: number;
}

/** The first half of `copy_present_pte()`: the sequence count is raised, and the page is looked at for pins. */
function lookForPins(m: Memory, a: PageArgs): boolean {
  if (a.variable === 0) {
    if (waitsToWrite(m, a.mm, a.siblings)) return false;
    m.mmapLock.setWriteLocked(a.mm, true);
  }
  m.walk.beginFork(a.mm);
  const pte = m.pteOf(a.mm, a.variable);
  const copies = looksPinned(m, a, pte);
  m.walk.setFound(a.mm, copies ? 'pinned' : 'not pinned');
  m.set(a.pc, a.start + 2 * a.variable + 1);
  if (m.talk !== null) {
    const isMapped = m.kind(pte) === PRESENT && m.target(pte) > 0;
    const page = isMapped ? pageName(m.target(pte)) : 'nothing is mapped';
    m.talk.label = `fork: ${isMapped ? `is ${page} pinned? ${copies ? 'yes' : 'no'}` : page}`;
    m.talk.why = copies ? `${a.policy.id} ${m.talk.why ?? ''}; ${sayCount(m, m.target(pte))}` : null;
  }
  return true;
}

/** Its second half, under the same page-table lock: copy the page, or write-protect and share it. */
function shareOrCopy(m: Memory, a: PageArgs): boolean {
  const found = m.walk.found(a.mm);
  m.walk.setFound(a.mm, 'nothing');
  copyVariable(m, a, a.variable, found === 'pinned');
  m.walk.endFork(a.mm);
  if (a.variable < m.variables - 1) {
    m.set(a.pc, a.start + 2 * a.variable + 2);
    if (m.talk !== null)
      m.talk.label = m.talk.label === '' ? 'fork: share the page, read-only' : `fork: ${m.talk.label}`;
    return true;
  }
  return endCopying(m, a);
}

/** All mappings are copied: what is left is the flush, where TLBs are modelled. */
function endCopying(m: Memory, a: ForkArgs): boolean {
  if (!a.flushes) {
    m.mmapLock.setWriteLocked(a.mm, false);
    return bearChild(m, a);
  }
  m.tlb.addPending(a.mm, 1);
  m.set(a.pc, a.done - 1);
  if (m.talk !== null)
    m.talk.label = m.talk.label === '' ? 'fork: share every page, read-only' : `fork: ${m.talk.label}`;
  return true;
}

/** The end of `dup_mmap()`: `flush_tlb_mm()`, and the mmap lock is let go of. */
function flushParent(m: Memory, a: ForkArgs): boolean {
  m.tlb.flushAll(a.mm);
  m.tlb.addPending(a.mm, -1);
  m.mmapLock.setWriteLocked(a.mm, false);
  if (m.talk !== null) m.talk.label = 'flush the TLBs';
  return bearChild(m, a);
}

/** Whether the policy wants a mapping's page copied for the child; of a THP that is PTE-mapped, its first part. */
function looksPinned(m: Memory, a: ForkArgs, pte: number): boolean {
  const page = m.kind(pte) === PRESENT ? m.target(pte) : 0;
  if (page <= 0) return false;
  if (m.cast.kind === 'hugetlb') m.note('hugetlb_copies_at_fork');
  if (m.cast.kind === 'hugetlb' && !a.policy.hugetlb.copiesAtFork) return false;
  m.note('fork');
  return a.policy.copiesAtFork(m, a.mm, page, 0);
}

function copyVariable(m: Memory, a: ForkArgs, variable: number, copies: boolean): void {
  const from = m.pteOf(a.mm, variable);
  const to = m.pteOf(a.child, variable);
  m.setVma(to, m.vma(from));
  m.setExposed(to, m.isExposed(from));
  m.files.copyMapping(m.regionOf(from), m.regionOf(to));
  m.dirty.copyRegion(m.regionOf(from), m.regionOf(to));
  copyMapping(m, a, from, to, copies);
}

/** From here on the child is there. */
function bearChild(m: Memory, a: ForkArgs): true {
  m.bear(a.child);
  // The child must not see what its parent must not see; nothing else was written through another address space yet.
  for (let page = 1; page <= m.pages; page++)
    for (let part = 0; part < m.parts; part++) m.setForeign(page, part, inherit(m.foreign(page, part), a.mm, a.child));
  for (let slot = 1; slot <= m.slots; slot++)
    for (let part = 0; part < m.parts; part++)
      m.setSlotForeign(slot, part, inherit(m.slotForeign(slot, part), a.mm, a.child));
  if (m.talk !== null) {
    m.talk.label = m.talk.label === '' ? 'fork: share every page, read-only' : `fork: ${m.talk.label}`;
  }
  m.set(a.pc, a.done);
  return true;
}

function inherit(mask: number, parent: number, child: number): number {
  return mask | (((mask >> parent) & 1) << child);
}

/** `copy_huge_pmd()`, or PTE by PTE. */
function copyMapping(m: Memory, a: ForkArgs, from: number, to: number, copies: boolean): void {
  if (m.isPmd(from)) {
    const page = m.target(from);
    if (!copies) {
      getPage(m, page);
      m.setExclusive(page, false);
      for (let sub = 0; sub < m.subs; sub++) m.clearWritable(from + sub);
      setHugePmd(m, to, page, false);
      return;
    }
    // d042035eaf5f: a pinned THP is split in the parent, and then every one of its parts counts as pinned.
    splitPmd(m, from);
  }
  copyPte(m, a.policy, from, to, a.cpu, copies);
  for (let sub = 1; sub < m.subs; sub++) {
    const page = m.kind(from + sub) === PRESENT ? m.target(from + sub) : 0;
    if (page > 0) m.note('fork');
    copyPte(m, a.policy, from + sub, to + sub, a.cpu, page > 0 && a.policy.copiesAtFork(m, a.mm, page, sub));
  }
}

function copyPte(m: Memory, policy: CowPolicy, from: number, to: number, cpu: number, copies: boolean): void {
  const kind = m.kind(from);
  const target = m.target(from);
  if (kind === SWAP) {
    m.setEntries(target, m.entries(target) + 1);
    m.setSwapExclusive(from, false);
    m.setPte(to, SWAP, target, false);
    m.dirty.copyMarks(from, to);
  } else if (kind === MIGRATION) {
    // A page of a file is found in the page cache, where it has migrated to.
    if (m.files.fileOf(target) >= 0) return;
    m.setMigrationEntry(from, target, READABLE);
    m.setMigrationEntry(to, target, READABLE);
    m.dirty.copyMarks(from, to);
  } else if (kind === PRESENT && target === 0) m.setPte(to, PRESENT, 0, false);
  // vma_needs_copy(), and 6.x copy_page_range(): what a fault can find in the page cache is not copied.
  else if (kind === PRESENT && m.files.fileOf(target) >= 0) return;
  else if (kind === PRESENT) {
    if (copies) {
      // The 511 pages that the scenario does not touch: copied too, and nobody looks at the copies.
      if (m.subOf(from) > 0) return;
      const counted = m.talk === null ? '' : sayCount(m, target);
      const copy = m.allocate();
      copyContents(m, target, copy);
      m.setPte(to, PRESENT, copy, m.vma(to) === READ_WRITE);
      m.setMapcount(copy, 1);
      m.setExclusive(copy, policy.tracksExclusive);
      m.dirty.markPte(to);
      addToLru(m, copy, cpu);
      m.bump(m.forkCopiesAt);
      if (m.talk !== null) {
        m.talk.label = `copy ${pageName(target)} to ${pageName(copy)} for the child`;
        const asked = m.talk.why === null ? 'found the page pinned' : m.talk.why;
        m.talk.why = `${policy.id} ${asked}, so the child gets ${pageName(copy)} now; ${counted}`;
      }
      return;
    }
    m.setRefs(target, m.refs(target) + m.weightOf(from));
    m.addMappings(target, 1);
    m.setExclusive(target, false, m.isThp(target) ? m.subOf(from) : 0);
    m.clearWritable(from);
    m.setPte(to, PRESENT, target, false);
    m.dirty.copyMarks(from, to);
  }
}

function bindFork(binding: Binding): readonly Micro[] {
  const { cast, step } = binding;
  const args = bindArgs(binding);
  const copying = isForkInParts(cast, cast.mms, step)
    ? cast.variables.flatMap((_, variable) => [
        { fn: lookForPins, args: { variable, ...args } },
        { fn: shareOrCopy, args: { variable, ...args } },
      ])
    : [{ fn: fork, args }];
  return cast.uses.tlb ? [...copying, { fn: flushParent, args }] : copying;
}

export const forkAction: Action = {
  form: {
    verb: 'fork',
    syntax: 'fork PROCESS',
    meaning: 'Makes the child. Pages are shared read-only, unless the policy copies a pinned one at once.',
    by: ['process'],
    defines: ['PROCESS'],
  },
  size: ({ cast, step }) =>
    (isForkInParts(cast, cast.mms, step) ? 2 * cast.variables.length : 1) + (cast.uses.tlb ? 1 : 0),
  bind: bindFork,
};
