import { type Action, type Binding, placeIn, placeOf, pteAt, variableIn } from '#lib/mm/action';
import { beginCopy, FAULT_PARTS, type FaultArgs, faultArgs, faultParts } from '#lib/mm/fault';
import { pageName, sayCount } from '#lib/mm/holders';
import { waitsForPageTable } from '#lib/mm/locks';
import { type Memory, PRESENT, UNMAPPED } from '#lib/mm/memory';
import { getPage, inSwapCache, noteReplaced, putPage, tryToFreeSwap } from '#lib/mm/page';

function bindMerge(binding: Binding) {
  const { cast, policy, actor, pc, start, done } = binding;
  const from = placeIn(binding);
  const to = placeOf(binding, 'TARGET');
  return {
    id: policy.id,
    ...from,
    pte: pteAt(cast, from.mm, from.variable),
    kept: pteAt(cast, to.mm, to.variable),
    actor,
    pc,
    start,
    done,
  };
}

type MergeArgs = ReturnType<typeof bindMerge>;

function pageAt(m: Memory, pte: number): number {
  const page = m.kind(pte) === PRESENT ? m.target(pte) : 0;
  // KSM takes anonymous pages alone.
  return m.files.fileOf(page) >= 0 ? 0 : page;
}

function hasEqualContents(m: Memory, a: number, b: number): boolean {
  for (let part = 0; part < m.parts; part++) if (m.data(a, part) !== m.data(b, part)) return false;
  return true;
}

/** Gives back what the merge holds, and ends it. */
function leave(m: Memory, a: MergeArgs, label: string): boolean {
  const page = m.snap(a.actor);
  const target = m.ksm.target(a.actor);
  m.setSnap(a.actor, 0);
  m.ksm.setTarget(a.actor, 0);
  if (page > 0) putPage(m, page);
  if (target > 0) putPage(m, target);
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = `ksm: ${label}`;
  return true;
}

/** `cmp_and_merge_page()`: two pages with equal contents, a reference to each. */
function findEqual(m: Memory, a: MergeArgs): boolean {
  const page = pageAt(m, a.pte);
  const target = pageAt(m, a.kept);
  if (page === 0 || target === 0 || page === target) return leave(m, a, 'there are no two pages');
  if (m.ksm.isKsm(page)) return leave(m, a, `${pageName(page)} is merged already`);
  if (!hasEqualContents(m, page, target)) return leave(m, a, 'the contents differ');
  getPage(m, page);
  getPage(m, target);
  m.setSnap(a.actor, page);
  m.ksm.setTarget(a.actor, target);
  m.set(a.pc, a.start + 1);
  if (m.talk !== null) m.talk.label = `ksm: find ${pageName(page)} and ${pageName(target)} equal`;
  return true;
}

/**
 * `write_protect_page()`: with the PTE cleared and flushed, the references must all be mappings, the swap cache's and our
 * own, or somebody may still write. Says whether it is write-protected now.
 */
function writeProtect(m: Memory, pte: number, page: number): boolean {
  const expected = m.mapcount(page) + 1 + inSwapCache(m, page);
  if (m.talk !== null)
    m.talk.why = `KSM asks whether mappings, swap cache and its own reference are all: ${expected} expected; ${sayCount(m, page)}`;
  if (m.count(page) !== expected) return false;
  m.setWritable(pte, false);
  m.setExclusive(page, false);
  if (m.dirty.isPteDirty(pte)) m.dirty.setPageDirty(page, true);
  m.dirty.setPteDirty(pte, false);
  return true;
}

/** `try_to_merge_with_ksm_page()` of the page that is kept: it becomes a KSM page, if it is not one yet. */
function keepTarget(m: Memory, a: MergeArgs): boolean {
  const target = m.ksm.target(a.actor);
  const name = pageName(target);
  if (!m.ksm.isKsm(target)) {
    if (waitsForPageTable(m, m.mmOf(a.kept))) return false;
    if (pageAt(m, a.kept) !== target) return leave(m, a, `${name} is no longer there`);
    if (m.isLocked(target)) return leave(m, a, `somebody has the page lock of ${name}`);
    if (!writeProtect(m, a.kept, target)) return leave(m, a, `${name} is in use`);
    m.ksm.setKsm(target, true);
  }
  m.set(a.pc, a.start + 2);
  if (m.talk !== null) m.talk.label = `ksm: write-protect ${name}, it is a KSM page now`;
  return true;
}

