import type { Uses } from '#lib/mm/uses';
import { processOf, type Step } from '#lib/scenario/scenario';

/** One TLB: that of a CPU, for one address space that runs there. */
export interface TlbInfo {
  /** `cpu 0` where actors are placed on CPUs; else the actor, who stands on a CPU of its own. */
  readonly cpu: string;
  /** 0-based. */
  readonly mm: number;
}

/** What a scenario has of things that run at the same time within one line. Each costs nothing where it is absent. */
export interface Concurrency {
  /** Address space of each actor; -1 for those that have none. */
  readonly mmOf: readonly number[];
  /** Actors, 0-based, that walk page tables without a lock: GUP-fast. */
  readonly walkers: readonly number[];
  /** TLBs; none where nobody can tell. */
  readonly tlbs: readonly TlbInfo[];
  /** TLB of each actor, 0-based; -1 for none. */
  readonly tlbOf: readonly number[];
  /** Lines that flush later than they change a PTE. */
  readonly flushers: number;
  /** Lines that hold an mmap lock from one part to the next. */
  readonly lockHolders: number;
}

/** Lines that change PTEs of a range and flush at its end. */
const flushesLate = /^(mprotect|clear_refs|fork|uffd protect|uffd unprotect)\b/;

/** What `findConcurrency` looks at. */
interface Given {
  readonly steps: readonly Step[];
  readonly actors: readonly string[];
  readonly mms: readonly string[];
  readonly cpus: ReadonlyMap<string, number>;
  readonly uses: Uses;
}

/** Finds it out from the lines. */
export function findConcurrency({ steps, actors, mms, cpus, uses }: Given): Concurrency {
  const mmOf = actors.map((actor) => mms.indexOf(processOf(actor)));
  const walkers = actors.flatMap((actor, index) =>
    steps.some((step) => step.actor === actor && step.verb.endsWith(' fast')) ? [index] : [],
  );
  const tlbs: TlbInfo[] = [];
  const tlbOf = actors.map((actor, index) => {
    const mm = mmOf[index] ?? -1;
    if (!uses.tlb || mm === -1) return -1;
    const number = cpus.get(actor);
    const cpu = number === undefined ? actor : `cpu ${number}`;
    const known = tlbs.findIndex((tlb) => tlb.cpu === cpu && tlb.mm === mm);
    return known === -1 ? tlbs.push({ cpu, mm }) - 1 : known;
  });
  const flushers = uses.tlb ? steps.filter((step) => flushesLate.test(step.verb)).length : 0;
  const forks = steps.filter((step) => isForkInParts({ mmOf, walkers }, mms, step)).length;
  return { mmOf, walkers, tlbs, tlbOf, flushers, lockHolders: Math.max(flushers, forks) };
}

/** Whether a line is a fork that a lockless walk of the same address space may meet half-way. */
export function isForkInParts(
  { mmOf, walkers }: Pick<Concurrency, 'mmOf' | 'walkers'>,
  mms: readonly string[],
  step: Step,
): boolean {
  const mm = mms.indexOf(processOf(step.actor));
  return step.verb === 'fork' && walkers.some((walker) => mmOf[walker] === mm);
}
