import { type Handle, type Layout, type Row, widthOf } from '#lib/check/layout';
import { BoundHit, View } from '#lib/check/view';
import type { PointId } from '#lib/mm/decision-points';
import { type Cast, HUGE_NR } from '#lib/mm/size';
import { Crowd } from '#lib/mm/state/crowd';
import { Dirty } from '#lib/mm/state/dirty';
import { Files } from '#lib/mm/state/files';
import { Ksm } from '#lib/mm/state/ksm';
import { Migration } from '#lib/mm/state/migration';
import { MmapLock } from '#lib/mm/state/mmap-lock';
import { Poke } from '#lib/mm/state/poke';
import { Swap } from '#lib/mm/state/swap';
import { Tlb } from '#lib/mm/state/tlb';
import { Uffd } from '#lib/mm/state/uffd';
import { Walk } from '#lib/mm/state/walk';

/** PTE kinds. A present PTE with target 0 maps the shared zero page. */
export const NONE = 0;
export const PRESENT = 1;
export const SWAP = 2;
/** A migration entry: whoever touches it waits until the page is where it shall be. */
export const MIGRATION = 3;

/** What a migration entry remembers of the PTE that it stands for. */
export const READABLE = 0;
export const READABLE_EXCLUSIVE = 1;
export const WRITABLE = 2;
export type MigrationEntry = typeof READABLE | typeof READABLE_EXCLUSIVE | typeof WRITABLE;

/** Code of a PTE that maps the zero page. */
const ZERO_PAGE = 1;

/**
 * Greatest code of a PTE. One field holds all of it: 0 none, 1 the zero page, then each page read-only and writable,
 * then each slot without and with the exclusive bit, then the three migration entries of each page.
 */
export function greatestPte(pages: number, slots: number, migrates: boolean): number {
  return 2 * pages + 1 + 2 * slots + (migrates ? 3 * pages : 0);
}

/** VMA states. */
export const UNMAPPED = 0;
export const READ_WRITE = 1;
export const READ_ONLY = 2;

/** What FOLL_PIN adds to the reference count of a base page: GUP_PIN_COUNTING_BIAS of mm.h. */
export const PIN_BIAS = 1024;

/** Event bits of the explorer. */
export const MISSED_COW = 1;
export const WRONG_COW_PIN = 2;
export const WRONG_COW_REFERENCE = 4;
/** Set together with either of the two above: a watch has one bit. */
export const WRONG_COW = 8;
export const LOST_DATA = 16;
export const DIRTY_READ_ONLY = 32;
export const SOFT_DIRTY_MISSED = 64;
export const SOFT_DIRTY_EXTRA = 128;
/** A store that a CPU has finished is nowhere in its own memory. */
export const LOST_WRITE = 256;
/** A page that userfaultfd's monitor read for frozen was stored to. */
export const STALE_EXPOSURE = 512;

/** What a step has to say about itself. Only kept while a schedule is replayed: the search runs silently. */
export interface Talk {
  label: string;
  /** What the policy was asked and answered. */
  why: string | null;
  /** What a write or unshare fault looked at, in short: `page_count 2`. */
  asked: string | null;
  /** Why the step cannot be taken now. */
  waits: string | null;
  /** What the policy was asked in this step. */
  readonly points: Set<PointId>;
}

/** Nothing is said yet. */
export function newTalk(): Talk {
  return { label: '', why: null, asked: null, waits: null, points: new Set() };
}

/**
 * The memory of a machine with the processes of one scenario: the one file that knows where a field stands. Pages are
 * numbered from 1; page 0 is the zero page, which is never counted. Slots are numbered from 1. Everything else from 0.
 */
export class Memory extends View {
  readonly cast: Cast;
  readonly layout: Layout;
  /** Set while a schedule is replayed. */
  talk: Talk | null = null;

  readonly pages: number;
  readonly slots: number;
  readonly parts: number;
  readonly mms: number;
  readonly variables: number;
  /** PTEs of a mapping, see `Cast`. */
  readonly subs: number;
  /** All PTEs of all address spaces. */
  readonly ptes: number;
  private readonly isHugetlb: boolean;
  private readonly hasThps: boolean;
  /** Code of a PTE that points at slot 1; see `greatestPte`. */
  private readonly firstSwap: number;
  private readonly firstMigration: number;

