import { devices } from '#lib/promela/features';
import type { Machine } from '#lib/promela/machine';
import type { Option } from '#lib/promela/option';
import { reuseRules } from '#lib/promela/rule/reuse';
import { swapInRules } from '#lib/promela/rule/swap-in';
import type { Place } from '#lib/promela/step';
import { all, inOrder, when } from '#lib/promela/text';
import type { Watches } from '#lib/promela/watch';

/** A fault of one line, with what its text needs. */
export interface Fault {
  readonly m: Machine;
  readonly watches: Watches;
  readonly place: Place;
  readonly task: string;
  /** 0-based. */
  readonly actor: number;
  /** Part of the line in which the access is tried: 0, but behind GUP-fast. */
  readonly start: '0' | 'SLOW';
  /** 1 + CPU, 0 for none. */
  readonly cpu1: number;
  readonly kind: 'read' | 'write' | 'unshare';
  /** Whether a write fault may meet a mapping that must not be written: then the page it got is taken as it is. */
  readonly mayBreak: boolean;
}

const isWrite = (f: Fault) => f.kind === 'write';

/** Where the fault leads when it is answered: to the access again. */
function resolved(f: Fault): string {
  return f.mayBreak
    ? `${f.task}.part = (${f.place.pte}.vma == RW -> ${f.start} : BROKEN)`
    : `${f.task}.part = ${f.start}`;
}

/** Marks a page as its address space's own, where pages carry the mark. */
function own(f: Fault, page: string): string {
  return f.m.tracksExclusive ? `F[${page}].exclusive = 1` : '';
}

/** do_anonymous_page() for a read: the zero page. */
export function mapZeroPage(f: Fault): string {
  return inOrder(`${f.place.pte}.at = ZERO`, resolved(f));
}

/** do_anonymous_page(), or a copy of the zero page: both are a new empty page. */
export function mapNewPage(f: Fault): string {
  const { mm, variable, pte } = f.place;
  const replaced = f.watches.onReplaced(mm, variable, 'ZERO');
  return inOrder(
    replaced === '' ? '' : when(`${pte}.at == ZERO`, replaced),
    'allocate(page_)',
    `${pte}.at = page_`,
    isWrite(f) ? `${pte}.rw = (${pte}.vma == RW)` : '',
    own(f, 'page_'),
    `lru_add(page_, ${f.cpu1})`,
    resolved(f),
  );
}

/** What a fault on a page that is mapped read-only must wait for. */
export function mayDecide(f: Fault): string {
  const rule = reuseRules[f.kind === 'unshare' ? f.m.rules.unshare : f.m.rules.reuse];
  if (!rule.sleeps || !f.m.features.locks) return '';
  const page = `${f.place.pte}.at`;
  const awake = `!is_locked(${page})`;
  // A KSM page that is copied anyway is not waited for.
  return f.m.features.merges
    ? `(${awake} || (is_ksm(${page}) && (in_swap_cache(${page}) || page_count(${page}) != 1)))`
    : awake;
}

/** do_wp_page(): reuse the page, or begin a copy of it. */
export function decide(f: Fault, page: string): string {
  const { pte } = f.place;
  const rule = reuseRules[f.kind === 'unshare' ? f.m.rules.unshare : f.m.rules.reuse];
  const copy = inOrder(`get_page(${page})`, `${f.task}.old = ${page}`, `${f.task}.part = COPYING`);
  const reuse = inOrder(isWrite(f) ? `${pte}.rw = (${pte}.vma == RW)` : '', own(f, page), resolved(f));
  return `${rule.call(page, f.cpu1)}; if :: is_copy -> ${copy} :: else -> ${reuse} fi`;
}

