import { type Concurrency, findConcurrency } from '#lib/mm/concurrency';
import { type SwapDevice, swapDevices } from '#lib/mm/state/swap';
import { type Uses, usesOf } from '#lib/mm/uses';
import { collectNames, type Names } from '#lib/scenario/check-names';
import { actorsOf, processOf, type Scenario, type Step, stepsOf } from '#lib/scenario/scenario';
import type { Vocabulary } from '#lib/scenario/vocabulary';

/** A reference that a step takes and a later one may use: a get, a pin, or somebody's passing reference. */
export interface HandleInfo {
  readonly name: string;
  /** FOLL_GET, FOLL_PIN, or a reference that no address space stands behind, alone or with the page lock. */
  readonly kind: 'get' | 'pin' | 'spec' | 'lock';
  readonly writes: boolean;
  /** 0-based index of the address space whose view it is; -1 for `spec` and `lock`. */
  readonly mm: number;
  /** 0-based index of the variable. */
  readonly variable: number;
}

/** A file, one page long. */
export interface FileInfo {
  /** Its name; for a plain file that of the variable which maps it. */
  readonly name: string;
  /** Whether it lives in memory and swap alone; else on disk, and nobody may write to it. */
  readonly isShmem: boolean;
  /** 1-based line of the step that maps a plain file: it has one of its own. 0 for the others. */
  readonly line: number;
}

/** Kinds of page that a private anonymous mapping can have. */
export const pageKinds = [
  { id: 'base', title: 'base page' },
  { id: 'thp', title: 'THP' },
  { id: 'hugetlb', title: 'hugetlb page' },
] as const;

export type PageKind = (typeof pageKinds)[number]['id'];

/** Base pages of a THP: 2 MiB of 4 KiB. */
export const HUGE_NR = 512;

/** The things of a scenario and how many of each: what the layout of its states follows from. */
export interface Cast extends Concurrency {
  /** Kind of the pages of its private anonymous mappings. */
  readonly kind: PageKind;
  /**
   * PTEs that a mapping has in the model: 1, but for THPs 2: the page that the scenario touches, and the other 511, which
   * go one way together.
   */
  readonly subs: number;
  readonly names: Names;
  readonly actors: readonly string[];
  /** Address spaces, in the order in which the text brings them. */
  readonly mms: readonly string[];
  /** For each address space those that descend from the same first process, itself included, as a set of bits. */
  readonly kin: readonly number[];
  /** Address spaces that no line makes, as a set of bits. */
  readonly roots: number;
  readonly variables: readonly string[];
  readonly handles: readonly HandleInfo[];
  readonly files: readonly FileInfo[];
  readonly registers: readonly string[];
  /** Values; index 0 is the zero-filled page. Behind those that a page can hold stand those that only registers show. */
  readonly values: readonly string[];
  /** How many of the values a page can hold. */
  readonly stored: number;
  /** Parts of the model that the scenario asks for. */
  readonly uses: Uses;
  /** 2 when halves of a page are told apart. */
  readonly parts: number;
  /** Swap slots: each swap-out takes one at most. */
  readonly slots: number;
  /** Page frames that a search begins with: enough for nearly every scenario. */
  readonly fewPages: number;
  /** Page frames that are enough for any schedule, up to a cap. */
  readonly maxPages: number;
  /** Page frames that the states are laid out for. */
  readonly pages: number;
  /** CPU of an actor; absent when LRU batches are not modelled for it. */
  readonly cpus: ReadonlyMap<string, number>;
  /** Devices that swap comes to lie on; empty for a disk alone that is written at once. */
  readonly swapDevices: readonly SwapDevice[];
  /** 0-based indexes of the actors that page out their own memory, that merge pages, and that migrate them. */
  readonly pagers: readonly number[];
  readonly mergers: readonly number[];
  readonly movers: readonly number[];
  /** Children that are made in numbers, all told. */
  readonly crowd: number;
}