  // What a scenario may do without, each a class of its own; at rest, and without a bit, where it does.
  readonly swap: Swap;
  readonly ksm: Ksm;
  readonly migration: Migration;
  readonly crowd: Crowd;
  readonly uffd: Uffd;
  /** Files, their page cache and the mappings of them. */
  readonly files: Files;
  /** Pages that writes to /proc/PID/mem hold. */
  readonly poke: Poke;
  /** Dirty and soft-dirty marks. */
  readonly dirty: Dirty;
  readonly mmapLock: MmapLock;
  /** GUP-fast under way. */
  readonly walk: Walk;
  readonly tlb: Tlb;

  private readonly refsAt: Row;
  private readonly pinsAt: Row;
  private readonly mapcountAt: Row;
  private readonly pageSlotAt: Row;
  private readonly pmdAt: Row;
  private readonly hugeAt: Row;
  private readonly lockedAt: Row;
  private readonly isolatedAt: Row;
  private readonly exclusiveAt: Row;
  private readonly batchAt: Row;
  private readonly dataAt: Row;
  private readonly foreignAt: Row;
  private readonly entriesAt: Row;
  private readonly cacheAt: Row;
  private readonly slotDataAt: Row;
  private readonly slotForeignAt: Row;
  private readonly pteAt: Row;
  private readonly vmaAt: Row;
  private readonly bornAt: Row;
  private readonly hasPinnedAt: Row;
  private readonly exposedAt: Row;
  private readonly handleAt: Row;
  private readonly registerAt: Row;
  private readonly snapAt: Row;
  private readonly freshAt: Row;
  private readonly staleAt: Row;
  readonly copiesAt: Handle;
  readonly unsharesAt: Handle;
  readonly forkCopiesAt: Handle;

  constructor(cast: Cast, layout: Layout) {
    super(layout.words);
    this.cast = cast;
    this.layout = layout;
    this.pages = cast.pages;
    this.slots = cast.slots;
    this.parts = cast.parts;
    this.mms = cast.mms.length;
    this.variables = cast.variables.length;
    this.subs = cast.subs;
    this.ptes = this.mms * this.variables * this.subs;
    this.isHugetlb = cast.kind === 'hugetlb';
    this.hasThps = layout.has('page.huge');
    this.pmdAt = layout.row('pmd');
    this.hugeAt = layout.row('page.huge');
    this.refsAt = layout.row('page.refs');
    this.pinsAt = layout.row('page.pins');
    this.mapcountAt = layout.row('page.mapcount');
    this.pageSlotAt = layout.row('page.slot');
    this.lockedAt = layout.row('page.locked');
    this.isolatedAt = layout.row('page.isolated');
    this.exclusiveAt = layout.row('page.exclusive');
    this.batchAt = layout.row('page.batch');
    this.dataAt = layout.row('page.data');
    this.foreignAt = layout.row('page.foreign');
    this.entriesAt = layout.row('slot.entries');
    this.cacheAt = layout.row('slot.cache');
    this.slotDataAt = layout.row('slot.data');
    this.slotForeignAt = layout.row('slot.foreign');
    this.pteAt = layout.row('pte');
    this.firstSwap = 2 * cast.pages + 2;
    this.firstMigration = this.firstSwap + 2 * cast.slots;
    this.vmaAt = layout.row('vma');
    this.bornAt = cast.mms.map((_, mm) => layout.get(`mm.born.${mm}`));
    this.hasPinnedAt = cast.mms.map((_, mm) => layout.get(`mm.hasPinned.${mm}`));
    this.exposedAt = layout.row('exposed');
    this.handleAt = layout.row('handle');
    this.registerAt = layout.row('register');
    this.snapAt = cast.actors.map((_, actor) => layout.get(`actor.page.${actor}`));
    this.freshAt = cast.actors.map((_, actor) => layout.get(`actor.fresh.${actor}`));
    this.staleAt = cast.actors.map((_, actor) => layout.get(`actor.stale.${actor}`));
    this.copiesAt = layout.get('copies');
    this.unsharesAt = layout.get('unshares');
    this.forkCopiesAt = layout.get('forkCopies');
    this.swap = new Swap(this, layout, cast);
    this.ksm = new Ksm(this, layout, cast);
    this.migration = new Migration(this, layout, cast);
    this.crowd = new Crowd(this, layout, cast);
    this.uffd = new Uffd(this, layout, cast);
    this.files = new Files(this, layout, cast);
    this.dirty = new Dirty(this, layout, cast);
    this.poke = new Poke(this, layout);
    this.mmapLock = new MmapLock(this, layout, cast);
    this.walk = new Walk(this, layout, cast);
    this.tlb = new Tlb(this, layout, cast);
  }