/** wp_page_copy(): copy with the page-table lock dropped, then install the copy if the PTE is still the same. */
export function copyOptions(f: Fault): readonly Option[] {
  const { task } = f;
  const { mm, variable, pte } = f.place;
  const stale = f.m.hasStale(f.actor) ? `${task}.stale` : '';
  const isSame = all(`${pte}.at == ${task}.old`, `!${pte}.rw`, stale === '' ? '' : `!${stale}`);
  const install = inOrder(
    f.watches.onReplaced(mm, variable, `${task}.old`),
    `${pte}.at = ${task}.fresh`,
    isWrite(f) ? `${pte}.rw = (${pte}.vma == RW)` : '',
    own(f, `${task}.fresh`),
    `lru_add(${task}.fresh, ${f.cpu1})`,
    // The reference of the mapping, and that of the fault.
    `put_page(${task}.old)`,
    `put_page(${task}.old)`,
    isWrite(f) ? 'copies++' : 'unshares++',
    resolved(f),
  );
  const giveUp = `put_page(${task}.fresh); put_page(${task}.old); ${task}.part = ${f.start}`;
  return [
    {
      guard: `${task}.part == COPYING`,
      does: inOrder(
        `allocate(${task}.fresh)`,
        `copy_contents(${task}.old, ${task}.fresh)`,
        `${task}.part = INSTALLING`,
      ),
      ends: false,
    },
    {
      guard: `${task}.part == INSTALLING`,
      does: inOrder(
        `if :: ${isSame} -> ${install} :: else -> ${giveUp} fi`,
        `${task}.old = 0`,
        `${task}.fresh = 0`,
        stale === '' ? '' : `${stale} = 0`,
      ),
      ends: false,
    },
  ];
}

/** do_swap_page() in two steps: find or read the page; with the page lock, map it if the PTE is still the same. */
export function swapInOptions(f: Fault, mayFault: string): readonly Option[] {
  const { m, task } = f;
  if (m.slots === 0) return [];
  const { pte } = f.place;
  const isZram = m.features.devices.has('zram');
  const rule = swapInRules[m.rules.swapIn];
  const contents = m.parts.flatMap((part) => [
    `F[page_].data${part} = S[slot_].data${part}`,
    ...(m.hasFork ? [`F[page_].foreign${part} = S[slot_].foreign${part}`] : []),
  ]);
  const toCache = 'get_page(page_); F[page_].slot = slot_; S[slot_].cached = page_';
  // SWP_SYNCHRONOUS_IO: nobody else has an entry, so nobody could look for the page in the swap cache.
  const around = `swap_device == ${devices.zram} && entries(slot_) == 1`;
  const read = inOrder(
    'allocate(page_)',
    ...contents,
    isZram ? `if :: ${around} -> ${task}.reads = slot_ :: else -> ${toCache} fi` : toCache,
    `lru_add(page_, ${f.cpu1})`,
  );
  const find = inOrder(
    `slot_ = slot_in(${pte}.at)`,
    'page_ = S[slot_].cached',
    `if :: page_ == 0 -> ${read} :: else -> get_page(page_) fi`,
    `${task}.old = page_`,
    `${task}.part = SWAPPING_IN`,
  );
  const mapWritable = `${pte}.rw = (is_own && ${pte}.vma == RW)`;
  const goesOn = isWrite(f)
    ? `${mapWritable}; if :: ${pte}.rw -> ${resolved(f)} :: else -> ${decide(f, 'page_')} fi`
    : inOrder(rule.readsWritable ? mapWritable : '', resolved(f));
  const map = inOrder(
    `entry_ = slot_in(${pte}.at)`,
    rule.text(pte, isWrite(f), f.cpu1),
    `${pte}.at = page_`,
    m.tracksExclusive ? 'F[page_].exclusive = is_own' : '',
    goesOn,
  );
  const isCached = `F[page_].slot == slot_in(${pte}.at)`;
  const isSame = `is_swap(${pte}.at) && ${isZram ? `(${isCached} || ${task}.reads == slot_in(${pte}.at))` : isCached}`;
  // A slot that somebody reads around the swap cache is not looked for there.
  const isRead = isZram
    ? m.tasks.filter((_, actor) => m.hasTask(actor)).map((other) => `${other}.reads != slot_in(${pte}.at)`)
    : [];
  return [
    { guard: all(`${task}.part == ${f.start}`, mayFault, `is_swap(${pte}.at)`, ...isRead), does: find, ends: false },
    {
      guard: `${task}.part == SWAPPING_IN && !is_locked(${task}.old)`,
      does: inOrder(
        `page_ = ${task}.old`,
        `${task}.old = 0`,
        m.hasStale(f.actor) ? `${task}.stale = 0` : '',
        isZram ? `is_same = (${isSame}); ${task}.reads = 0` : '',
        `if :: ${isZram ? 'is_same' : isSame} -> ${map} :: else -> put_page(page_); ${task}.part = ${f.start} fi`,
      ),
      ends: false,
    },
  ];
}
