import { compareRuns, isBroken } from '#lib/argument/flip';
import type { JudgedRun, VerdictMatrix } from '#lib/argument/verdict-matrix';
import type { Flip, PolicyChange, PolicyRow } from '#lib/db/record-types';
import { simulators } from '#lib/simulators';

/** What changes when `after` takes the place of `before`, in every scenario that both were run in. */
export function comparePolicies(verdicts: VerdictMatrix, before: PolicyRow, after: string): PolicyChange {
  const under = (policy: string) => (runs: readonly JudgedRun[]) => runs.find((run) => run.policy === policy);
  const { flips, compared } = listFlips(verdicts, under(before.id), under(after));
  return {
    before,
    breaks: flips.filter(({ properties }) => properties.some((one) => isBroken(one.after))),
    fixes: flips.filter(({ properties }) => properties.some((one) => isBroken(one.before))),
    costs: flips.filter(({ properties, copies }) => properties.length === 0 && copies !== null),
    compared,
  };
}

/** Which run of a scenario on one kind of page is a side's own; undefined where none is. */
export type OwnRun = (runs: readonly JudgedRun[]) => JudgedRun | undefined;

/** What two sides do otherwise, scenario by scenario and kind by kind. */
export interface Flips {
  readonly flips: readonly Flip[];
  /** Runs that were compared: a scenario on a kind of page. */
  readonly compared: number;
  /** Those in which one side has no run of its own. */
  readonly missing: number;
}

export function listFlips({ runs }: VerdictMatrix, before: OwnRun, after: OwnRun): Flips {
  const groups = new Map<string, JudgedRun[]>();
  for (const run of runs) {
    const key = `${run.scenario} ${run.kind}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [run]);
    else known.push(run);
  }
  const flips: Flip[] = [];
  let compared = 0;
  let missing = 0;
  for (const group of groups.values()) {
    const [left, right] = [before(group), after(group)];
    if (left === undefined || right === undefined) {
      missing += 1;
      continue;
    }
    compared += 1;
    const change = compareRuns(left, right);
    if (change === null) continue;
    flips.push({ scenario: left.scenario, kind: left.isFirst ? null : left.kind, ...change });
  }
  return { flips: flips.toSorted(byScenario), compared, missing };
}

const kinds = simulators.flatMap((simulator) => simulator.kinds.map(({ id }) => id));

function byScenario(a: Flip, b: Flip): number {
  if (a.scenario !== b.scenario) return a.scenario < b.scenario ? -1 : 1;
  return kinds.indexOf(a.kind ?? '') - kinds.indexOf(b.kind ?? '');
}
