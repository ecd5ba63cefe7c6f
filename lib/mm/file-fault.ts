import type { FaultArgs } from '#lib/mm/fault';
import { pageName } from '#lib/mm/holders';
import { type Memory, PRESENT, READ_WRITE } from '#lib/mm/memory';
import { addToLru, copyContents, getPage } from '#lib/mm/page';
import { UFFD_MINOR, UFFD_MISSING } from '#lib/mm/state/uffd';
import { handleUserfault } from '#lib/mm/userfault';
import { markWritten, wantsWriteNotify } from '#lib/mm/write-notify';

/** How a fault on an empty PTE of a file mapping went: it waits, begins again, sleeps, or mapped a page. */
export type FileFault = 'waits' | 'again' | 'sleeps' | 'mapped';

/**
 * `do_read_fault()`, `do_cow_fault()`, `do_shared_fault()` with `shmem_getpage_gfp()`: one step, for from the look into the
 * page cache until the PTE is set the page is locked. What comes from disk or swap comes in a step of its own.
 */
export function faultFile(m: Memory, a: FaultArgs): FileFault {
  const region = m.regionOf(a.pte);
  const file = m.files.mapped(region);
  const modes = m.uffd.modes(region);
  const page = m.files.cached(file);
  // Before contents are brought from swap, too: the cache has an entry either way.
  if ((modes & UFFD_MINOR) !== 0 && (page > 0 || m.files.isKept(file))) {
    handleUserfault(m, a, a.isWrite ? 'minor-write' : 'minor');
    return 'sleeps';
  }
  if (page > 0 && m.isLocked(page)) {
    if (m.talk !== null) m.talk.waits = `waits for the page lock of ${pageName(page)}`;
    return 'waits';
  }
  if (page > 0) {
    if (a.isWrite && !m.files.isShared(region)) copyFromCache(m, a, page);
    else mapCached(m, a, page, region);
    return 'mapped';
  }
  if (!m.files.isKept(file) && (modes & UFFD_MISSING) !== 0) {
    handleUserfault(m, a, a.isWrite ? 'missing-write' : 'missing');
    return 'sleeps';
  }
  const found = bringIntoCache(m, file, a.cpu);
  if (m.talk !== null) m.talk.label = `page cache: ${found} ${pageName(m.files.cached(file))}`;
  m.set(a.pc, a.start);
  return 'again';
}

/**
 * The page of a file that has none in memory: read from where it is kept, else empty. What shmem had in swap is there no
 * more, so its page is dirty; a plain file keeps it on disk.
 */
export function bringIntoCache(m: Memory, file: number, cpu: number): 'read' | 'add an empty' {
  const page = m.allocate();
  m.files.setCached(file, page);
  addToLru(m, page, cpu);
  if (!m.files.isKept(file)) return 'add an empty';
  for (let part = 0; part < m.parts; part++) {
    m.setData(page, part, m.files.keptData(file, part));
    m.setForeign(page, part, m.files.keptForeign(file, part));
  }
  if (m.cast.files[file]?.isShmem === true) {
    m.dirty.setPageDirty(page, true);
    m.files.setKept(file, false);
  }
  return 'read';
}

/** Maps the page of the page cache. A shared mapping that may be written gets a writable PTE at once, unless it is watched. */
function mapCached(m: Memory, a: FaultArgs, page: number, region: number): void {
  const mayWrite = m.files.isShared(region) && m.vma(a.pte) === READ_WRITE;
  const writable = mayWrite && (a.isWrite || !wantsWriteNotify(m, region));
  getPage(m, page);
  m.addMappings(page, 1);
  m.setPte(a.pte, PRESENT, page, writable);
  if (a.isWrite) markWritten(m, a.pte);
  if (m.talk !== null) m.talk.label = `${a.isWrite ? 'write' : 'read'} fault: map ${pageName(page)} of the page cache`;
}

/** `do_cow_fault()`: a write into a private mapping gets a copy, whatever there is in the cache. */
function copyFromCache(m: Memory, a: FaultArgs, page: number): void {
  const fresh = m.allocate();
  copyContents(m, page, fresh);
  m.setPte(a.pte, PRESENT, fresh, m.vma(a.pte) === READ_WRITE);
  m.setMapcount(fresh, 1);
  m.setExclusive(fresh, a.policy.tracksExclusive);
  addToLru(m, fresh, a.cpu);
  markWritten(m, a.pte);
  m.bump(m.copiesAt);
  if (m.talk !== null)
    m.talk.label = `write fault: copy ${pageName(page)} of the page cache to ${pageName(fresh)}, map the copy`;
}
