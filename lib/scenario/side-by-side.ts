import { printProperty } from '#lib/scenario/print';
import type { PolicyRun, TraceStep, VerdictWord } from '#lib/scenario/run';
import type { Issue, Property, Scenario } from '#lib/scenario/scenario';
import type { Bounds, Simulator } from '#lib/scenario/simulator';

/**
 * By what one side judges: a property of the scenario, or what it asks of the end. A predicate may also be the name of a
 * property, where what is asked is asked all the way.
 */
export type Yardstick = { readonly property: string } | { readonly predicate: string };

/** A scenario that asks what the sides ask and nothing else, and what each side's property is called in its runs. */
export interface Contest {
  readonly scenario: Scenario;
  readonly names: readonly string[];
}

/** One policy's run, judged by every side. */
export interface SidesRun {
  readonly policy: string;
  /** Word of each side's property, in the order of the sides. */
  readonly words: readonly VerdictWord[];
  readonly run: PolicyRun;
  /** The shortest of the schedules looked at on which the sides do not agree; null where they agree on all of them. */
  readonly parting: Parting | null;
}

/** One schedule, played to its end, and what each side says of it. */
export interface Parting {
  readonly schedule: string;
  readonly steps: readonly TraceStep[];
  readonly broken: readonly boolean[];
  /** What every register shows at the end. */
  readonly registers: Readonly<Record<string, string>>;
}

/**
 * The scenario with the properties of the sides alone: for a predicate, that it is met when everybody is done. The
 * scenario is undefined where a predicate cannot be read, or names a register, a value or a property that is not there.
 */
export function makeContest(
  simulator: Pick<Simulator, 'parse' | 'print'>,
  scenario: Scenario,
  sides: readonly Yardstick[],
): { readonly contest: Contest | undefined; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const properties: Property[] = [];
  for (const side of sides) {
    const name = 'property' in side ? side.property : side.predicate;
    const found =
      scenario.properties.find((one) => nameOf(one) === name) ??
      ('property' in side ? noProperty(scenario, name) : readPredicate(simulator, scenario, side));
    if ('message' in found) issues.push(found);
    else properties.push(found);
  }
  if (issues.length > 0) return { contest: undefined, issues };
  const names = properties.map(nameOf);
  const distinct = properties.filter((_, index) => names.indexOf(names[index] ?? '') === index);
  return { contest: { scenario: { ...scenario, properties: distinct, expectations: [] }, names }, issues };
}

/** Plays a contest to its end under one policy. */
export function judgeBySides(
  simulator: Pick<Simulator, 'explore' | 'replay'>,
  { scenario, names }: Contest,
  policy: string,
  bounds: Bounds,
  kind?: string,
): SidesRun {
  const exploration = simulator.explore(scenario, policy, bounds, kind);
  while (!exploration.advance(10_000));
  const run = exploration.result;
  if (run === undefined) throw new Error('a search ended without a result');
  const words = names.map((name) => run.properties.find((property) => property.name === name)?.verdict ?? 'unknown');
  return { policy, words, run, parting: findParting(simulator, scenario, names, run, kind) };
}

/**
 * Looks at one shortest schedule of every distinct end. What is asked of the end alone differs between two ends or not
 * at all; a property that a step on the way breaks is looked at on its own shortest schedule, too, played on to an end.
 */
function findParting(
  simulator: Pick<Simulator, 'replay'>,
  scenario: Scenario,
  names: readonly string[],
  run: PolicyRun,
  kind: string | undefined,
): Parting | null {
  const schedules = new Set([
    ...run.outcomes.map(({ schedule }) => schedule),
    ...run.properties.flatMap(({ schedule }) => (schedule === null ? [] : [schedule])),
  ]);
  let shortest: Parting | null = null;
  for (const schedule of schedules) {
    const played = playOn(simulator, scenario, run.policy, schedule, names, kind);
    const isParting = new Set(played.broken).size > 1;
    if (isParting && (shortest === null || played.steps.length < shortest.steps.length)) {
      const { steps, broken } = played;
      const end = run.outcomes.find((outcome) => outcome.schedule === played.schedule);
      shortest = { schedule: played.schedule, steps, broken, registers: end?.registers ?? {} };
    }
  }
  return shortest;
}

/** Plays a schedule, and then whatever can be done first until nothing can. */
function playOn(
  simulator: Pick<Simulator, 'replay'>,
  scenario: Scenario,
  policy: string,
  schedule: string,
  names: readonly string[],
  kind: string | undefined,
) {
  let played = simulator.replay(scenario, policy, schedule, kind);
  for (;;) {
    const open = played.frames.at(-1)?.choices.find(({ disabled }) => disabled === null);
    if (open === undefined || played.problem !== null) break;
    played = simulator.replay(scenario, policy, played.schedule + open.code, kind);
  }
  const broken = new Set(played.frames.flatMap((frame) => frame.broken));
  return {
    schedule: played.schedule,
    steps: played.frames.flatMap(({ step }) => step ?? []),
    broken: names.map((name) => broken.has(name)),
  };
}

function noProperty(scenario: Scenario, name: string): Issue {
  const known = scenario.properties.map(nameOf).join(', ') || 'none';
  return issue(`the scenario has no property ${name}; it has ${known}`);
}

/** The language itself reads the predicate, behind the scenario's own lines: what it may name, they say. */
function readPredicate(
  simulator: Pick<Simulator, 'parse' | 'print'>,
  scenario: Scenario,
  { predicate }: { readonly predicate: string },
): Property | Issue {
  const lines = simulator.print({ ...scenario, properties: [], expectations: [], trailing: [] });
  const { scenario: parsed, issues } = simulator.parse(`${lines}\nfinally ${predicate}\n`);
  const error = issues.find(({ severity }) => severity === 'error');
  if (error !== undefined) return issue(error.message);
  return parsed?.properties[0] ?? issue('expected a condition');
}

function issue(message: string): Issue {
  return { severity: 'error', code: 'predicate', message, line: 1, column: 1 };
}

/** As runs name a property: a built-in one by its name, another by its text. */
function nameOf(property: Property): string {
  return property.condition.is === 'built-in' ? property.condition.name : printProperty(property);
}
