import { largeMapcount } from '#lib/mm/folio';
import { holdersOf } from '#lib/mm/holders';
import { type Memory, MIGRATION, PIN_BIAS, PRESENT, READABLE, SWAP } from '#lib/mm/memory';
import type { CowPolicy } from '#lib/mm/policy';
import { NO_ENTRY } from '#lib/mm/state/tlb';
import { expect } from './cheap-expect';

/** What must hold in every state of the model, whatever the policy. Throws, naming the page or PTE that breaks it. */
export function checkFrames(m: Memory, policy: CowPolicy): void {
  for (let page = 1; page <= m.pages; page++) checkPage(m, page, policy);
  for (let slot = 1; slot <= m.slots; slot++) checkSlot(m, slot);
  for (const pte of ptes(m)) checkPte(m, pte, policy);
  for (const actor of m.cast.actors.keys())
    if (m.uffd.isAsleep(actor)) expect(m.snap(actor), 'who sleeps holds no page').toBe(0);
  for (const [tlb, { mm, cpu }] of m.cast.tlbs.entries())
    for (let variable = 0; variable < m.variables; variable++) checkEntry(m, tlb, mm, variable, cpu);
  for (let mm = 0; mm < m.mms; mm++)
    if (m.mmapLock.isWriteLocked(mm)) expect(m.mmapLock.readers(mm), 'a lock held for writing has no readers').toBe(0);
}

function checkPage(m: Memory, page: number, policy: CowPolicy): void {
  const name = `F${page - 1}`;
  const mapped = ptes(m).filter((pte) => m.kind(pte) === PRESENT && m.target(pte) === page);
  const cached = m.slotOf(page) > 0 ? 1 : 0;
  const inCrowd = m.crowd.mappings(page);
  if (!m.isThp(page)) expect(m.mapcount(page), `${name}: mapcount is the number of PTEs`).toBe(mapped.length + inCrowd);
  const holders = holdersOf(m, page);
  const pins = holders.filter((holder) => holder.startsWith('pin:')).length;
  const references = holders.reduce((sum, holder) => sum + Number(/ x (\d+)$/.exec(holder)?.[1] ?? '1'), 0);
  expect(m.count(page), `${name}: count is its holders (${holders.join(', ')})`).toBe(
    m.isHuge(page) ? references : references - pins + PIN_BIAS * pins,
  );
  expect(m.count(page)).toBeGreaterThanOrEqual(
    (m.files.fileOf(page) >= 0 ? 1 : 0) + (m.isThp(page) ? largeMapcount(m, page) : mapped.length) + cached,
  );
  for (let sub = 0; sub < m.subs; sub++) {
    if (!m.isExclusive(page, sub)) continue;
    expect(policy.tracksExclusive, `${name}: only some kernels have the flag`).toBe(true);
    const mms = mapped
      .filter((pte) => m.isPmd(pte) || !m.isThp(page) || m.subOf(pte) === sub)
      .map((pte) => m.mmOf(pte));
    expect(new Set(mms).size, `${name}: exclusive implies one mapping at most`).toBeLessThanOrEqual(1);
  }
  if (inCrowd > 0) expect(m.isExclusive(page), `${name}: a page of a crowd is nobody's own`).toBe(false);
  if (m.swap.isWriteback(page)) expect(cached, `${name}: what is written stays in the swap cache`).toBe(1);
  if (m.ksm.isKsm(page)) expect(m.isExclusive(page), `${name}: a KSM page is nobody's own`).toBe(false);
  const file = m.files.fileOf(page);
  if (file >= 0) {
    expect(m.files.cached(file), `${name}: page and page cache agree`).toBe(page);
    expect([cached, m.isExclusive(page), m.ksm.isKsm(page)], `${name}: a page of a file`).toEqual([0, false, false]);
  }
  if (holders.length > 0) return;
  expect([file, m.dirty.isPageDirty(page)], `${name}: a free page is of no file, and clean`).toEqual([-1, false]);
  for (let part = 0; part < m.parts; part++)
    expect([m.data(page, part), m.foreign(page, part)], `${name}: a free page holds nothing`).toEqual([0, 0]);
  const flags = [m.isLocked(page), m.isIsolated(page), m.isExclusive(page), m.isExclusive(page, m.subs - 1)];
  const others = [m.isThp(page), m.ksm.isKsm(page), m.swap.isWriteback(page)];
  expect([cached, m.batchOf(page), inCrowd, ...flags, ...others].map(Number)).toEqual(Array(10).fill(0));
}

