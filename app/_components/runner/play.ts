import type { Diagram } from '#lib/diagram/diagram';
import { diagramKinds } from '#lib/diagram/diagrams';
import { findParting } from '#lib/diagram/parting';
import type { PolicyRun, Replay } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { PolicyInfo, PropertyInfo, Simulator } from '#lib/scenario/simulator';
import { listPrefixes } from './schedule';
import { type AskedView, choosePolicy, chooseSchedule, differsInKind, type View } from './view';

/** Everything that a runner shows of one schedule: plain values, the same on the server and in the page. */
export interface Play {
  readonly title: string;
  readonly view: View;
  /** Sentences about what the address asked for and does not apply. */
  readonly notices: readonly string[];
  readonly policies: readonly PolicyInfo[];
  readonly properties: readonly PropertyInfo[];
  readonly runs: readonly PolicyRun[];
  /** The run of the policy that is looked at; undefined where it was not run. */
  readonly run: PolicyRun | undefined;
  readonly replay: Replay;
  /** The schedule up to each frame of `replay`. */
  readonly prefixes: readonly string[];
  /** The same schedule under the policy of the comparison. */
  readonly against: Replay | undefined;
  /** First step at which `replay` and `against` part; undefined where they do not, or nothing is compared. */
  readonly parting: number | undefined;
  readonly diagrams: readonly Diagram[];
}

/** The part of a play that does not depend on the step: computed once while somebody steps through it. */
export interface PlayedSchedule {
  readonly replays: readonly Replay[];
  readonly empty: Replay;
}

/** Plays one schedule under every policy. */
export function playSchedule(simulator: Simulator, scenario: Scenario, schedule: string): PlayedSchedule {
  const replays = simulator.policies.map((policy) => simulator.replay(scenario, policy.id, schedule));
  return { replays, empty: { policy: '', schedule, frames: [], problem: 'There is no policy to play.' } };
}

function describeUnknown(asked: AskedView, policies: readonly PolicyInfo[]): readonly string[] {
  const notices: string[] = [];
  for (const id of [asked.policy, asked.with]) {
    if (id !== undefined && !policies.some((policy) => policy.id === id)) {
      notices.push(`There is no policy “${id}” here. Choose one of the table.`);
    }
  }
  return notices;
}

/** Which policy and schedule an address means, defaults filled in. Partner and step are settled after playing. */
export function settleSchedule(
  policies: readonly PolicyInfo[],
  runs: readonly PolicyRun[],
  asked: AskedView,
): { readonly policy: string; readonly schedule: string } {
  const policy = choosePolicy(policies, runs, asked.policy) ?? '';
  return { policy, schedule: asked.schedule ?? chooseSchedule(runs, policy) };
}

/**
 * The replay to compare with. An address without a schedule was typed or comes from a matrix and gets a partner: of the
 * policies whose verdict differs in kind the one that parts last, which is the one that decides most alike. A whole
 * address is obeyed.
 */
function settlePartner(replay: Replay, runs: readonly PolicyRun[], asked: AskedView, played: PlayedSchedule) {
  const others = played.replays.filter((other) => other.policy !== replay.policy);
  const named = others.find((other) => other.policy === asked.with);
  const own = runs.find((run) => run.policy === replay.policy);
  if (named !== undefined || asked.schedule !== undefined || own === undefined) return named;
  let best: { readonly replay: Replay; readonly parting: number } | undefined;
  for (const other of others) {
    const run = runs.find((one) => one.policy === other.policy);
    const parting = run !== undefined && differsInKind(own, run) ? findParting([replay, other]) : undefined;
    if (parting !== undefined && (best === undefined || parting > best.parting)) best = { replay: other, parting };
  }
  return best?.replay;
}

function settleStep(asked: string | undefined, replay: Replay, parting: number | undefined): [number, string | null] {
  const last = Math.max(0, replay.frames.length - 1);
  if (asked === undefined) return [Math.min(parting ?? last, last), null];
  const step = /^\d{1,6}$/.test(asked) ? Number(asked) : Number.NaN;
  if (Number.isNaN(step)) return [last, `“${asked}” is no step. This is the last one.`];
  if (step > last && replay.problem === null) return [last, `The schedule has ${last} steps; this is the last one.`];
  return [Math.min(step, last), null];
}

/** Puts together what a runner shows. `played` is of `settleSchedule(...).schedule`. */
export function makePlay(
  simulator: Simulator,
  title: string,
  runs: readonly PolicyRun[],
  asked: AskedView,
  played: PlayedSchedule,
): Play {
  const { policy, schedule } = settleSchedule(simulator.policies, runs, asked);
  const replay = played.replays.find((one) => one.policy === policy) ?? played.empty;
  const other = settlePartner(replay, runs, asked, played);
  const parting = other === undefined ? undefined : findParting([replay, other]);
  const [step, notice] = settleStep(asked.step, replay, parting);
  const notices = [...describeUnknown(asked, simulator.policies)];
  if (replay.problem !== null) notices.push(replay.problem);
  if (notice !== null) notices.push(notice);
  const input = { title, replay, others: played.replays, runs };
  return {
    title,
    view: { policy, schedule, step, against: other?.policy ?? null },
    notices,
    policies: simulator.policies,
    properties: simulator.properties,
    runs,
    run: runs.find((run) => run.policy === policy),
    replay,
    prefixes: listPrefixes(replay),
    against: other,
    parting,
    diagrams: diagramKinds.flatMap((kind) => kind.build(input)),
  };
}
