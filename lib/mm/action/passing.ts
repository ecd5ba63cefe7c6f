import { type Action, type Binding, handleIn, placeIn, pteAt } from '#lib/mm/action';
import { pageName } from '#lib/mm/holders';
import { type Memory, PRESENT } from '#lib/mm/memory';
import { getPage } from '#lib/mm/page';

/** What somebody in the kernel takes for a moment who is neither a process nor reclaim: a reference, or the page lock. */
function bindPassing(binding: Binding) {
  const { mm, variable } = placeIn(binding);
  const pte = pteAt(binding.cast, mm, variable);
  return { pte, handle: handleIn(binding, 'HANDLE'), pc: binding.pc, done: binding.done };
}

type PassingArgs = ReturnType<typeof bindPassing>;

/** `get_page_unless_zero()` by somebody who only looks: compaction, KSM, a page-cache look-up. */
function speculate(m: Memory, a: PassingArgs): boolean {
  const page = m.kind(a.pte) === PRESENT ? m.target(a.pte) : 0;
  if (page > 0) {
    getPage(m, page);
    m.setHeld(a.handle, page);
  }
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = page === 0 ? 'nothing to refer to' : `refer to ${pageName(page)} in passing`;
  return true;
}

/** `lock_page()`, by somebody who has a reference, as everybody must. */
function lockPage(m: Memory, a: PassingArgs): boolean {
  const page = m.kind(a.pte) === PRESENT ? m.target(a.pte) : 0;
  if (page > 0 && m.isLocked(page)) {
    if (m.talk !== null) m.talk.waits = `waits for the page lock of ${pageName(page)}`;
    return false;
  }
  if (page > 0) {
    getPage(m, page);
    m.setLocked(page, true);
    m.setHeld(a.handle, page);
  }
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = page === 0 ? 'nothing to lock' : `lock ${pageName(page)}`;
  return true;
}

export const speculateAction: Action = {
  form: {
    verb: 'speculate',
    syntax: 'speculate PLACE -> HANDLE',
    meaning: 'Somebody in the kernel takes a passing reference to the page that is mapped there.',
    by: ['kernel'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: speculate, args: bindPassing(binding) }],
};

export const lockAction: Action = {
  form: {
    verb: 'lock',
    syntax: 'lock PLACE -> HANDLE',
    meaning:
      'Somebody in the kernel takes a reference to the page that is mapped there, and its lock, until `release`.',
    by: ['kernel'],
  },
  size: () => 1,
  bind: (binding) => [{ fn: lockPage, args: bindPassing(binding) }],
};