  /** Notes, in talk mode, that a policy's answer to this point is being used. */
  note(point: PointId): void {
    if (this.talk !== null) this.talk.points.add(point);
  }

  private at(row: Row, index: number): Handle {
    return row[index] ?? 0;
  }

  /** References without pins. */
  refs(page: number): number {
    return this.get(this.at(this.refsAt, page - 1));
  }
  setRefs(page: number, value: number): void {
    this.set(this.at(this.refsAt, page - 1), value);
  }
  pins(page: number): number {
    return this.get(this.at(this.pinsAt, page - 1));
  }
  setPins(page: number, value: number): void {
    this.set(this.at(this.pinsAt, page - 1), value);
  }
  /** `page_count()`, for a THP that of the whole folio: a pin of a base page counts 1024, one of a huge page 1. */
  count(page: number): number {
    return this.refs(page) + (this.isHuge(page) ? 1 : PIN_BIAS) * this.pins(page);
  }
  /**
   * `page_maybe_dma_pinned()`: of a base page a guess from the count, so very many references look like a pin. Huge pages
   * count their pins apart.
   */
  isPinned(page: number): boolean {
    return this.isHuge(page) ? this.pins(page) > 0 : this.count(page) >= PIN_BIAS;
  }
  /** Whether the page is a THP, or one of hugetlbfs. */
  isHuge(page: number): boolean {
    return this.isHugetlb || this.isThp(page);
  }
  isThp(page: number): boolean {
    return this.hasThps && this.get(this.at(this.hugeAt, page - 1)) === 1;
  }
  setThp(page: number, value: boolean): void {
    if (this.hasThps) this.set(this.at(this.hugeAt, page - 1), value ? 1 : 0);
  }
  /** `page_mapcount()`; of a THP that of part 0, the whole mappings included. */
  mapcount(page: number): number {
    if (this.isThp(page)) return entireMapcount(this, page) + subMapcount(this, page, 0);
    return this.get(this.at(this.mapcountAt, page - 1));
  }
  /** Counts one mapping more or less; the mappings of a THP are counted where they are asked for. */
  addMappings(page: number, change: 1 | -1): void {
    if (this.isThp(page)) return;
    const at = this.at(this.mapcountAt, page - 1);
    this.set(at, this.get(at) + change);
  }
  setMapcount(page: number, value: number): void {
    this.set(this.at(this.mapcountAt, page - 1), value);
  }
  /** Slot whose swap cache the page is; 0 when it is in none. */
  slotOf(page: number): number {
    return this.get(this.at(this.pageSlotAt, page - 1));
  }
  setSlotOf(page: number, slot: number): void {
    this.set(this.at(this.pageSlotAt, page - 1), slot);
  }
  isLocked(page: number): boolean {
    return this.get(this.at(this.lockedAt, page - 1)) === 1;
  }
  setLocked(page: number, value: boolean): void {
    this.set(this.at(this.lockedAt, page - 1), value ? 1 : 0);
  }
  isIsolated(page: number): boolean {
    return this.get(this.at(this.isolatedAt, page - 1)) === 1;
  }
  setIsolated(page: number, value: boolean): void {
    this.set(this.at(this.isolatedAt, page - 1), value ? 1 : 0);
  }
  /** `PageAnonExclusive()` of a part of the page; while a PMD maps a THP, part 0 speaks for all. */
  isExclusive(page: number, sub = 0): boolean {
    return this.get(this.at(this.exclusiveAt, (page - 1) * this.subs + sub)) === 1;
  }
  setExclusive(page: number, value: boolean, sub = 0): void {
    this.set(this.at(this.exclusiveAt, (page - 1) * this.subs + sub), value ? 1 : 0);
  }
  /** CPU number + 1 of the LRU-add batch that the page waits in; 0 when it is in none. */
  batchOf(page: number): number {
    return this.get(this.at(this.batchAt, page - 1));
  }
  setBatchOf(page: number, value: number): void {
    this.set(this.at(this.batchAt, page - 1), value);
  }
  isOnLru(page: number): boolean {
    return this.batchOf(page) === 0 && !this.isIsolated(page);
  }
  /** Index of the value in a part of the page. */
  data(page: number, part: number): number {
    return page === 0 ? 0 : this.get(this.at(this.dataAt, (page - 1) * this.parts + part));
  }
  setData(page: number, part: number, value: number): void {
    this.set(this.at(this.dataAt, (page - 1) * this.parts + part), value);
  }
  /**
   * Address spaces that must not see this part, as a set of bits: they existed, and were no longer one with the writer,
   * when it was written. A child inherits its parent's bit, for what the parent must not see was not its to pass on.
   */
  foreign(page: number, part: number): number {
    return page === 0 ? 0 : this.get(this.at(this.foreignAt, (page - 1) * this.parts + part));
  }
  setForeign(page: number, part: number, value: number): void {
    this.set(this.at(this.foreignAt, (page - 1) * this.parts + part), value);
  }