/** Most address spaces: who must not see a page's contents is a set kept in one field. */
const MAX_MMS = 8;
/** Most page frames the pool gets. A scenario that could need more runs, and meets the bound if it does. */
const MAX_PAGES = 24;

/** Most steps: every line is held against every other, to find what it waits for. */
const MAX_STEPS = 1000;

const handleForm = /^(get|pin|vmsplice|speculate|lock)/;

/** Most children that are made in numbers: references are counted up to twice what makes a page look pinned. */
const MAX_CROWD = 2048;

/**
 * Counts what a scenario needs; a sentence where it needs more than the model has.
 *
 * @param size page frames: `few` for as many as a search begins with, `all` for as many as any schedule can need
 */
export function castScenario(
  scenario: Scenario,
  vocabulary: Vocabulary,
  kind: PageKind = 'base',
  size: 'few' | 'all' = 'all',
): Cast | string {
  const steps = stepsOf(scenario);
  if (steps.length > MAX_STEPS) return `the scenario has ${steps.length} steps, the model holds ${MAX_STEPS}`;
  const names = collectNames(scenario, vocabulary);
  const actors = actorsOf(scenario);
  const mms: string[] = [];
  const addMm = (name: string) => {
    if (names.kinds.get(name) === 'process' && !mms.includes(name)) mms.push(name);
  };
  for (const step of steps) {
    addMm(processOf(step.actor));
    if (step.verb === 'fork' && step.args.PROCESS !== undefined) addMm(step.args.PROCESS);
  }
  if (mms.length > MAX_MMS) return `the scenario has ${mms.length} processes, the model holds ${MAX_MMS}`;
  if (actors.length > 26) return `the scenario has ${actors.length} actors, a schedule has letters for 26`;
  const variables = [...names.variables];
  const handles = steps
    .filter((step) => handleForm.test(step.verb))
    .map((step) => handleOf(step, mms, variables))
    .filter((handle) => handle !== undefined);
  const stored = ['0', ...[...names.values].filter((value) => value !== '0' && !names.results.has(value))];
  const values = [...stored, ...[...names.results].filter((value) => value !== 'fault')];
  const slots = steps.filter((step) => step.verb === 'swapout' || step.verb === 'pageout').length;
  const halves = steps.some((step) => /\.[01]$/.test(step.args.OBJECT ?? ''));
  const files = filesOf(steps, names);
  const count = (test: RegExp) => steps.filter((step) => test.test(step.verb)).length;
  // Every live page is held by a mapping, a handle, the swap cache or a fault under way; and each was allocated.
  const faulting = actors.filter((actor) =>
    steps.some(
      (step) => step.actor === actor && /^(read|write|get|pin|vmsplice|poke|uffd|ksm unmerge)/.test(step.verb),
    ),
  ).length;
  const actorsOfVerb = (test: RegExp) =>
    [...actors.keys()].filter((actor) => steps.some((step) => step.actor === actors[actor] && test.test(step.verb)));
  const movers = actorsOfVerb(/^migrate$/);
  const mergers = actorsOfVerb(/^ksm merge$/);
  const crowd = steps.reduce(
    (sum, step) => sum + (step.verb === 'fork crowd' ? Number(step.args.NUMBER ?? '0') : 0),
    0,
  );
  if (crowd > MAX_CROWD) return `the scenario makes ${crowd} children in numbers, the model holds ${MAX_CROWD}`;
  if (crowd > 0 && movers.length > 0)
    return 'the scenario makes children in numbers and migrates, the model does one of the two';
  const held = mms.length * variables.length + handles.length + slots + 2 * faulting + 2 * movers.length + files.length;
  const allocated =
    count(/^(map|write|get|pin|vmsplice|migrate|ksm unmerge)/) +
    // With swap an access may read a page in and then copy it. A hole of hugetlb is filled by a read as well.
    (slots > 0 || kind === 'hugetlb' ? count(/^(read|write|get|pin|vmsplice|ksm unmerge)/) + slots : 0) +
    count(/^fork$/) * variables.length +
    // A file's page can be brought into the cache by whoever looks, and be copied then.
    (files.length > 0 ? count(/^(read|write|get|pin|vmsplice|poke|fill|uffd)/) : 0) +
    count(/^(poke|fill|uffd (copy|zero))/);
  const maxPages = Math.max(1, Math.min(held, allocated, MAX_PAGES));
  const fewPages = Math.max(1, Math.min(mms.length * variables.length + 2 + movers.length, allocated, held));
  const cpus = new Map<string, number>();
  for (const declared of scenario.declarations)
    if (declared.cpu !== null)
      for (const actor of actors)
        if (declared.names.includes(actor) || (declared.names.includes(processOf(actor)) && !cpus.has(actor)))
          cpus.set(actor, declared.cpu);
  const uses = usesOf(scenario);
  return {
    kind,
    subs: kind === 'thp' ? 2 : 1,
    names,
    actors,
    mms,
    // KSM lets strangers share a page: then everybody is kept from seeing what anybody else wrote.
    kin: mergers.length > 0 ? mms.map(() => 2 ** mms.length - 1) : kinOf(steps, mms),
    roots: rootsOf(steps, mms),
    variables,
    handles,
    files,
    registers: [...names.registers],
    values,
    stored: stored.length,
    uses,
    parts: halves ? 2 : 1,
    slots,
    fewPages,
    maxPages,
    pages: size === 'few' ? fewPages : maxPages,
    cpus,
    ...findConcurrency({ steps, actors, mms, cpus, uses }),
    swapDevices: swapDevices.filter((device) => steps.some((step) => step.verb === `swapon ${device}`)),
    pagers: actorsOfVerb(/^pageout$/),
    mergers,
    movers,
    crowd,
  };
}

