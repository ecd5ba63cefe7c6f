import {
  type Action,
  type Binding,
  handleIn,
  type Micro,
  partIn,
  registerIn,
  threadsOf,
  valueIn,
  variableIn,
} from '#lib/mm/action';
import { FAULT_PARTS, type FaultArgs, fault, faultArgs, faultParts } from '#lib/mm/fault';
import { pageName } from '#lib/mm/holders';
import { type Memory, PRESENT, READ_WRITE, UNMAPPED } from '#lib/mm/memory';
import { load, noteStoreUnderHandle, store } from '#lib/mm/page';
import { NO_ENTRY } from '#lib/mm/state/tlb';
import { fill, isOld, lookUp, noteRead, noteStore } from '#lib/mm/tlb';
import { afterSleep } from '#lib/mm/userfault';

interface AccessArgs extends FaultArgs {
  /** TLB of the actor's CPU, 0-based; -1 when it is not modelled. */
  readonly tlb: number;
  /** Actors of the address space, 0-based. */
  readonly threads: readonly number[];
  readonly part: number;
  /** Register of a read, value of a store; -1 for none. */
  readonly operand: number;
}

function read(m: Memory, a: AccessArgs): boolean {
  const slept = afterSleep(m, a);
  if (slept !== undefined) return slept;
  const known = lookUp(m, a, false);
  if (known !== NO_ENTRY) return loadFrom(m, a, known);
  if (m.vma(a.pte) === UNMAPPED) return segfault(m, a);
  if (m.kind(a.pte) !== PRESENT) return fault(m, a);
  fill(m, a);
  return loadFrom(m, a, m.target(a.pte));
}

function loadFrom(m: Memory, a: AccessArgs, page: number): true {
  if (m.talk !== null) m.talk.label = `load ${sayData(m, page, a.part)} from ${pageName(page)}${sayEntry(m, a)}`;
  load(m, page, a.mm, a.variable, a.part, a.operand);
  noteRead(m, a);
  m.set(a.pc, a.done);
  return true;
}

function write(m: Memory, a: AccessArgs): boolean {
  const slept = afterSleep(m, a);
  if (slept !== undefined) return slept;
  const known = lookUp(m, a, true);
  if (known !== NO_ENTRY) return storeTo(m, a, known);
  // A PTE that is writable asks nobody: hugetlb once left such a one in a mapping that may not be written.
  if (m.kind(a.pte) !== PRESENT || !m.isWritable(a.pte))
    return m.vma(a.pte) === READ_WRITE ? fault(m, a) : segfault(m, a);
  fill(m, a);
  return storeTo(m, a, m.target(a.pte));
}

function storeTo(m: Memory, a: AccessArgs, page: number): true {
  if (m.talk !== null) m.talk.label = `store ${m.cast.values[a.operand]} in ${pageName(page)}${sayEntry(m, a)}`;
  noteStoreUnderHandle(m, a.mm, a.variable);
  // The hardware marks the PTE that it stores by, and knows nothing of soft-dirty. An old TLB entry is marked already.
  if (m.isWritable(a.pte) && m.target(a.pte) === page) m.dirty.setPteDirty(a.pte, true);
  m.dirty.setStored(m.regionOf(a.pte), true);
  noteStore(m, a, page);
  store(m, page, a.mm, a.variable, a.part, a.operand);
  m.set(a.pc, a.done);
  return true;
}

/** Said of an access that the page table would not have allowed, or would have led elsewhere. */
function sayEntry(m: Memory, a: AccessArgs): string {
  return isOld(m, a, a.isWrite) ? ', by an old TLB entry' : '';
}

/** The CPU dropped an old entry by itself, as a processor may at any time, and looks at the page table. */
function accessAfterEviction(m: Memory, a: AccessArgs): boolean {
  if (!isOld(m, a, a.isWrite)) {
    if (m.talk !== null) m.talk.waits = 'has no old TLB entry that its CPU could drop';
    return false;
  }
  const page = m.tlb.page(a.tlb, a.variable);
  const writable = m.tlb.isWritable(a.tlb, a.variable);
  m.tlb.evict(a.tlb, a.variable);
  const isTaken = a.isWrite ? write(m, a) : read(m, a);
  if (!isTaken) m.tlb.fill(a.tlb, a.variable, page, writable);
  else if (m.talk !== null) m.talk.label = `the CPU drops its TLB entry: ${m.talk.label}`;
  return isTaken;
}

