import type { Bounds } from '#lib/scenario/simulator';
import { findSimulator, runPolicy } from '#lib/simulators';
import type { RunnerData } from '../_components/runner/runner-data';
import { listPolicies } from '../_components/runner/shown-policies';
import type { AskedView } from '../_components/runner/view';

/** What a server plays while somebody waits for a page: some hundred milliseconds. */
const bounds: Bounds = { maxStates: 50_000, maxCountedStates: 50_000 };

/**
 * The runs of a scenario, and those of a kernel or a combination that an address names: these are not recorded, and a page
 * without scripts cannot run them. A larger search stays `unknown` with its bound, until it is run in the page.
 */
export function withAskedRun(data: RunnerData, asked: AskedView): RunnerData {
  const simulator = findSimulator(data.simulator);
  const scenario = simulator?.parse(data.text).scenario;
  if (simulator === undefined || scenario === undefined) return data;
  const listed = new Set(listPolicies(simulator, scenario).map(({ id }) => id));
  const wanted = [asked.policy, asked.with].flatMap((text) => {
    const id = text === undefined ? undefined : simulator.resolve(text)?.id;
    return id === undefined || listed.has(id) ? [] : [id];
  });
  if (wanted.length === 0) return data;
  const kinds = simulator.kindsFor(scenario);
  const runs = [...new Set(wanted)].flatMap((id) =>
    kinds.map((kind) => runPolicy(simulator, scenario, id, bounds, kind)),
  );
  return { ...data, runs: [...data.runs, ...runs] };
}
