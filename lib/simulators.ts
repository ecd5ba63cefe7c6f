import type { PolicyRun, ScenarioRun } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { Bounds, Simulator } from '#lib/scenario/simulator';
import { simulatorList } from '#lib/simulator-list';

/** Every simulator there is. */
export const simulators: readonly Simulator[] = simulatorList;

/** Bounds of a run where nobody asks for others: at 48 bytes a state some 750 MB. */
export const defaultBounds: Bounds = { maxStates: 16_000_000, maxCountedStates: 1_000_000 };

/** Bounds of a run in a page: some 250 MB, which a tab can have. */
export const browserBounds: Bounds = { ...defaultBounds, maxStates: 5_000_000 };

/** The simulator with this id. */
export function findSimulator(id: string): Simulator | undefined {
  return simulators.find((simulator) => simulator.id === id);
}

/** The simulator that the first word of a scenario's text names; undefined when none has that name. */
export function findSimulatorOf(text: string): Simulator | undefined {
  const first = /^\s*(?:#.*\n\s*)*([^\s#]+)/.exec(text)?.[1];
  return first === undefined ? undefined : findSimulator(first);
}

/** Runs a scenario to the end under one policy, by default on its first kind of page. */
export function runPolicy(
  simulator: Simulator,
  scenario: Scenario,
  policy: string,
  bounds: Bounds,
  kind?: string,
): PolicyRun {
  const exploration = simulator.explore(scenario, policy, bounds, kind);
  while (!exploration.advance(10_000));
  if (exploration.result === undefined) throw new Error('a search ended without a result');
  return exploration.result;
}

/** Runs a scenario to the end under several policies on several kinds of page, by default under all that apply. */
export function runScenario(
  simulator: Simulator,
  scenario: Scenario,
  options: {
    readonly policies?: readonly string[];
    readonly kinds?: readonly string[];
    readonly bounds?: Bounds;
    readonly id?: string;
  } = {},
): ScenarioRun {
  const {
    policies = simulator.policiesFor(scenario),
    kinds = simulator.kindsFor(scenario),
    bounds = defaultBounds,
  } = options;
  return {
    scenario: options.id ?? scenario.name,
    engine: simulator.engine,
    runs: policies.flatMap((policy) => kinds.map((kind) => runPolicy(simulator, scenario, policy, bounds, kind))),
  };
}
