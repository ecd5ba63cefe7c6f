import { holdersOf, pageName } from '#lib/mm/holders';
import {
  type Memory,
  MIGRATION,
  NONE,
  PRESENT,
  READABLE,
  READABLE_EXCLUSIVE,
  SWAP,
  UNMAPPED,
  WRITABLE,
} from '#lib/mm/memory';
import { NO_ENTRY } from '#lib/mm/state/tlb';
import type { Cell, Change } from '#lib/scenario/run';

/** Value of a cell that is not there: a counter of a free page is 0, a flag that is not set is no. */
const absent: readonly (readonly [string, string])[] = [
  ['.data', 'free'],
  ['.count', '0'],
  ['.mapcount', '0'],
  ['.entries', '0'],
  [' flushes pending', '0'],
];

/** Everything that a state has to show, in a fixed order: pages, swap slots, PTEs, handles, registers. */
export function cellsOf(m: Memory, tracksExclusive: boolean): readonly Cell[] {
  const cells: Cell[] = [];
  const add = (name: string, value: string) => cells.push({ name, value });
  for (let page = 1; page <= m.pages; page++) {
    if (m.refs(page) === 0 && m.pins(page) === 0) continue;
    const name = pageName(page);
    add(
      `${name}.data`,
      sayParts(m, (part) => m.data(page, part)),
    );
    add(`${name}.count`, String(m.count(page)));
    add(`${name}.mapcount`, String(m.mapcount(page)));
    if (m.isThp(page)) add(`${name}.size`, 'THP');
    if (tracksExclusive) add(`${name}.exclusive`, m.isExclusive(page) ? 'yes' : 'no');
    const file = m.cast.files[m.files.fileOf(page)];
    if (file !== undefined) add(`${name}.file`, file.name);
    if (m.dirty.isPageDirty(page)) add(`${name}.dirty`, 'yes');
    if (m.slotOf(page) > 0) add(`${name}.swapcache`, `S${m.slotOf(page) - 1}`);
    if (m.isLocked(page)) add(`${name}.locked`, 'yes');
    if (m.swap.isWriteback(page)) add(`${name}.writeback`, 'yes');
    if (m.ksm.isKsm(page)) add(`${name}.ksm`, 'yes');
    add(`${name}.held by`, holdersOf(m, page).join(', '));
  }
  for (let slot = 1; slot <= m.slots; slot++) {
    if (m.entries(slot) === 0 && m.cachePage(slot) === 0) continue;
    add(`S${slot - 1}.entries`, String(m.entries(slot)));
    if (m.cachePage(slot) === 0)
      add(
        `S${slot - 1}.data`,
        sayParts(m, (part) => m.slotData(slot, part)),
      );
  }
  for (const [file, { name }] of m.cast.files.entries())
    if (m.files.isKept(file))
      add(
        `file ${name}.kept`,
        sayParts(m, (part) => m.files.keptData(file, part)),
      );
  for (const [mm, process] of m.cast.mms.entries())
    for (const [variable, name] of m.cast.variables.entries()) {
      const pte = m.pteOf(mm, variable);
      if (m.vma(pte) !== UNMAPPED) add(`${process}:${name}`, sayPte(m, pte));
    }
  for (const [tlb, info] of m.cast.tlbs.entries())
    for (const [variable, name] of m.cast.variables.entries()) {
      const page = m.tlb.page(tlb, variable);
      const write = m.tlb.isWritable(tlb, variable) ? 'rw' : 'ro';
      if (page !== NO_ENTRY) add(`TLB ${info.cpu}:${name}`, `${page === 0 ? 'zero page' : pageName(page)} ${write}`);
    }
  for (const [mm, process] of m.cast.mms.entries())
    if (m.tlb.pending(mm) > 0) add(`${process} flushes pending`, String(m.tlb.pending(mm)));
  for (const [index, handle] of m.cast.handles.entries()) {
    const held = m.held(index);
    if (held > 0) add(handle.name, held === m.zeroHandle ? 'the zero page' : pageName(held));
  }
  for (const [actor, name] of m.cast.actors.entries()) {
    const message = m.uffd.messageOf(actor);
    if (message !== undefined) add(`${name} sleeps`, m.uffd.isRead(actor) ? `${message}, read` : message);
  }
  for (const [index, register] of m.cast.registers.entries()) {
    const value = sayRegister(m, index);
    if (value !== 'unset') add(register, value);
  }
  const counters = [
    ['copies', m.copiesAt],
    ['unshares', m.unsharesAt],
    ['fork copies', m.forkCopiesAt],
  ] as const;
  for (const [name, at] of counters) if (m.get(at) > 0) add(name, String(m.get(at)));
  return cells;
}

/** What a migration entry will be. */
const entries = { [READABLE]: 'ro', [READABLE_EXCLUSIVE]: 'ro exclusive', [WRITABLE]: 'rw' } as const;

function sayPte(m: Memory, pte: number): string {
  const kind = m.kind(pte);
  const target = m.target(pte);
  if (kind === NONE) return 'hole';
  if (kind === SWAP) return `swap S${target - 1}${m.isSwapExclusive(pte) ? ' exclusive' : ''}`;
  if (kind === MIGRATION) return `migrating from ${pageName(target)}, ${entries[m.migrationEntry(pte)]}`;
  const page = kind === PRESENT && target === 0 ? 'zero page' : pageName(target);
  const marks = [
    m.isPmd(pte) ? ' by a PMD' : '',
    m.dirty.isPteDirty(pte) ? ' dirty' : '',
    m.dirty.isSoftDirty(pte) ? ' soft-dirty' : '',
    m.uffd.isProtected(pte) ? ' uffd-wp' : '',
  ];
  return `${page} ${m.isWritable(pte) ? 'rw' : 'ro'}${marks.join('')}`;
}

/** Contents, `a/P` where the halves differ. */
function sayParts(m: Memory, read: (part: number) => number): string {
  const parts = Array.from({ length: m.parts }, (_, part) => m.cast.values[read(part)] ?? '?');
  return new Set(parts).size === 1 ? (parts[0] ?? '?') : parts.join('/');
}

/** Value of a register as outcomes show it: `SECRET`, `a/P`, `fault`, `unset`. */
export function sayRegister(m: Memory, register: number): string {
  const parts: string[] = [];
  for (let part = 0; part < m.parts; part++) {
    const value = m.register(register, part);
    if (value !== 0) parts.push(value === m.faultValue ? 'fault' : (m.cast.values[value - 1] ?? '?'));
  }
  if (parts.length === 0) return 'unset';
  return new Set(parts).size === 1 ? (parts[0] ?? '?') : parts.join('/');
}

/** What a step changed. Who holds a page shows in the cells alone: the counts say it here. */
export function changesBetween(before: readonly Cell[], after: readonly Cell[]): readonly Change[] {
  const old = new Map(before.map((cell) => [cell.name, cell.value]));
  const now = new Map(after.map((cell) => [cell.name, cell.value]));
  const changes: Change[] = [];
  for (const name of new Set([...now.keys(), ...old.keys()])) {
    if (name.endsWith('.held by')) continue;
    const none =
      absent.find(([end]) => name.endsWith(end))?.[1] ??
      (name.includes('.') && !name.startsWith('TLB ') ? 'no' : 'none');
    const from = old.get(name) ?? none;
    const to = now.get(name) ?? none;
    if (from !== to) changes.push({ what: name, before: from, after: to });
  }
  return changes;
}
