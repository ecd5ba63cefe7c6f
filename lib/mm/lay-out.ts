import { Layout } from '#lib/check/layout';
import { greatestPte } from '#lib/mm/memory';
import type { CowPolicy } from '#lib/mm/policy';
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
import type { Step } from '#lib/scenario/scenario';

/** Most copies of one kind that are counted when lines have to begin again: whoever makes more meets the bound. */
const MANY_COPIES = 255;

/** What one line can make its actor hold between two parts, and count. A verb that is not known here can do all. */
interface Needs {
  /** A reference to a page: of a fault, or of reclaim. */
  readonly holds: boolean;
  /** A copy for a write, or one that stays read-only. */
  readonly copies: boolean;
  readonly unshares: boolean;
}

const nothing: Needs = { holds: false, copies: false, unshares: false };

/** Steps of one part, which hold nothing afterwards. */
const atOnce =
  /^(map|munmap|dontneed|mprotect|fork|exit|kill|release|clear_refs|pagemap|mlock|fill|speculate|lock|drain|swapon|uffd)\b/;

function needsOf(step: Step, policy: CowPolicy, cast: Cast): Needs {
  if (atOnce.test(step.verb)) return nothing;
  if (/^(swapout|pageout|migrate|ksm merge)\b/.test(step.verb)) return { ...nothing, holds: true };
  if (step.verb === 'read' || step.verb === 'write') {
    // An access through a handle asks no page table.
    if (!cast.variables.includes((step.args.OBJECT ?? '').split('.')[0] ?? '')) return nothing;
    const copies = step.verb === 'write';
    return { holds: copies || cast.slots > 0, copies, unshares: false };
  }
  if (/^(get|pin|vmsplice)\b/.test(step.verb)) {
    const copies = step.verb.includes('write') || policy.gup.fault === 'break';
    const unshares = !copies && policy.gup.fault === 'unshare';
    return { holds: copies || unshares || cast.slots > 0, copies, unshares };
  }
  return { holds: true, copies: true, unshares: true };
}

/**
 * The fields that a scenario needs under a policy, each with the greatest value that it can come to; a maximum of 0 takes
 * no bit. A maximum that is only likely (`isFew`) is met as a BoundHit, and the search begins again with the whole one.
 *
 * @param programs length of each actor's program
 */
