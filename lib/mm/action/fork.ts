import type { Action, Binding } from '#lib/mm/action';
import { waitsForFault } from '#lib/mm/action/map';
import { setHugePmd, splitPmd } from '#lib/mm/folio';
import { pageName, sayCount } from '#lib/mm/holders';
import { type Memory, PRESENT, READ_WRITE, SWAP } from '#lib/mm/memory';
import { addToLru, copyContents, getPage } from '#lib/mm/page';
import type { CowPolicy } from '#lib/mm/policy';

function bindArgs(binding: Binding) {
  const { cast, policy, mm, cpu, pc, done, siblings } = binding;
  return { policy, mm, child: cast.mms.indexOf(binding.step.args.PROCESS ?? ''), cpu, pc, done, siblings };
}

/** `dup_mmap()`, `copy_present_pte()`, `copy_nonpresent_pte()`. */
function fork(m: Memory, a: ReturnType<typeof bindArgs>): boolean {
  for (const sibling of a.siblings) if (m.snap(sibling) > 0) return waitsForFault(m);
  m.bear(a.child);
  for (let variable = 0; variable < m.variables; variable++) {
    const from = m.pteOf(a.mm, variable);
    const to = m.pteOf(a.child, variable);
    m.setVma(to, m.vma(from));
    m.setExposed(to, m.isExposed(from));
    copyMapping(m, a.policy, a.mm, from, to, a.cpu);
  }
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
function copyMapping(m: Memory, policy: CowPolicy, mm: number, from: number, to: number, cpu: number): void {
  if (m.isPmd(from)) {
    const page = m.target(from);
    if (!policy.copiesAtFork(m, mm, page, 0)) {
      getPage(m, page);
      m.setExclusive(page, false);
      setHugePmd(m, from, page, false);
      setHugePmd(m, to, page, false);
      return;
    }
    // d042035eaf5f: a pinned THP is split in the parent, and then every one of its parts counts as pinned.
    splitPmd(m, from);
  }
  for (let sub = 0; sub < m.subs; sub++) copyPte(m, policy, mm, from + sub, to + sub, cpu);
}

function copyPte(m: Memory, policy: CowPolicy, mm: number, from: number, to: number, cpu: number): void {
  const kind = m.kind(from);
  const target = m.target(from);
  if (kind === SWAP) {
    m.setEntries(target, m.entries(target) + 1);
    m.setSwapExclusive(from, false);
    m.setPte(to, SWAP, target, false);
  } else if (kind === PRESENT && target === 0) m.setPte(to, PRESENT, 0, false);
  else if (kind === PRESENT) {
    const counted = m.talk === null ? '' : sayCount(m, target);
    const sub = m.isThp(target) ? m.subOf(from) : 0;
    const mayCopy = m.cast.kind !== 'hugetlb' || policy.hugetlb.copiesAtFork;
    if (mayCopy && policy.copiesAtFork(m, mm, target, sub)) {
      // The 511 pages that the scenario does not touch: copied too, and nobody looks at the copies.
      if (m.subOf(from) > 0) return;
      const copy = m.allocate();
      copyContents(m, target, copy);
      m.setPte(to, PRESENT, copy, m.vma(to) === READ_WRITE);
      m.setMapcount(copy, 1);
      m.setExclusive(copy, policy.tracksExclusive);
      addToLru(m, copy, cpu);
      m.bump(m.forkCopiesAt);
      if (m.talk !== null) {
        m.talk.label = `copy ${pageName(target)} to ${pageName(copy)} for the child`;
        m.talk.why = `${policy.id} ${m.talk.why ?? ''}, so the child gets ${pageName(copy)} now; ${counted}`;
      }
      return;
    }
    m.setRefs(target, m.refs(target) + m.weightOf(from));
    m.addMappings(target, 1);
    m.setExclusive(target, false, sub);
    m.setWritable(from, false);
    m.setPte(to, PRESENT, target, false);
  }
}

export const forkAction: Action = {
  form: {
    verb: 'fork',
    syntax: 'fork PROCESS',
    meaning: 'Makes the child. Pages are shared read-only, unless the policy copies a pinned one at once.',
    by: ['process'],
    defines: ['PROCESS'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: fork, args: bindArgs(binding) }],
};
