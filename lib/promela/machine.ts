import { resolveKernel } from '#lib/mm/kernels';
import { type Cast, castScenario } from '#lib/mm/size';
import { vocabulary } from '#lib/mm/vocabulary';
import { type Features, findFeatures } from '#lib/promela/features';
import { identify } from '#lib/promela/identify';
import { NotCovered } from '#lib/promela/not-covered';
import { type Rules, rulesOf } from '#lib/promela/policies';
import { layOutProgram, type Program } from '#lib/promela/program';
import { processOf, type Scenario, type Step } from '#lib/scenario/scenario';

/**
 * The machine that a scenario plays on, in identifiers of Promela: what there is, and how many of each. Frames and swap
 * slots count from 1; frame 0 is the zero page, and a PTE holds 0, a frame, `ZERO`, or `ZERO` plus a slot.
 */
export interface Machine {
  readonly scenario: Scenario;
  readonly program: Program;
  readonly policy: string;
  readonly rules: Rules;
  readonly cast: Cast;
  readonly features: Features;
  readonly frames: number;
  readonly slots: number;
  /** 0-based halves of a page that are told apart. */
  readonly parts: readonly number[];
  /** Whether pages carry PG_anon_exclusive. */
  readonly tracksExclusive: boolean;
  readonly hasPins: boolean;
  readonly hasBatches: boolean;
  /** Whether there is a fork, or KSM, so that somebody could see what is not his. */
  readonly hasFork: boolean;
  /** Whether an actor's copy notes that its PTE is another: clear_refs changed it, or reclaim took it and it is back. */
  hasStale(actor: number): boolean;
  /** PTE (and VMA) of each address space, by variable. */
  readonly ptes: readonly (readonly string[])[];
  /** By actor, its process of Promela, and where it stands within a line. */
  readonly processes: readonly string[];
  readonly tasks: readonly string[];
  /** By actor, how many of its lines are over. */
  readonly over: readonly string[];
  readonly handles: readonly string[];
  /** By register, then by half. */
  readonly registers: readonly (readonly string[])[];
  /** By address space, whether it ever pinned: mm->has_pinned. */
  readonly pinners: readonly string[];
  /** By address space, whether a fork in parts holds its mmap lock, and whether the sequence count of fork is odd. */
  readonly forking: readonly string[];
  /** By address space, what fork found of the page that it looks at: 0 nothing, 1 no pin, 2 a pin. */
  readonly found: readonly string[];
  /** By address space, the others that descend from the same first process, as a set of bits. */
  readonly relatives: readonly number[];
  /** 1 + CPU of an actor; 0 when its pages go to the LRU at once. */
  batchOf(actor: number): number;
  /** Address space of an actor; -1 for kernel and device actors. */
  mmOf(actor: number): number;
  /** 0-based actors of an address space. */
  threadsOf(mm: number): readonly number[];
  /** Whether a line of the actor has several parts, between which it holds pages. */
  hasTask(actor: number): boolean;
  /** Whether anything asks how far the actor has come. */
  isAwaited(actor: number): boolean;
  /** Whether lines of the address space walk page tables without a lock, so that its forks have parts. */
  isWalked(mm: number): boolean;
  /** Whether the actor does so. */
  isWalker(actor: number): boolean;
  /** Whether the address space takes a pin. */
  canPin(mm: number): boolean;
}

/**
 * Throws NotCovered for a policy whose rules are not written here, and for what is too large for the model.
 *
 * @param size `few` for the page frames that a search begins with, `all` for as many as any schedule can need
 */
