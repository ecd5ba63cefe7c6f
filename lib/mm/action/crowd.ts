import type { Action, Binding } from '#lib/mm/action';
import { pageName, sayCount } from '#lib/mm/holders';
import { waitsToWrite } from '#lib/mm/locks';
import { type Memory, PRESENT, SWAP } from '#lib/mm/memory';
import { getPage } from '#lib/mm/page';

function bindCrowd(binding: Binding) {
  const { policy, mm, pc, done, siblings } = binding;
  return { policy, mm, number: Number(binding.step.args.NUMBER ?? '0'), pc, done, siblings };
}

type CrowdArgs = ReturnType<typeof bindCrowd>;

/** As many `fork()` as the line says, one after the other: each looks for pins anew. */
function forkCrowd(m: Memory, a: CrowdArgs): boolean {
  if (waitsToWrite(m, a.mm, a.siblings)) return false;
  for (let child = 0; child < a.number; child++)
    for (let variable = 0; variable < m.variables; variable++) share(m, a, m.pteOf(a.mm, variable));
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `fork ${a.number} children, which only map`;
  return true;
}

/** `copy_present_pte()` and `copy_nonpresent_pte()`; nobody looks at what such a child maps, so a copy is only counted. */
function share(m: Memory, a: CrowdArgs, pte: number): void {
  const kind = m.kind(pte);
  const target = m.target(pte);
  if (kind === SWAP) {
    m.setEntries(target, m.entries(target) + 1);
    m.crowd.setEntries(target, m.crowd.entries(target) + 1);
    m.setSwapExclusive(pte, false);
  }
  // A page of a file is found in the page cache, so fork does not copy its PTE.
  if (kind !== PRESENT || target === 0 || m.files.fileOf(target) >= 0) return;
  const counted = m.talk === null ? '' : sayCount(m, target);
  m.note('fork');
  if (a.policy.copiesAtFork(m, a.mm, target, 0)) {
    m.bump(m.forkCopiesAt);
    if (m.talk !== null)
      m.talk.why = `${a.policy.id} ${m.talk.why ?? ''}, so the last of them get copies of ${pageName(target)}; ${counted}`;
    return;
  }
  getPage(m, target);
  m.addMappings(target, 1);
  m.crowd.setMappings(target, m.crowd.mappings(target) + 1);
  m.setExclusive(target, false);
  m.setWritable(pte, false);
}

export const forkCrowdAction: Action = {
  form: {
    verb: 'fork crowd',
    syntax: 'fork crowd NUMBER',
    meaning: 'Makes so many children that only map what they got: for references in great numbers.',
    by: ['process'],
    pageKinds: ['base'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: forkCrowd, args: bindCrowd(binding) }],
};
