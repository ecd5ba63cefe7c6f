import { Command } from 'commander';
import { PlainError } from '#lib/cli/plain-error';
import { Progress } from '#lib/cli/progress';
import { parseSource, readSource } from '#lib/cli/scenario-source';
import { type FlipResult, searchFlips } from '#lib/scenario/flip';
import type { Scenario } from '#lib/scenario/scenario';
import type { Bounds, Simulator } from '#lib/scenario/simulator';

interface FlipFlags {
  readonly policy?: string;
  readonly kind?: string;
  readonly property?: string;
  readonly json?: boolean;
}

/** Changed scenarios may be larger than the one that somebody wrote; most are as small. */
const bounds: Bounds = { maxStates: 200_000, maxCountedStates: 0 };

/** Most changed scenarios that are played under one policy. */
const MOST = 2000;

/** `moot flip SCENARIO`: the smallest change of assumptions that turns a verdict. */
export const flipCommand = new Command('flip')
  .description('Says which change of a scenario’s assumptions, one or two at a time, turns each of its verdicts.')
  .argument('<scenario>', 'id of a scenario in content/, a file, or - for standard input')
  .option(
    '--policy <ids>',
    'policies, combinations (B0+A5) and kernels (5.12) with commas between them; all by default',
  )
  .option('--kind <kind>', 'kind of page, by default the first of the scenario')
  .option('--property <name>', 'one property alone')
  .option('--json', 'print one JSON object, with the text of each changed scenario')
  .action((name: string, flags: FlipFlags) => {
    const source = readSource(name);
    const { simulator, scenario } = parseSource(source);
    if (scenario === undefined) {
      process.exitCode = 2;
      return;
    }
    const kinds = simulator.kindsFor(scenario);
    const kind = flags.kind ?? kinds[0] ?? '';
    if (!kinds.includes(kind))
      throw new PlainError(`The scenario ${scenario.name} is not played on "${kind}", expected ${kinds.join(', ')}.`);
    const results = policiesOf(simulator, scenario, flags.policy)
      .map((policy) => search(simulator, scenario, policy, kind))
      .map((result) => narrow(result, flags.property));
    if (flags.json === true) console.log(JSON.stringify({ scenario: source.id, engine: simulator.engine, results }));
    else console.log(results.map(sayResult).join('\n'));
  });

function search(simulator: Simulator, scenario: Scenario, policy: string, kind: string): FlipResult {
  const progress = new Progress(undefined);
  const steps = searchFlips(simulator, scenario, policy, kind, { bounds, most: MOST });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) {
      progress.clear();
      return value;
    }
    progress.show(value, `${policy}: ${value} changed scenarios played`);
  }
}

function policiesOf(simulator: Simulator, scenario: Scenario, text: string | undefined): readonly string[] {
  const asked = simulator.policiesFor(scenario);
  if (text === undefined || text === 'all') return asked;
  return text.split(',').map((name) => {
    const id = name.trim();
    const found = asked.includes(id) ? id : simulator.resolve(id)?.id;
    if (found === undefined) throw new PlainError(`There is no policy "${id}", expected some of ${asked.join(', ')}.`);
    return found;
  });
}

function narrow(result: FlipResult, property: string | undefined): FlipResult {
  if (property === undefined) return result;
  const properties = result.properties.filter((one) => one.property === property);
  if (properties.length > 0) return { ...result, properties };
  const known = result.properties.map((one) => one.property).join(', ') || 'none';
  throw new PlainError(`The scenario has no property "${property}"; it has ${known}.`);
}

function sayResult({ policy, kind, properties, played, isComplete }: FlipResult): string {
  const rest = isComplete ? '' : ', and there are more pairs of changes than were played';
  return [
    `${policy} on ${kind}: ${played} changed scenarios played${rest}`,
    ...properties.flatMap(({ property, verdict, flips }) => [
      `  ${property}: ${verdict}`,
      ...(flips.length === 0
        ? [`    turns under no ${isComplete ? 'one or two changes' : 'change that was played'}`]
        : flips.map((flip) => `    ${flip.verdict} where ${flip.changes.join(' and ')}`)),
    ]),
    '',
  ].join('\n');
}