function filesOf(steps: readonly Step[], names: Names): readonly FileInfo[] {
  const named = [...names.files].map((name) => ({ name, isShmem: true, line: 0 }));
  const plain = steps.filter((step) => step.verb === 'map file');
  return [...named, ...plain.map((step) => ({ name: step.args.VAR ?? '', isShmem: false, line: step.line }))];
}

function kinOf(steps: readonly Step[], mms: readonly string[]): readonly number[] {
  const kin = mms.map((_, mm) => 1 << mm);
  for (const step of steps) {
    const parent = step.verb === 'fork' ? mms.indexOf(processOf(step.actor)) : -1;
    if (parent === -1) continue;
    const both = (kin[parent] ?? 0) | (kin[mms.indexOf(step.args.PROCESS ?? '')] ?? 0);
    for (let mm = 0; mm < mms.length; mm++) if (((both >> mm) & 1) === 1) kin[mm] = both;
  }
  return kin;
}

function rootsOf(steps: readonly Step[], mms: readonly string[]): number {
  let roots = 2 ** mms.length - 1;
  for (const step of steps) if (step.verb === 'fork') roots &= ~(1 << mms.indexOf(step.args.PROCESS ?? ''));
  return roots;
}

function handleOf(step: Step, mms: readonly string[], variables: readonly string[]): HandleInfo | undefined {
  const name = step.args.HANDLE;
  if (name === undefined) return undefined;
  if (step.verb === 'speculate' || step.verb === 'lock') {
    const variable = step.args.PLACE?.split(':')[1] ?? '';
    return {
      name,
      kind: step.verb === 'lock' ? 'lock' : 'spec',
      writes: false,
      mm: -1,
      variable: variables.indexOf(variable),
    };
  }
  return {
    name,
    kind: step.verb.startsWith('pin') ? 'pin' : 'get',
    writes: step.verb.includes('write'),
    mm: mms.indexOf(processOf(step.actor)),
    variable: variables.indexOf(step.args.VAR ?? ''),
  };
}