export function buildMachine(scenario: Scenario, policy: string, size: 'few' | 'all'): Machine {
  const rules = findRules(policy);
  const cast = castScenario(scenario, vocabulary, 'base');
  if (typeof cast === 'string') throw new NotCovered(cast);
  const program = layOutProgram(scenario);
  const features = findFeatures(program);
  const { mms, variables } = cast;
  const pteNames = identify(
    'pte',
    mms.flatMap((mm) => variables.map((variable) => `${mm}_${variable}`)),
  );
  const parts = cast.parts === 2 ? [0, 1] : [0];
  const registerNames = identify(
    'reg',
    cast.registers.flatMap((name) => parts.map((part) => (parts.length === 1 ? name : `${name}_${part}`))),
  );
  // KSM merges pages of strangers, so everybody may come to see what he must not.
  const everyone = 2 ** mms.length - 1;
  const relatives = features.merges ? mms.map((_, mm) => everyone & ~(1 << mm)) : relativesOf(program, mms);
  const mmOf = (actor: number) => mms.indexOf(processOf(program.actors[actor] ?? ''));
  const actors = program.actors.map((_, actor) => actor);
  const threadsOf = (mm: number) => actors.filter((actor) => mmOf(actor) === mm);
  return {
    scenario,
    program,
    policy,
    rules,
    cast,
    features,
    frames: size === 'few' ? cast.fewPages : cast.maxPages,
    slots: cast.slots,
    parts,
    tracksExclusive: rules.reuse === 'exclusive',
    hasPins: cast.handles.some((handle) => handle.kind === 'pin'),
    hasBatches: cast.cpus.size > 0,
    hasFork: relatives.some((set) => set !== 0),
    hasStale: (actor) =>
      ((cast.slots > 0 && threadsOf(mmOf(actor)).length > 1) || features.clearsRefs) &&
      program.lines[actor]?.some(({ step }) => mayCopy(step, variables, rules)) === true,
    ptes: mms.map((_, mm) => pteNames.slice(mm * variables.length, (mm + 1) * variables.length)),
    processes: identify('actor', program.actors),
    tasks: identify('task', program.actors),
    over: identify('over', program.actors),
    handles: identify(
      'held',
      cast.handles.map((handle) => handle.name),
    ),
    registers: cast.registers.map((_, index) => registerNames.slice(index * parts.length, (index + 1) * parts.length)),
    pinners: identify('pinned_by', mms),
    forking: identify('forking', mms),
    found: identify('found', mms),
    relatives,
    batchOf: (actor) => {
      const cpu = cast.cpus.get(program.actors[actor] ?? '');
      return cpu === undefined ? 0 : cpu + 1;
    },
    mmOf,
    threadsOf,
    hasTask: (actor) =>
      program.lines[actor]?.some(
        ({ step }) => hasParts(step, variables) || (step.verb === 'fork' && features.walked.has(processOf(step.actor))),
      ) === true,
    isWalked: (mm) => features.walked.has(mms[mm] ?? ''),
    isWalker: (actor) => program.lines[actor]?.some(({ step }) => step.verb.endsWith(' fast')) === true,
    isAwaited: (actor) => program.awaited.has(actor),
    canPin: (mm) => cast.handles.some((handle) => handle.kind === 'pin' && handle.mm === mm),
  };
}

/** Steps that may fault, and reclaim. An access through a handle asks no page table. */
function hasParts(step: Step, variables: readonly string[]): boolean {
  if (/^(get|pin|vmsplice|swapout|pageout|migrate|ksm)\b/.test(step.verb)) return true;
  return /^(read|write)$/.test(step.verb) && variables.includes(step.args.OBJECT?.split('.')[0] ?? '');
}

/** Steps that may copy a page in parts: stores, and GUP except where it takes what it finds. */
function mayCopy(step: Step, variables: readonly string[], rules: Rules): boolean {
  if (!hasParts(step, variables) || /^(read|swapout|pageout|migrate|ksm merge)$/.test(step.verb)) return false;
  if (step.verb.includes('write') || step.verb === 'ksm unmerge') return true;
  return rules.gup !== 'take' && !(rules.gup === 'break, unless it may share' && step.verb.includes('may-share'));
}

/** Address spaces that no fork makes, as a set of bits. */
export function bornAtFirst({ cast, program }: Machine): number {
  const forks = program.lines.flat().filter(({ step }) => step.verb === 'fork');
  const isMade = (name: string) => forks.some(({ step }) => step.args.PROCESS === name);
  return cast.mms.reduce((set, name, mm) => (isMade(name) ? set : set | (1 << mm)), 0);
}

function findRules(policy: string): Rules {
  const kernel = resolveKernel(policy)?.kernel;
  const rules = kernel === undefined ? undefined : rulesOf[kernel.cow.id];
  // B3 is the one policy of another family that changes what a COW reuse asks.
  if (rules !== undefined && kernel?.flush.reusesMappedOnce === false) return rules;
  const known = `${Object.keys(rulesOf).join(', ')} or a kernel release`;
  throw new NotCovered(`policy ${policy} has no rules in Promela, expected ${known}`);
}

/** Processes are related when a chain of forks joins them. */
function relativesOf(program: Program, mms: readonly string[]): readonly number[] {
  const family = mms.map((_, mm) => mm);
  for (const { step } of program.lines.flat()) {
    if (step.verb !== 'fork') continue;
    const mine = family[mms.indexOf(processOf(step.actor))];
    const theirs = family[mms.indexOf(step.args.PROCESS ?? '')];
    if (mine === undefined || theirs === undefined) continue;
    for (const [mm, one] of family.entries()) if (one === theirs) family[mm] = mine;
  }
  return mms.map((_, mm) => {
    let set = 0;
    for (const [other, one] of family.entries()) if (other !== mm && one === family[mm]) set |= 1 << other;
    return set;
  });
}
