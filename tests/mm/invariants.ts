import { expect } from 'vitest';
import { holdersOf } from '#lib/mm/holders';
import { type Memory, PIN_BIAS, PRESENT, SWAP } from '#lib/mm/memory';
import type { Policy } from '#lib/mm/policy';

/** What must hold in every state of the model, whatever the policy. Throws, naming the page or PTE that breaks it. */
export function checkFrames(m: Memory, policy: Policy): void {
  for (let page = 1; page <= m.pages; page++) checkPage(m, page, policy);
  for (let slot = 1; slot <= m.slots; slot++) checkSlot(m, slot);
  for (let pte = 0; pte < m.mms * m.variables; pte++) checkPte(m, pte, policy);
}

function checkPage(m: Memory, page: number, policy: Policy): void {
  const name = `F${page - 1}`;
  const mapped = ptes(m).filter((pte) => m.kind(pte) === PRESENT && m.target(pte) === page).length;
  const cached = m.slotOf(page) > 0 ? 1 : 0;
  expect(m.mapcount(page), `${name}: mapcount is the number of PTEs`).toBe(mapped);
  const holders = holdersOf(m, page);
  const pins = holders.filter((holder) => holder.startsWith('pin:')).length;
  expect(m.count(page), `${name}: count is its holders (${holders.join(', ')})`).toBe(
    holders.length - pins + PIN_BIAS * pins,
  );
  expect(m.count(page)).toBeGreaterThanOrEqual(mapped + cached);
  if (m.isExclusive(page)) {
    expect(policy.tracksExclusive, `${name}: only some kernels have the flag`).toBe(true);
    expect(mapped, `${name}: exclusive implies one mapping at most`).toBeLessThanOrEqual(1);
  }
  if (holders.length > 0) return;
  for (let part = 0; part < m.parts; part++)
    expect([m.data(page, part), m.foreign(page, part)], `${name}: a free page holds nothing`).toEqual([0, 0]);
  expect([cached, m.isLocked(page), m.isIsolated(page), m.isExclusive(page), m.batchOf(page)]).toEqual([
    0,
    false,
    false,
    false,
    0,
  ]);
}

function checkSlot(m: Memory, slot: number): void {
  const entries = ptes(m).filter((pte) => m.kind(pte) === SWAP && m.target(pte) === slot).length;
  expect(m.entries(slot), `S${slot - 1}: entries are its swap PTEs`).toBe(entries);
  const cached = m.cachePage(slot);
  if (cached > 0) expect(m.slotOf(cached), `S${slot - 1} and its cached page agree`).toBe(slot);
}

function checkPte(m: Memory, pte: number, policy: Policy): void {
  const target = m.target(pte);
  if (m.kind(pte) === PRESENT && target > 0) {
    expect(m.count(target), 'no PTE maps a freed page').toBeGreaterThan(0);
    if (m.isWritable(pte)) {
      if (policy.tracksExclusive) expect(m.isExclusive(target), 'W implies exclusive').toBe(true);
      expect(m.mapcount(target), 'a writable page is mapped once').toBe(1);
    }
  }
  if (m.kind(pte) !== PRESENT || target === 0) expect(m.isWritable(pte), 'nothing else is writable').toBe(false);
  if (m.kind(pte) === SWAP && m.cachePage(target) > 0)
    expect(m.isExclusive(m.cachePage(target)), 'a swapped page is not exclusive').toBe(false);
  // From 5.19 on a pin and its owner never part: PIN implies exclusive, as long as the owner maps it there.
  if (!policy.tracksExclusive || m.kind(pte) !== PRESENT || target === 0) return;
  for (const [index, handle] of m.cast.handles.entries())
    if (handle.kind === 'pin' && m.held(index) === target && m.pteOf(handle.mm, handle.variable) === pte)
      expect(m.isExclusive(target), `${handle.name}: pinned implies exclusive`).toBe(true);
}

function ptes(m: Memory): readonly number[] {
  return Array.from({ length: m.mms * m.variables }, (_, pte) => pte);
}
