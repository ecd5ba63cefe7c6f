import type { Layout, Row } from '#lib/check/layout';
import type { View } from '#lib/check/view';
import type { Cast } from '#lib/mm/size';

/** How a mapping of a file was made: `mmap()` flags, and how the file was opened. */
export const PRIVATE = 0;
export const SHARED = 1;
/** Of a file opened for reading only: `mmap()` takes VM_MAYWRITE away, so no mprotect can bring write permission. */
export const SHARED_NEVER_WRITABLE = 2;
export type FileMapping = typeof PRIVATE | typeof SHARED | typeof SHARED_NEVER_WRITABLE;

const KINDS = 3;

/**
 * Files, their page cache, and the mappings of them. A file is one page long: the model has a single index. Files are
 * numbered from 0; a page belongs to a file from when it enters the page cache until it is freed.
 */
export class Files {
  private readonly view: View;
  /** Whether the scenario has a file: nothing of this is asked where it has none. */
  private readonly isUsed: boolean;
  private readonly parts: number;
  private readonly mappingAt: Row;
  private readonly fileOfAt: Row;
  private readonly cachedAt: Row;
  private readonly keptAt: Row;
  private readonly dataAt: Row;
  private readonly foreignAt: Row;
  private readonly lockedAt: Row;

  constructor(view: View, layout: Layout, cast: Cast) {
    this.view = view;
    this.parts = cast.parts;
    this.isUsed = cast.files.length > 0;
    this.mappingAt = layout.row('vma.file');
    this.lockedAt = layout.row('vma.locked');
    this.fileOfAt = layout.row('page.file');
    this.cachedAt = layout.row('file.page');
    this.keptAt = layout.row('file.kept');
    this.dataAt = layout.row('file.data');
    this.foreignAt = layout.row('file.foreign');
  }

  static declare(layout: Layout, cast: Cast, everyone: number): void {
    const { files, pages, parts } = cast;
    const regions = cast.mms.length * cast.variables.length;
    layout.declare('vma.file', KINDS * files.length, regions);
    layout.declare('vma.locked', cast.uses.mlock ? 1 : 0, regions);
    layout.declare('page.file', files.length, pages);
    layout.declare('file.page', pages, files.length);
    layout.declare('file.kept', 1, files.length);
    layout.declare('file.data', cast.stored - 1, files.length * parts);
    layout.declare('file.foreign', everyone, files.length * parts);
  }

  /** File that a mapping is of; -1 for anonymous memory. */
  mapped(region: number): number {
    if (!this.isUsed) return -1;
    const code = this.view.get(this.mappingAt[region] ?? 0);
    return code === 0 ? -1 : Math.floor((code - 1) / KINDS);
  }
  /** VM_SHARED. Anonymous memory is private. */
  isShared(region: number): boolean {
    if (!this.isUsed) return false;
    const code = this.view.get(this.mappingAt[region] ?? 0);
    return code !== 0 && (code - 1) % KINDS !== PRIVATE;
  }
  /** VM_MAYWRITE. */
  mayWrite(region: number): boolean {
    const code = this.view.get(this.mappingAt[region] ?? 0);
    return code === 0 || (code - 1) % KINDS !== SHARED_NEVER_WRITABLE;
  }
  /** Whether a mapping is private and of a file: what it reads may be the page cache's, what it writes never is. */
  isPrivateFile(region: number): boolean {
    return this.mapped(region) >= 0 && !this.isShared(region);
  }
  setMapped(region: number, file: number, kind: FileMapping): void {
    this.view.set(this.mappingAt[region] ?? 0, 1 + KINDS * file + kind);
  }
  copyMapping(from: number, to: number): void {
    this.view.set(this.mappingAt[to] ?? 0, this.view.get(this.mappingAt[from] ?? 0));
    this.setLocked(to, false);
  }
  unmap(region: number): void {
    this.view.set(this.mappingAt[region] ?? 0, 0);
    this.setLocked(region, false);
  }

  /** VM_LOCKED. */
  isLocked(region: number): boolean {
    return this.view.get(this.lockedAt[region] ?? 0) === 1;
  }
  setLocked(region: number, value: boolean): void {
    this.view.set(this.lockedAt[region] ?? 0, value ? 1 : 0);
  }

  /** File in whose page cache the page is; -1 for an anonymous page. */
  fileOf(page: number): number {
    return !this.isUsed || page === 0 ? -1 : this.view.get(this.fileOfAt[page - 1] ?? 0) - 1;
  }
  /** Page in the file's page cache; 0 when there is none. */
  cached(file: number): number {
    return this.view.get(this.cachedAt[file] ?? 0);
  }
  /** Puts a page in the page cache, or (0) leaves it without one; the reference is the caller's business. */
  setCached(file: number, page: number): void {
    const old = this.cached(file);
    if (old > 0) this.view.set(this.fileOfAt[old - 1] ?? 0, 0);
    this.view.set(this.cachedAt[file] ?? 0, page);
    if (page > 0) this.view.set(this.fileOfAt[page - 1] ?? 0, file + 1);
  }

  /** Whether the contents are kept outside memory as well: on disk, or (shmem) in swap. Else they would be a hole. */
  isKept(file: number): boolean {
    return this.view.get(this.keptAt[file] ?? 0) === 1;
  }
  setKept(file: number, value: boolean): void {
    this.view.set(this.keptAt[file] ?? 0, value ? 1 : 0);
    if (!value) for (let part = 0; part < this.parts; part++) this.keep(file, part, 0, 0);
  }
  /** What is kept of a part; a hole reads as zeroes. */
  keptData(file: number, part: number): number {
    return this.view.get(this.dataAt[file * this.parts + part] ?? 0);
  }
  /** Address spaces that must not see what is kept, see `Memory.foreign`. */
  keptForeign(file: number, part: number): number {
    return this.view.get(this.foreignAt[file * this.parts + part] ?? 0);
  }
  keep(file: number, part: number, data: number, foreign: number): void {
    this.view.set(this.dataAt[file * this.parts + part] ?? 0, data);
    this.view.set(this.foreignAt[file * this.parts + part] ?? 0, foreign);
  }
}
