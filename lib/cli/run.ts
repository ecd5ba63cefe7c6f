import { Command } from 'commander';
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
  readonly json?: boolean;
  readonly maxStates?: string;
}

/** `moot run SCENARIO...`: explores all schedules. */
export const runCommand = new Command('run')
  .description('Explores every schedule of a scenario and says what each policy does.')
  .argument('<scenario...>', 'id of a scenario in content/, a file, or - for standard input')
  .option('--policy <ids>', 'policies to run, with commas between them, or all', 'all')
  .option('--json', 'print one JSON object a scenario')
  .option('--max-states <number>', 'stop a search after this many states')
  .action((names: readonly string[], flags: RunFlags) => {
    const bounds = readBounds(flags.maxStates);
    let isAsExpected = true;
    for (const name of names) {
      const source = readSource(name);
      const { simulator, scenario } = parseSource(source);
      if (scenario === undefined) {
        process.exitCode = 2;
        return;
      }
      isAsExpected = runOne(source, simulator, scenario, bounds, flags) && isAsExpected;
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
  const policies = readPolicies(simulator, flags.policy ?? 'all');
  const progress = new Progress(undefined);
  const runs: PolicyRun[] = [];
  for (const policy of policies) {
    const exploration = simulator.explore(scenario, policy, bounds);
    while (!exploration.advance(10_000))
      progress.show(exploration.states, `${policy}: ${exploration.states} states, ${exploration.depth} steps deep`);
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

function readPolicies(simulator: Simulator, text: string): readonly string[] {
  const known = simulator.policies.map((policy) => policy.id);
  if (text === 'all') return known;
  const wanted = [...new Set(text.split(',').map((id) => id.trim()))];
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new PlainError(`There is no policy "${unknown}", expected all or some of ${known.join(', ')}.`);
  return wanted;
}

function readBounds(text: string | undefined): Bounds {
  if (text === undefined) return defaultBounds;
  const maxStates = Number(text);
  if (!Number.isInteger(maxStates) || maxStates < 1)
    throw new PlainError(`--max-states is "${text}", expected a whole number from 1 on.`);
  return { ...defaultBounds, maxStates };
}
