import { Command } from 'commander';
import { inlineMore } from '#lib/cli/inline-more';
import { addOwn, readOwnPolicies } from '#lib/cli/own-policies';
import { PlainError } from '#lib/cli/plain-error';
import { Progress } from '#lib/cli/progress';
import { sayRun } from '#lib/cli/say-run';
import { parseSource, readSource, type ScenarioSource } from '#lib/cli/scenario-source';
import { judge } from '#lib/scenario/judge';
import type { PolicyRun } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { Bounds, Simulator } from '#lib/scenario/simulator';
import { defaultBounds } from '#lib/simulators';

interface RunFlags {
  readonly policy?: string;
  readonly kind?: string;
  readonly own?: string;
  readonly json?: boolean;
  readonly maxStates?: string;
}

/** `moot run SCENARIO...`: explores all schedules. */
export const runCommand = new Command('run')
  .description('Explores every schedule of a scenario and says what each policy does.')
  .argument(
    '<scenario...>',
    'id of a scenario in content/, a file, a mail with a counterexample, or - for standard input',
  )
  .option('--policy <ids>', 'policies, combinations (B0+A5) and kernels (5.12) with commas between them, or all', 'all')
  .option('--kind <kinds>', 'kinds of page with commas between them, or all', 'all')
  .option('--own <file>', 'policies of your own, beside those that a scenario brings')
  .option('--json', 'print one JSON object a scenario')
  .option('--max-states <number>', 'stop a search after this many states')
  .action((names: readonly string[], flags: RunFlags) => {
    inlineMore();
    const bounds = readBounds(flags.maxStates);
    let isAsExpected = true;
    for (const name of names) {
      const source = readSource(name);
      const { simulator, scenario } = parseSource(source);
      const own = flags.own === undefined ? [] : readOwnPolicies(flags.own, simulator);
      if (scenario === undefined || own === undefined) {
        process.exitCode = 2;
        return;
      }
      const played = addOwn(scenario, own, flags.own ?? '');
      isAsExpected = runOne(source, simulator, played, bounds, flags) && isAsExpected;
    }
    if (!isAsExpected) process.exitCode = 1;
  });

/** Runs one scenario and prints it; whether everything was as its author expects. */
function runOne(
  source: ScenarioSource,
  simulator: Simulator,
  scenario: Scenario,
  bounds: Bounds,
  flags: RunFlags,
): boolean {
  const policies = readPolicies(simulator, scenario, flags.policy ?? 'all');
  const kinds = readKinds(simulator, scenario, flags.kind ?? 'all');
  const progress = new Progress(undefined);
  const runs: PolicyRun[] = [];
  for (const policy of policies)
    for (const kind of kinds) {
      const exploration = simulator.explore(scenario, policy, bounds, kind);
      while (!exploration.advance(10_000)) {
        const { states, depth } = exploration;
        progress.show(states, `${policy} on ${kind}: ${states} states, ${depth} steps deep`);
      }
      if (exploration.result !== undefined) runs.push(exploration.result);
    }
  progress.clear();
  const run = { scenario: source.id, engine: simulator.engine, runs };
  const judgements = judge(scenario, run, simulator);
  if (flags.json === true) console.log(JSON.stringify(run));
  else console.log(sayRun(run, scenario, judgements, simulator));
  const differing = judgements.filter((one) => one.differences.length > 0);
  for (const { expected, differences } of differing)
    for (const difference of differences)
      console.error(`${source.file}:${(expected?.line ?? 1) + source.lineOffset}:1: ${difference}`);
  return differing.length === 0;
}

/** Ids as runs carry them. What is played as something else (5.13 as 5.12) is said on standard error. */
function readPolicies(simulator: Simulator, scenario: Scenario, text: string): readonly string[] {
  const asked = simulator.policiesFor(scenario);
  if (text === 'all') return asked;
  const wanted = text.split(',').map((name) => {
    const id = name.trim();
    const resolved = asked.includes(id) ? { id, note: null } : simulator.resolve(id);
    if (resolved === undefined) {
      const known = simulator.policies.map((policy) => policy.id).join(', ');
      throw new PlainError(
        `There is no policy "${id}", expected all or some of ${known}, a combination of them (B0+A5), or a kernel (5.12).`,
      );
    }
    if (resolved.note !== null) console.error(`note: ${resolved.note}`);
    return resolved.id;
  });
  return [...new Set(wanted)];
}

function readKinds(simulator: Simulator, scenario: Scenario, text: string): readonly string[] {
  const played = simulator.kindsFor(scenario);
  if (text === 'all') return played;
  const wanted = [...new Set(text.split(',').map((kind) => kind.trim()))];
  const strange = wanted.find((kind) => !played.includes(kind));
  if (strange !== undefined)
    throw new PlainError(
      `The scenario ${scenario.name} is not played on "${strange}", expected all or some of ${played.join(', ')}.`,
    );
  return played.filter((kind) => wanted.includes(kind));
}

function readBounds(text: string | undefined): Bounds {
  if (text === undefined) return defaultBounds;
  const maxStates = Number(text);
  if (!Number.isInteger(maxStates) || maxStates < 1)
    throw new PlainError(`--max-states is "${text}", expected a whole number from 1 on.`);
  return { ...defaultBounds, maxStates };
}
