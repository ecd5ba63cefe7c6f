import type { Memory } from '#lib/mm/memory';

/** Whether somebody who takes the page-table lock must wait now: a fork that a lockless walk can meet half-way has it. */
export function waitsForPageTable(m: Memory, mm: number): boolean {
  if (m.walk.found(mm) === 'nothing') return false;
  if (m.talk !== null) m.talk.waits = 'waits for the page-table lock: a fork holds it';
  return true;
}

/** Whether somebody who takes the mmap lock for reading, as a fault does, must wait now. */
export function waitsToRead(m: Memory, mm: number): boolean {
  if (!m.mmapLock.isWriteLocked(mm)) return false;
  if (m.talk !== null) m.talk.waits = 'waits for the mmap lock: another thread holds it for writing';
  return true;
}

/**
 * Whether somebody who takes the mmap lock for writing must wait now: for others that hold it, and until no thread of the
 * address space is in a fault.
 *
 * @param threads actors of the address space, 0-based, less whoever asks
 */
export function waitsToWrite(m: Memory, mm: number, threads: readonly number[]): boolean {
  if (waitsToRead(m, mm)) return true;
  for (const thread of threads)
    if (m.snap(thread) > 0) {
      if (m.talk !== null) m.talk.waits = 'waits for the mmap lock: another thread is in a fault';
      return true;
    }
  if (m.mmapLock.readers(mm) === 0) return false;
  if (m.talk !== null) m.talk.waits = 'waits for the mmap lock: another thread holds it for reading';
  return true;
}