  /** Swap PTEs that point at the slot. */
  entries(slot: number): number {
    return this.get(this.at(this.entriesAt, slot - 1));
  }
  setEntries(slot: number, value: number): void {
    this.set(this.at(this.entriesAt, slot - 1), value);
  }
  /** Page in the slot's swap cache; 0 when there is none. */
  cachePage(slot: number): number {
    return this.get(this.at(this.cacheAt, slot - 1));
  }
  setCachePage(slot: number, page: number): void {
    this.set(this.at(this.cacheAt, slot - 1), page);
  }
  slotData(slot: number, part: number): number {
    return this.get(this.at(this.slotDataAt, (slot - 1) * this.parts + part));
  }
  setSlotData(slot: number, part: number, value: number): void {
    this.set(this.at(this.slotDataAt, (slot - 1) * this.parts + part), value);
  }
  slotForeign(slot: number, part: number): number {
    return this.get(this.at(this.slotForeignAt, (slot - 1) * this.parts + part));
  }
  setSlotForeign(slot: number, part: number, value: number): void {
    this.set(this.at(this.slotForeignAt, (slot - 1) * this.parts + part), value);
  }

  /** Index of the first PTE of a variable in an address space. */
  pteOf(mm: number, variable: number): number {
    return (mm * this.variables + variable) * this.subs;
  }
  /** Mapping (VMA and PMD) that a PTE belongs to: one for each variable of each address space. */
  regionOf(pte: number): number {
    return this.subs === 1 ? pte : pte >> 1;
  }
  /** Which part of a huge page the PTE is for: 0, or 1 for the 511 others. */
  subOf(pte: number): number {
    return this.subs === 1 ? 0 : pte & 1;
  }
  /** Base pages that the PTE stands for. */
  weightOf(pte: number): number {
    return this.subOf(pte) === 0 ? 1 : HUGE_NR - 1;
  }
  mmOf(pte: number): number {
    return Math.floor(this.regionOf(pte) / this.variables);
  }
  /** Whether the PTEs of the mapping are one PMD. */
  isPmd(pte: number): boolean {
    return this.hasThps && this.get(this.at(this.pmdAt, this.regionOf(pte))) === 1;
  }
  setPmd(pte: number, value: boolean): void {
    this.set(this.at(this.pmdAt, this.regionOf(pte)), value ? 1 : 0);
  }
  kind(pte: number): number {
    const code = this.get(this.at(this.pteAt, pte));
    return code === 0 ? NONE : code < this.firstSwap ? PRESENT : code < this.firstMigration ? SWAP : MIGRATION;
  }
  /** Page of a present PTE or a migration entry, slot of a swap PTE. */
  target(pte: number): number {
    const code = this.get(this.at(this.pteAt, pte));
    if (code < this.firstSwap) return code >>> 1;
    if (code < this.firstMigration) return ((code - this.firstSwap) >>> 1) + 1;
    return Math.floor((code - this.firstMigration) / 3) + 1;
  }
  isWritable(pte: number): boolean {
    const code = this.get(this.at(this.pteAt, pte));
    return (code & 1) === 1 && code !== ZERO_PAGE && code < this.firstSwap;
  }
  /** Changes the write bit of a PTE that maps a page; where it goes, every CPU is told at once. */
  setWritable(pte: number, value: boolean): void {
    if (!value) {
      this.clearWritable(pte);
      this.flush(pte);
      return;
    }
    const at = this.at(this.pteAt, pte);
    const code = this.get(at);
    if (code > ZERO_PAGE && code < this.firstSwap) this.set(at, code | 1);
  }
  /** Takes the write bit of a PTE away; whoever does so owes the CPUs a flush. */
  clearWritable(pte: number): void {
    const at = this.at(this.pteAt, pte);
    const code = this.get(at);
    if (code <= ZERO_PAGE || code >= this.firstSwap) return;
    if (this.tlb.isOn && (code & 1) === 1) this.noteOldEntry(pte);
    this.set(at, code & ~1);
  }
  /** No CPU knows what the PTE was. Other parts of a THP than the first are touched by nobody. */
  private flush(pte: number): void {
    if (this.tlb.isOn && this.subOf(pte) === 0) this.tlb.flush(this.mmOf(pte), this.regionOf(pte) % this.variables);
  }
  /** Somebody changes a PTE's protection while a CPU has an entry that could store: now a store could be lost. */
  noteOldEntry(pte: number): void {
    if (this.tlb.hasWritable(this.mmOf(pte), this.regionOf(pte) % this.variables)) this.arose |= LOST_WRITE;
  }
  /** Exclusive bit of a swap PTE. */
  isSwapExclusive(pte: number): boolean {
    const code = this.get(this.at(this.pteAt, pte));
    return this.isSwapCode(code) && ((code - this.firstSwap) & 1) === 1;
  }
  setSwapExclusive(pte: number, value: boolean): void {
    const at = this.at(this.pteAt, pte);
    const code = this.get(at);
    if (this.isSwapCode(code)) this.set(at, value ? code | 1 : code & ~1);
  }
  private isSwapCode(code: number): boolean {
    return code >= this.firstSwap && code < this.firstMigration;
  }
  /** What a migration entry remembers. */
  migrationEntry(pte: number): MigrationEntry {
    const kind = (this.get(this.at(this.pteAt, pte)) - this.firstMigration) % 3;
    return kind === WRITABLE ? WRITABLE : kind === READABLE_EXCLUSIVE ? READABLE_EXCLUSIVE : READABLE;
  }
  /** Puts a migration entry in a PTE's place; counters are the caller's business, as with `setPte`. */
  setMigrationEntry(pte: number, page: number, entry: MigrationEntry): void {
    if (this.tlb.isOn && this.isWritable(pte)) this.noteOldEntry(pte);
    this.set(this.at(this.pteAt, pte), this.firstMigration + 3 * (page - 1) + entry);
    this.dirty.setPteDirty(pte, false);
    this.flush(pte);
  }
  /**
   * Replaces a PTE, and tells every CPU at once; the counters of what it pointed at are the caller's business. What the old
   * PTE was marked with is gone with it, save the protection by userfaultfd and the soft-dirty mark, which stay until there
   * is no PTE any more.
   */
  setPte(pte: number, kind: number, target: number, writable: boolean): void {
    this.replacePte(pte, kind, target, writable);
    this.flush(pte);
  }
  /** As `setPte`; whoever does so owes the CPUs a flush. */
  replacePte(pte: number, kind: number, target: number, writable: boolean): void {
    const at = this.at(this.pteAt, pte);
    if (this.tlb.isOn && this.isWritable(pte)) this.noteOldEntry(pte);
    if (kind === PRESENT) this.set(at, target === 0 ? ZERO_PAGE : 2 * target + (writable ? 1 : 0));
    else this.set(at, kind === NONE ? 0 : this.firstSwap + 2 * (target - 1));
    this.dirty.setPteDirty(pte, false);
    if (kind !== NONE) return;
    this.uffd.setProtected(pte, false);
    this.dirty.setSoftDirty(pte, false);
  }
  vma(pte: number): number {
    return this.get(this.at(this.vmaAt, this.regionOf(pte)));
  }
  setVma(pte: number, value: number): void {
    this.set(this.at(this.vmaAt, this.regionOf(pte)), value);
  }