export function layOut(
  cast: Cast,
  policy: CowPolicy,
  steps: readonly Step[],
  programs: readonly number[],
  isFew: boolean,
): Layout {
  const layout = new Layout();
  const { pages, slots, parts } = cast;
  const mms = cast.mms.length;
  const regions = mms * cast.variables.length;
  const isThp = cast.kind === 'thp';
  const pinners = cast.mms.map((_, mm) => cast.handles.some((handle) => handle.kind === 'pin' && handle.mm === mm));
  const pins = cast.handles.filter((handle) => handle.kind === 'pin').length;
  const cpus = cast.cpus.size === 0 ? 0 : Math.max(...cast.cpus.values()) + 1;
  const one = (test: boolean) => (test ? 1 : 0);
  const has = (verb: RegExp) => steps.some((step) => verb.test(step.verb));
  const needs = steps.map((step) => ({ ...needsOf(step, policy, cast), actor: cast.actors.indexOf(step.actor) }));
  const holders = cast.actors.map((_, actor) => needs.some((line) => line.actor === actor && line.holds));
  const copiers = cast.actors.map((_, actor) =>
    needs.some((line) => line.actor === actor && (line.copies || line.unshares)),
  );

  // A program's length stands for its end.
  for (const [actor, length] of programs.entries()) layout.declare(`pc.${actor}`, length);

  // One reference for each PTE (a page belongs to one variable, so one in an address space, or 512 of a THP whose PMD was
  // split, or one for each variable where KSM merges them or a file has several mappings), each child of a crowd, each
  // handle that is no pin, each actor between two parts, in GUP for /proc/PID/mem or handed a page, the page that a merge or
  // a migration ends in, the swap cache or the page cache, an LRU batch, and one while a pin is let go.
  const sharing = cast.mergers.length > 0 || cast.files.length > 0 ? cast.variables.length : 1;
  const mappings = (mms + cast.crowd) * sharing;
  const taking = cast.uses.poke || cast.uses.fills ? cast.actors.length : 0;
  const passing = holders.filter(Boolean).length + cast.mergers.length + cast.movers.length + taking;
  const refs = mappings * (isThp ? HUGE_NR : 1) + cast.handles.length - pins + passing;
  layout.declare('page.refs', refs + one(slots + cast.files.length > 0) + one(cpus > 0) + one(pins > 0), pages);
  layout.declare('page.pins', pins, pages);
  layout.declare('page.mapcount', mappings, pages);
  layout.declare('page.slot', slots, pages);
  const locks = has(/^lock\b/) || cast.mergers.length > 0;
  layout.declare('page.locked', one(slots > 0 || cast.movers.length > 0 || locks), pages);
  layout.declare('page.isolated', one(slots > 0 || cast.movers.length > 0), pages);
  layout.declare('page.exclusive', one(policy.tracksExclusive), pages * cast.subs);
  layout.declare('page.huge', one(isThp), pages);
  layout.declare('pmd', one(isThp), regions);
  layout.declare('page.batch', cpus, pages);
  layout.declare('page.data', cast.stored - 1, pages * parts);
  // Nobody is kept from seeing anything where no address space was forked off another.
  const families = cast.kin.some((kin, mm) => kin !== 1 << mm);
  const shows = families || cast.files.length > 0;
  const everyone = shows ? 2 ** (mms + one(cast.files.length > 0)) - 1 : 0;
  layout.declare('page.foreign', everyone, pages * parts);

  // As with references.
  layout.declare('slot.entries', mappings, slots);
  layout.declare('slot.cache', pages, slots);
  layout.declare('slot.data', cast.stored - 1, slots * parts);
  layout.declare('slot.foreign', everyone, slots * parts);

  layout.declare('pte', greatestPte(pages, slots, cast.movers.length > 0), regions * cast.subs);
  // READ_ONLY is the greatest.
  layout.declare('vma', has(/^(mprotect|map shared|map private) ro/) ? 2 : 1, regions);
  layout.declare('exposed', one(shows), regions);

  // Address spaces that no line makes are there from the start.
  for (const mm of cast.mms.keys()) {
    layout.declare(`mm.born.${mm}`, one(((cast.roots >> mm) & 1) === 0));
    layout.declare(`mm.hasPinned.${mm}`, one(pinners[mm] === true));
  }

  // The zero page comes into a mapping that has none: `map` without a value, what MADV_DONTNEED left, or UFFDIO_ZEROPAGE.
  const zeroes = steps.some(
    (step) => /^(dontneed|uffd zero)$/.test(step.verb) || (step.verb === 'map' && step.args.VALUE === undefined),
  );
  layout.declare('handle', pages + one(zeroes), cast.handles.length);
  // 0 is unset; the values follow from 1 on, and the one behind them is a fault.
  layout.declare('register', cast.values.length + 1, cast.registers.length * parts);

  const processes = cast.actors.map((name) => name.split('.')[0]);
  for (const actor of cast.actors.keys()) {
    layout.declare(`actor.page.${actor}`, holders[actor] === true ? pages : 0);
    layout.declare(`actor.fresh.${actor}`, copiers[actor] === true ? pages : 0);
    // A PTE can go and come back under a copy only where another thread brings it back; clear_refs changes it by itself.
    const hasSibling = processes.some((process, other) => other !== actor && process === processes[actor]);
    layout.declare(
      `actor.stale.${actor}`,
      one(((slots > 0 && hasSibling) || has(/^clear_refs/)) && copiers[actor] === true),
    );
  }

  // A line copies once, unless somebody takes the page or its write bit away again in between, as reclaim does.
  const most = (lines: number) => (lines === 0 ? 0 : isFew ? lines * (1 + one(slots > 0)) : MANY_COPIES);
  layout.declare('copies', most(needs.filter((line) => line.copies).length));
  layout.declare('unshares', most(needs.filter((line) => line.unshares).length));
  // fork copies each PTE's page once, and only in an address space that took a pin, unless the rule is somebody's own.
  const forks = steps.filter((step) => step.verb === 'fork').length;
  layout.declare('forkCopies', pins === 0 && isFew ? 0 : (forks + cast.crowd) * cast.variables.length);
  for (const group of [Uffd, Dirty, Poke, MmapLock, Walk, Tlb, Swap, Ksm, Migration, Crowd])
    group.declare(layout, cast);
  Files.declare(layout, cast, everyone);
  layout.seal();
  return layout;
}
