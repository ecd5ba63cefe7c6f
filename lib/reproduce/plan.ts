import { sequence } from '#lib/reproduce/order';
import { limits } from '#lib/reproduce/piece/head';
import { type Call, type Company, DIRECTOR, type HandleUse } from '#lib/reproduce/step';
import { stepKinds } from '#lib/reproduce/steps';
import { actorsOf, processOf, type Scenario, type Step, stepsOf } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';

/** What stands behind a page of the scenario, in the order of the C enumeration. */
export const pageKinds = ['base', 'thp', 'hugetlb'] as const;

export type PageKind = (typeof pageKinds)[number];

/** A step in C, and how the scenario or who prepares it says it. */
export interface PlannedStep {
  readonly call: Call;
  readonly text: string;
}

/** A sequential scenario, ready to be written down for a real kernel. */
export interface Plan {
  readonly name: string;
  readonly kind: PageKind;
  readonly company: Company;
  /** For each process the CPU that the scenario places it on, and the process that forks it; null for none. */
  readonly processes: readonly { readonly name: string; readonly cpu: number | null; readonly maker: number | null }[];
  readonly steps: readonly PlannedStep[];
  /** Huge pages that a run may need at once, so that none is taken from somebody else. */
  readonly hugePages: number;
}

/** Why a scenario cannot be played: a clause that begins with the step it speaks of, where it speaks of one. */
export interface Unplayable {
  readonly cannot: string;
}

/** Makes the plan of a scenario, whose lines run one after the other as the text has them. */
export function planScenario(written: Scenario, simulator: Simulator, kind: PageKind): Plan | Unplayable {
  const scenario = sequence(written, simulator, stepsOf(written));
  const lines = simulator.print(scenario).split('\n');
  const steps = stepsOf(scenario);
  const sayStep = (step: Step) => lines[step.line - 1]?.replace(/#.*/, '').trim() ?? step.verb;
  const company = gatherCompany(scenario, steps);
  const tooMany = overLimits(company, steps.length);
  if (tooMany !== undefined) return { cannot: tooMany };
  const exited = new Set<string>();
  const planned = [...openAll(company, steps)];
  for (const step of steps) {
    const text = sayStep(step);
    const process = processOf(step.actor);
    if (exited.has(process)) return { cannot: `\`${text}\`: ${process} has exited` };
    if (step.verb === 'exit') exited.add(process);
    if (step.verb === 'kill') exited.add(step.args.PROCESS ?? '');
    const found = stepKinds.find((one) => one.verb === step.verb);
    const call = found?.play(step, company) ?? 'nothing on a real kernel does the same';
    if (typeof call === 'string') return { cannot: `\`${text}\`: ${call}` };
    planned.push({ call, text });
  }
  const forks = steps.filter((step) => step.verb === 'fork');
  const processes = company.processes.map((name) => {
    const fork = forks.find((step) => step.args.PROCESS === name);
    const maker = fork === undefined ? null : company.processes.indexOf(processOf(fork.actor));
    return { name, cpu: cpuOf(scenario, name), maker };
  });
  // Every map, store and reference may take one page, a fork one a variable.
  const taking = steps.filter((step) => /^(map|write|get|pin|vmsplice|uffd)/.test(step.verb)).length;
  const hugePages = kind === 'hugetlb' ? taking + forks.length * company.variables.length : 0;
  return { name: scenario.name, kind, company, processes, steps: planned, hugePages };
}

/** What must be there before any process is: pipes, rings, files, a way for descriptors of userfaultfd. */
function openAll(company: Company, steps: readonly Step[]): readonly PlannedStep[] {
  return [
    ...company.handles.map(({ name, holder, variable }, handle) => ({
      call: { play: holder === 'pipe' ? 'open_pipe' : 'open_ring', who: DIRECTOR, handle, variable },
      text: `${holder === 'pipe' ? 'a pipe' : 'an io_uring'} for ${name}`,
    })),
    ...company.files.map(({ name, isPlain, value }, file) => ({
      call: { play: isPlain ? 'open_plain_file' : 'open_shmem', who: DIRECTOR, file, value },
      text: isPlain ? `a plain file for ${name}` : `shmem for ${name}`,
    })),
    ...(steps.some(({ verb }) => verb.startsWith('uffd'))
      ? [{ call: { play: 'open_uffd', who: DIRECTOR }, text: 'a way for descriptors of userfaultfd' }]
      : []),
  ];
}

function gatherCompany(scenario: Scenario, steps: readonly Step[]): Company {
  const kinds = new Map(scenario.declarations.flatMap(({ kind, names }) => names.map((name) => [name, kind])));
  const isProcess = (name: string) => (kinds.get(name) ?? 'process') === 'process';
  const processes = new Set<string>();
  for (const actor of actorsOf(scenario)) if (isProcess(processOf(actor))) processes.add(processOf(actor));
  const variables = new Set<string>();
  const values = new Set(['0']);
  const registers = new Set<string>();
  const shmem = new Set<string>();
  for (const { verb, args } of steps) {
    if (args.FILE !== undefined) shmem.add(args.FILE);
    if (verb === 'fork' && args.PROCESS !== undefined) processes.add(args.PROCESS);
    if (verb.startsWith('map') && args.VAR !== undefined) variables.add(args.VAR);
    if (args.VALUE !== undefined) values.add(args.VALUE);
    if (args.REG !== undefined) registers.add(args.REG);
  }
  const handles = steps.flatMap(({ verb, args }): readonly HandleUse[] => {
    const holder = stepKinds.find((one) => one.verb === verb)?.holder;
    if (holder === undefined || args.HANDLE === undefined) return [];
    return [
      { name: args.HANDLE, holder, variable: [...variables].indexOf(args.VAR ?? args.PLACE?.split(':')[1] ?? '') },
    ];
  });
  const actors = actorsOf(scenario).filter((name) => processes.has(processOf(name)));
  // A process that only maps has a task all the same.
  for (const process of processes) if (!actors.some((name) => processOf(name) === process)) actors.push(process);
  const plain = steps.flatMap(({ verb, args }) => {
    const { VAR: name, VALUE: value } = args;
    if (verb !== 'map file' || name === undefined || value === undefined) return [];
    return [{ name, isPlain: true, value: [...values].indexOf(value) }];
  });
  return {
    processes: [...processes],
    actors: actors.map((name) => ({ name, process: [...processes].indexOf(processOf(name)) })),
    files: [...[...shmem].map((name) => ({ name, isPlain: false, value: 0 })), ...plain],
    variables: [...variables],
    handles,
    values: [...values],
    registers: [...registers],
  };
}

function overLimits(company: Company, steps: number): string | undefined {
  const { processes, actors, files, variables, handles, values, registers } = company;
  const counts = {
    processes: processes.length,
    actors: actors.length,
    files: files.length,
    variables: variables.length,
    handles: handles.length,
    values: values.length,
    registers: registers.length,
    steps: steps + handles.length + files.length + 1,
  };
  for (const [what, most] of Object.entries(limits)) {
    const count = Object.entries(counts).find(([name]) => name === what)?.[1] ?? 0;
    if (count > most) return `the scenario has ${count} ${what}, the C program holds ${most}`;
  }
  return undefined;
}

function cpuOf(scenario: Scenario, process: string): number | null {
  return scenario.declarations.find(({ names, cpu }) => cpu !== null && names.includes(process))?.cpu ?? null;
}