  /** Address spaces that exist or existed, as a set of bits. */
  bornMask(): number {
    let mask = this.cast.roots;
    for (let mm = 0; mm < this.mms; mm++) mask |= this.get(this.at(this.bornAt, mm)) << mm;
    return mask;
  }
  bear(mm: number): void {
    this.set(this.at(this.bornAt, mm), 1);
  }
  /** `mm->has_pinned`: the address space took a FOLL_PIN at some time. */
  hasPinned(mm: number): boolean {
    return this.get(this.at(this.hasPinnedAt, mm)) === 1;
  }
  setHasPinned(mm: number): void {
    this.set(this.at(this.hasPinnedAt, mm), 1);
  }
  /** Whether another address space wrote at this place after the two had parted. */
  isExposed(pte: number): boolean {
    return this.get(this.at(this.exposedAt, this.regionOf(pte))) === 1;
  }
  setExposed(pte: number, value: boolean): void {
    this.set(this.at(this.exposedAt, this.regionOf(pte)), value ? 1 : 0);
  }

  /** What a handle holds: 0 nothing, a page, or `zeroHandle` for the zero page. */
  held(handle: number): number {
    return this.get(this.at(this.handleAt, handle));
  }
  setHeld(handle: number, value: number): void {
    this.set(this.at(this.handleAt, handle), value);
  }
  get zeroHandle(): number {
    return this.pages + 1;
  }
  /** 0 unset, else the index of the value + 1; `faultValue` for an access that found nothing mapped. */
  register(register: number, part: number): number {
    return this.get(this.at(this.registerAt, register * this.parts + part));
  }
  setRegister(register: number, part: number, value: number): void {
    this.set(this.at(this.registerAt, register * this.parts + part), value);
  }
  get faultValue(): number {
    return this.cast.values.length + 1;
  }
  /** Page that an actor's fault, or reclaim, holds a reference to; 0 when none. */
  snap(actor: number): number {
    return this.get(this.at(this.snapAt, actor));
  }
  setSnap(actor: number, page: number): void {
    this.set(this.at(this.snapAt, actor), page);
  }
  /** Copy that an actor made and has not mapped yet; 0 when none. */
  fresh(actor: number): number {
    return this.get(this.at(this.freshAt, actor));
  }
  setFresh(actor: number, page: number): void {
    this.set(this.at(this.freshAt, actor), page);
  }
  /**
   * Whether the PTE that an actor's copy is for became another, by reclaim that took it away or by clear_refs: it may look
   * as before, and is no longer what it was.
   */
  isStale(actor: number): boolean {
    return this.get(this.at(this.staleAt, actor)) === 1;
  }
  /** Nothing where it could make no difference, and is not laid out. */
  setStale(actor: number, value: boolean): void {
    const at = this.at(this.staleAt, actor);
    if (widthOf(at) > 0) this.set(at, value ? 1 : 0);
  }
  bump(counter: Handle): void {
    this.set(counter, this.get(counter) + 1);
  }