/** The access finds nothing that it may touch. The process would be killed; here the register says so. */
function segfault(m: Memory, a: AccessArgs): boolean {
  if (!a.isWrite && a.operand >= 0) setFault(m, a.operand);
  if (m.talk !== null) m.talk.label = 'SIGSEGV';
  m.set(a.pc, a.done);
  return true;
}

function setFault(m: Memory, register: number): void {
  for (let part = 0; part < m.parts; part++) m.setRegister(register, part, m.faultValue);
}

/** Contents of a page, or of one half. */
function sayData(m: Memory, page: number, part: number): string {
  const parts = part === -1 ? Array.from({ length: m.parts }, (_, at) => at) : [part];
  const values = parts.map((at) => m.cast.values[m.data(page, at)] ?? '?');
  return new Set(values).size === 1 ? (values[0] ?? '?') : values.join('/');
}

interface HandleArgs {
  readonly handle: number;
  readonly mm: number;
  readonly variable: number;
  readonly part: number;
  readonly operand: number;
  readonly writes: boolean;
  readonly pc: number;
  readonly done: number;
}

/** Reads through a handle: what a pipe or a device sees, whatever the page table says by now. */
function readHandle(m: Memory, a: HandleArgs): boolean {
  const held = m.held(a.handle);
  m.set(a.pc, a.done);
  if (held === 0) {
    if (a.operand >= 0) setFault(m, a.operand);
    if (m.talk !== null) m.talk.label = 'the handle holds nothing';
    return true;
  }
  const page = held === m.zeroHandle ? 0 : held;
  load(m, page, a.mm, a.variable, a.part, a.operand);
  if (m.talk !== null) m.talk.label = `load ${sayData(m, page, a.part)} through the handle on ${pageName(page)}`;
  return true;
}

/** DMA: a device stores through a handle. No page table is asked. */
function writeHandle(m: Memory, a: HandleArgs): boolean {
  const page = m.held(a.handle);
  m.set(a.pc, a.done);
  if (page === 0 || page === m.zeroHandle || !a.writes) {
    if (m.talk !== null) m.talk.label = page === 0 ? 'the handle holds nothing' : 'the handle is for reading: refused';
    return true;
  }
  store(m, page, a.mm, a.variable, a.part, a.operand);
  if (m.talk !== null) m.talk.label = `DMA: store ${m.cast.values[a.operand]} in ${pageName(page)}`;
  return true;
}

function bindAccess(binding: Binding, isWrite: boolean, operand: number): readonly Micro[] {
  const part = partIn(binding, 'OBJECT');
  const index = handleIn(binding, 'OBJECT');
  const handle = binding.cast.handles[index];
  if (handle !== undefined) {
    const { mm, variable, writes } = handle;
    const args: HandleArgs = { handle: index, mm, variable, part, operand, writes, pc: binding.pc, done: binding.done };
    return [isWrite ? { fn: writeHandle, args } : { fn: readHandle, args }];
  }
  const base = faultArgs(binding, variableIn(binding, 'OBJECT'), isWrite);
  const tlb = binding.cast.tlbOf[binding.actor] ?? -1;
  const args: AccessArgs = { tlb, threads: threadsOf(binding.cast, binding.mm), part, operand, ...base };
  const access: Micro = isWrite ? { fn: write, args } : { fn: read, args };
  return [tlb < 0 ? access : { ...access, otherwise: { fn: accessAfterEviction, args } }, ...faultParts(args)];
}

/** An access through a handle asks no page table, so it cannot fault. */
function sizeOfAccess(line: Pick<Binding, 'cast' | 'step'>): number {
  return handleIn(line, 'OBJECT') >= 0 ? 1 : 1 + FAULT_PARTS;
}

export const readAction: Action = {
  form: {
    verb: 'read',
    syntax: 'read OBJECT [-> REG]',
    meaning: 'Loads a page through the page table, or through a handle (the pipe is read, the device looks).',
    by: ['process', 'device'],
  },
  size: sizeOfAccess,
  bind: (binding) => bindAccess(binding, false, registerIn(binding)),
};

export const writeAction: Action = {
  form: {
    verb: 'write',
    syntax: 'write OBJECT = VALUE',
    meaning: 'Stores to a page through the page table, or by DMA through a handle that was taken for writing.',
    by: ['process', 'device'],
  },
  size: sizeOfAccess,
  bind: (binding) => bindAccess(binding, true, valueIn(binding)),
};