/** The same of the other page, which stays locked until it is replaced. */
function protectDuplicate(m: Memory, a: MergeArgs): boolean {
  if (waitsForPageTable(m, a.mm)) return false;
  const page = m.snap(a.actor);
  const name = pageName(page);
  if (pageAt(m, a.pte) !== page) return leave(m, a, `${name} is no longer there`);
  if (m.isLocked(page)) return leave(m, a, `somebody has the page lock of ${name}`);
  if (!writeProtect(m, a.pte, page)) return leave(m, a, `${name} is in use`);
  m.setLocked(page, true);
  m.set(a.pc, a.start + 3);
  if (m.talk !== null) m.talk.label = `ksm: write-protect ${name}`;
  return true;
}

/** `replace_page()`: the PTE maps the KSM page, unless it or the contents changed. Who refers is not asked again. */
function replace(m: Memory, a: MergeArgs): boolean {
  if (waitsForPageTable(m, a.mm)) return false;
  const page = m.snap(a.actor);
  const target = m.ksm.target(a.actor);
  m.setLocked(page, false);
  if (pageAt(m, a.pte) !== page || m.isWritable(a.pte) || !hasEqualContents(m, page, target))
    return leave(m, a, `${pageName(page)} changed, leave it`);
  noteReplaced(m, a.mm, a.variable, page);
  m.setPte(a.pte, PRESENT, target, false);
  getPage(m, target);
  m.addMappings(target, 1);
  // Either side had these contents of its own: only who may see neither must not see the merged page.
  for (let part = 0; part < m.parts; part++)
    m.setForeign(target, part, m.foreign(target, part) & m.foreign(page, part));
  m.addMappings(page, -1);
  if (m.mapcount(page) === 0) tryToFreeSwap(m, page);
  putPage(m, page);
  return leave(m, a, `map ${pageName(target)} in place of ${pageName(page)}`);
}

export const ksmMerge: Action = {
  form: {
    verb: 'ksm merge',
    syntax: 'ksm merge PLACE into TARGET',
    meaning:
      'KSM finds the pages at two places equal, write-protects both, and maps the second at the first place too. Not where somebody else refers to one of them.',
    by: ['kernel'],
    pageKinds: ['base'],
  },
  size: () => 4,
  bind: (binding) => {
    const args = bindMerge(binding);
    return [findEqual, keepTarget, protectDuplicate, replace].map((fn) => ({ fn, args }));
  },
};

/** `break_ksm()`: a fault on a KSM page, with a reference to it that forbids to take it over. */
function unmerge(m: Memory, a: FaultArgs): boolean {
  const page = m.vma(a.pte) === UNMAPPED ? 0 : pageAt(m, a.pte);
  if (page > 0 && m.ksm.isKsm(page)) {
    beginCopy(m, a, page);
    if (m.talk !== null) m.talk.label = `ksm: copy ${pageName(page)} for one’s own`;
    return true;
  }
  m.set(a.pc, a.done);
  if (m.talk !== null) m.talk.label = 'ksm: nothing is merged there';
  return true;
}

export const ksmUnmerge: Action = {
  form: {
    verb: 'ksm unmerge',
    syntax: 'ksm unmerge VAR',
    meaning: 'MADV_UNMERGEABLE: gives a merged page back its own copy.',
    by: ['process'],
    pageKinds: ['base'],
  },
  size: () => 1 + FAULT_PARTS,
  bind: (binding) => {
    const args = faultArgs(binding, variableIn(binding, 'VAR'), true);
    return [{ fn: unmerge, args }, ...faultParts(args)];
  },
};