  /** What outcomes tell apart: the registers, and how often something was copied. */
  endOf(): string {
    let end = `${this.get(this.copiesAt)},${this.get(this.unsharesAt)},${this.get(this.forkCopiesAt)}`;
    for (const handle of this.registerAt) end += `,${this.get(handle)}`;
    return end;
  }

  /** The lowest free page, with one reference and zero-filled; on no LRU batch yet. */
  allocate(): number {
    for (let page = 1; page <= this.pages; page++)
      if (this.refs(page) === 0 && this.pins(page) === 0) {
        this.setRefs(page, 1);
        return page;
      }
    throw new BoundHit(`the pool of ${this.pages} pages`);
  }
  freeSlot(): number {
    for (let slot = 1; slot <= this.slots; slot++)
      if (this.entries(slot) === 0 && this.cachePage(slot) === 0 && !this.swap.isRead(slot)) return slot;
    throw new BoundHit(`the ${this.slots} swap slots`);
  }
  /** Forgets everything about a page that nobody holds, so that states that differ only in it are one. */
  clearPage(page: number): void {
    this.setMapcount(page, 0);
    this.setSlotOf(page, 0);
    this.setLocked(page, false);
    this.setIsolated(page, false);
    for (let sub = 0; sub < this.subs; sub++) this.setExclusive(page, false, sub);
    this.setThp(page, false);
    this.setBatchOf(page, 0);
    this.ksm.setKsm(page, false);
    this.dirty.setPageDirty(page, false);
    for (let part = 0; part < this.parts; part++) {
      this.setData(page, part, 0);
      this.setForeign(page, part, 0);
    }
  }
}

/** PMDs that map a THP as a whole. */
export function entireMapcount(m: Memory, page: number): number {
  let entire = 0;
  for (let pte = 0; pte < m.ptes; pte += m.subs)
    if (m.isPmd(pte) && m.kind(pte) === PRESENT && m.target(pte) === page) entire++;
  return entire;
}

/** PTEs that map one part of a THP alone. */
export function subMapcount(m: Memory, page: number, sub: number): number {
  let mapped = 0;
  for (let pte = sub; pte < m.ptes; pte += m.subs)
    if (!m.isPmd(pte) && m.kind(pte) === PRESENT && m.target(pte) === page) mapped++;
  return mapped;
}