function checkSlot(m: Memory, slot: number): void {
  const entries = ptes(m).filter((pte) => m.kind(pte) === SWAP && m.target(pte) === slot).length;
  expect(m.entries(slot), `S${slot - 1}: entries are its swap PTEs`).toBe(entries + m.crowd.entries(slot));
  const cached = m.cachePage(slot);
  if (cached > 0) expect(m.slotOf(cached), `S${slot - 1} and its cached page agree`).toBe(slot);
}

function checkPte(m: Memory, pte: number, policy: CowPolicy): void {
  const target = m.target(pte);
  const isPmd = m.isPmd(pte);
  if (isPmd) {
    expect([m.kind(pte), m.isThp(target)], 'a PMD maps a THP').toEqual([PRESENT, true]);
    const first = pte - m.subOf(pte);
    expect([target, m.isWritable(pte)], 'a PMD is one entry').toEqual([m.target(first), m.isWritable(first)]);
  }
  const sub = isPmd || !m.isThp(target) ? 0 : m.subOf(pte);
  if (m.kind(pte) === MIGRATION) {
    expect(m.count(target), 'a page that migrates is held').toBeGreaterThan(0);
    expect(m.isLocked(target), 'a page that migrates is locked').toBe(true);
    if (policy.tracksExclusive)
      expect(m.mapcount(target) === 0 || m.migrationEntry(pte) === READABLE, 'only one entry is exclusive').toBe(true);
  }
  if (m.kind(pte) !== PRESENT) expect(m.dirty.isPteDirty(pte), 'only what maps a page is dirty').toBe(false);
  if (m.kind(pte) === PRESENT && m.files.fileOf(target) >= 0) {
    expect(m.files.mapped(m.regionOf(pte)), 'a page of a file is mapped as that file').toBe(m.files.fileOf(target));
    if (m.isWritable(pte)) expect(m.files.isShared(m.regionOf(pte)), 'no private PTE writes to a file').toBe(true);
    return;
  }
  if (m.uffd.isProtected(pte)) expect(m.isWritable(pte), 'a protected PTE is not writable').toBe(false);
  if (m.kind(pte) === PRESENT && target > 0) {
    expect(m.count(target), 'no PTE maps a freed page').toBeGreaterThan(0);
    if (m.ksm.isKsm(target)) expect(m.isWritable(pte), 'a KSM page is read-only').toBe(false);
    if (m.isWritable(pte)) {
      if (policy.tracksExclusive) expect(m.isExclusive(target, sub), 'W implies exclusive').toBe(true);
      const others = ptes(m).filter((other) => m.kind(other) === PRESENT && m.target(other) === target);
      const alike = others.filter((other) => isPmd || m.isPmd(other) || m.subOf(other) === m.subOf(pte));
      expect(new Set(alike.map((other) => m.mmOf(other))).size, 'a writable page is mapped once').toBe(1);
    }
  }
  if (m.kind(pte) !== PRESENT || target === 0) expect(m.isWritable(pte), 'nothing else is writable').toBe(false);
  if (m.kind(pte) === SWAP && m.cachePage(target) > 0)
    expect(m.isExclusive(m.cachePage(target)), 'a swapped page is not exclusive').toBe(false);
  // From 5.19 on a pin and its owner never part: PIN implies exclusive, as long as the owner maps it there.
  if (!policy.tracksExclusive || m.kind(pte) !== PRESENT || target === 0 || m.subOf(pte) > 0) return;
  for (const [index, handle] of m.cast.handles.entries())
    if (handle.kind === 'pin' && m.held(index) === target && m.pteOf(handle.mm, handle.variable) === pte)
      expect(m.isExclusive(target, sub), `${handle.name}: pinned implies exclusive`).toBe(true);
}

/** A TLB entry is what the PTE is, or somebody owes a flush: the address space, or reclaim that has the page isolated. */
function checkEntry(m: Memory, tlb: number, mm: number, variable: number, cpu: string): void {
  const page = m.tlb.page(tlb, variable);
  if (page === NO_ENTRY) return;
  const pte = m.pteOf(mm, variable);
  if (page > 0) expect(m.count(page), `${cpu}: no TLB entry leads to a freed page`).toBeGreaterThan(0);
  const isOwed = m.tlb.pending(mm) > 0 || (page > 0 && m.isIsolated(page));
  const isSame = m.kind(pte) === PRESENT && m.target(pte) === page;
  expect(isOwed || isSame, `${cpu}: its TLB entry leads where the PTE does`).toBe(true);
  const writes = m.tlb.isWritable(tlb, variable);
  expect(isOwed || !writes || m.isWritable(pte), `${cpu}: its TLB entry may not write where the PTE may not`).toBe(
    true,
  );
}

function ptes(m: Memory): readonly number[] {
  return Array.from({ length: m.ptes }, (_, pte) => pte);
}
