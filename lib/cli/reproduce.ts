import { Command } from 'commander';
import { PlainError } from '#lib/cli/plain-error';
import { parseSource, readSource } from '#lib/cli/scenario-source';
import { findWrittenOrder, orderOfSchedule } from '#lib/reproduce/order';
import { type PageKind, pageKinds, planScenario } from '#lib/reproduce/plan';
import { printProgram } from '#lib/reproduce/print-program';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';
import { defaultBounds, runPolicy } from '#lib/simulators';

interface ReproduceFlags {
  readonly schedule?: string;
  readonly policy?: string;
  readonly kind: string;
  readonly json?: boolean;
}

/** `moot reproduce SCENARIO`: a C program that plays one order of a scenario on a real kernel. */
export const reproduceCommand = new Command('reproduce')
  .description('Prints a C program that plays one order of a scenario on the kernel it is run on.')
  .argument('<scenario>', 'id of a scenario in content/, a file, or - for standard input')
  .option(
    '--schedule <letters>',
    'the order of this schedule; lines that it leaves open follow in the order of the text',
  )
  .option('--policy <id>', 'the policy or kernel whose schedule it is; alone: the order of its shortest counterexample')
  .option('--kind <kind>', `kind of page: ${pageKinds.join(', ')}`, 'base')
  .option('--json', 'print the program, the order and its kind of page as one JSON object')
  .action((name: string, flags: ReproduceFlags) => {
    const kind = readKind(flags.kind);
    const source = readSource(name);
    const { simulator, scenario } = parseSource(source);
    if (scenario === undefined) {
      process.exitCode = 2;
      return;
    }
    const { order, why } = chooseOrder(scenario, simulator, kind, flags);
    const plan = planScenario(order, simulator, kind);
    if ('cannot' in plan) throw new PlainError(`${source.id} cannot be played: ${plan.cannot}.`);
    const text = simulator.print(order).trimEnd();
    const program = printProgram(plan, aboutProgram(source.id, kind, why, text));
    if (flags.json !== true) process.stdout.write(program);
    else console.log(JSON.stringify({ scenario: source.id, kind, order: text, why, program }));
  });

/** The kind of page that a text names. */
export function readKind(text: string): PageKind {
  const kind = pageKinds.find((one) => one === text);
  if (kind === undefined) throw new PlainError(`--kind is "${text}", expected ${pageKinds.join(', ')}.`);
  return kind;
}

function aboutProgram(id: string, kind: PageKind, why: string, text: string): readonly string[] {
  return [
    `The scenario ${id} on a real kernel (${kind} pages), in ${why}:`,
    '',
    ...text.split('\n').map((line) => (line === '' ? '' : `    ${line}`)),
    '',
    `Build and run: cc -O1 -pthread -o program FILE.c, as any user. It prints one line of JSON: the kernel, what of`,
    'it matters here, what each register read, for each store whether the page stayed (root alone can',
    'tell), and what kept it from being played. Exit code 1 when something did.',
  ];
}

/** The order to play and what it is called. */
function chooseOrder(
  scenario: Scenario,
  simulator: Simulator,
  kind: string,
  { schedule, policy }: ReproduceFlags,
): { readonly order: Scenario; readonly why: string } {
  if (policy !== undefined && simulator.resolve(policy) === undefined)
    throw new PlainError(`There is no policy or kernel "${policy}".`);
  const written = findWrittenOrder(scenario, simulator);
  if (schedule !== undefined) {
    const policies = policy === undefined ? simulator.policiesFor(scenario) : [policy];
    const tried = policies.map((id) => orderOfSchedule(scenario, simulator, { policy: id, kind, schedule }));
    const found = tried.find((one) => 'scenario' in one);
    if (found !== undefined && 'scenario' in found)
      return { order: found.scenario, why: `the order of schedule ${schedule}` };
    const [first] = tried;
    throw new PlainError(
      `${scenario.name}: ${first !== undefined && 'problem' in first ? first.problem : 'no policy'}`,
    );
  }
  if (written !== undefined) return { order: written, why: 'the order of its text' };
  if (policy === undefined)
    throw new PlainError(
      `${scenario.name} has lines that run concurrently: say --schedule LETTERS, or --policy ID for the order of the shortest counterexample under it.`,
    );
  const run = runPolicy(simulator, scenario, policy, defaultBounds, kind);
  const found = run.properties.find((property) => property.verdict === 'violated' && property.schedule !== null);
  const shortest = found?.schedule;
  if (found === undefined || shortest === undefined || shortest === null)
    throw new PlainError(
      `${scenario.name}: nothing is violated under ${policy} (${kind} pages): say --schedule LETTERS.`,
    );
  const ordered = orderOfSchedule(scenario, simulator, { policy, kind, schedule: shortest });
  if ('problem' in ordered)
    throw new PlainError(`${scenario.name}, schedule ${shortest}, cannot be played: ${withoutDot(ordered.problem)}.`);
  return {
    order: ordered.scenario,
    why: `the order of the shortest schedule that breaks ${found.name} under ${policy} (${shortest})`,
  };
}

/** What a replay says is a sentence, what an order says a clause. */
const withoutDot = (text: string) => text.replace(/\.$/, '');
