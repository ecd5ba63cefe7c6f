import type { Diagram } from '#lib/diagram/diagram';
import { diagramKinds } from '#lib/diagram/diagrams';
import { findParting } from '#lib/scenario/parting';
import type { PolicyRun, Replay } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { CountInfo, KindInfo, PropertyInfo, Simulator } from '#lib/scenario/simulator';
import { listPrefixes } from './schedule';
import { findAsked, findRun, listPolicies, type ShownPolicy } from './shown-policies';
import { type AskedView, choosePolicy, chooseSchedule, differsInKind, type View } from './view';

/** Everything that a runner shows of one schedule: plain values, the same on the server and in the page. */
export interface Play {
  readonly title: string;
  readonly view: View;
  /** Sentences about what the address asked for and does not apply. */
  readonly notices: readonly string[];
  /** What a reader must know of the policies on show: a release that is played as another. */
  readonly notes: readonly string[];
  /** The policies that the scenario asks, and after them what was asked for by name. */
  readonly policies: readonly ShownPolicy[];
  /** Kinds of page on which the scenario is played. */
  readonly kinds: readonly KindInfo[];
  /** Names of kernels to choose from. */
  readonly kernels: readonly string[];
  readonly properties: readonly PropertyInfo[];
  /** What is counted in every outcome. */
  readonly counts: readonly CountInfo[];
  /** Runs on the kind of page that is looked at. */
  readonly runs: readonly PolicyRun[];
  /** Runs on every kind. */
  readonly allRuns: readonly PolicyRun[];
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
  /** Who answers each decision point: id of the policy by that of the point; empty for a policy that the text brings. */
  readonly answering: Readonly<Record<string, string>>;
}

/** The part of a play that does not depend on the step: computed once while somebody steps through it. */
export interface PlayedSchedule {
  readonly replays: readonly Replay[];
  readonly empty: Replay;
}

/** A scenario, what is known of it, and what an address asks for. */
export interface Question {
  readonly simulator: Simulator;
  readonly scenario: Scenario;
  /** Runs on every kind of page. */
  readonly runs: readonly PolicyRun[];
  readonly asked: AskedView;
}

/** What an address means, defaults filled in. Partner and step are settled after playing. */
export interface Settled extends Question {
  readonly policy: string;
  readonly kind: string;
  readonly schedule: string;
  /** The policies that the scenario asks, and after them what was asked for by name. */
  readonly policies: readonly ShownPolicy[];
  readonly notices: readonly string[];
  readonly notes: readonly string[];
}

/** Plays one schedule under every policy on one kind of page. */
export function playSchedule({ simulator, scenario, kind, schedule, policies }: Settled): PlayedSchedule {
  const replays = policies.map(({ id }) => simulator.replay(scenario, id, schedule, kind));
  return { replays, empty: { policy: '', schedule, frames: [], problem: 'There is no policy to play.' } };
}

/** Which policy, kind of page and schedule an address means. */
export function settleSchedule(question: Question): Settled {
  const { simulator, scenario, runs, asked } = question;
  const listed = listPolicies(simulator, scenario);
  const notices: string[] = [];
  const notes: string[] = [];
  const named = [asked.policy, asked.with].map((text) => {
    if (text === undefined || listed.some(({ id }) => id === text)) return { id: text, extra: [] };
    const found = findAsked(simulator, text);
    if (found === undefined) {
      notices.push(`There is no policy or kernel “${text}” here. Choose one of the table.`);
      return { id: undefined, extra: [] };
    }
    const note = simulator.resolve(text)?.note ?? null;
    if (note !== null) notes.push(`${note}.`);
    return { id: found.id, extra: listed.some(({ id }) => id === found.id) ? [] : [found] };
  });
  const extras = new Map(named.flatMap(({ extra }) => extra).map((policy) => [policy.id, policy]));
  const policies = [...listed, ...extras.values()];
  const kinds = simulator.kindsFor(scenario);
  const first = kinds[0] ?? '';
  if (asked.kind !== undefined && !kinds.includes(asked.kind)) {
    notices.push(`The scenario is not played on “${asked.kind}”, but on ${kinds.join(', ')}.`);
  }
  const kind = kinds.find((one) => one === asked.kind) ?? first;
  const ofKind = runs.filter((run) => run.kind === kind);
  const policy = choosePolicy(policies, ofKind, named[0]?.id) ?? '';
  const schedule = asked.schedule ?? chooseSchedule(ofKind, policy);
  return { ...question, policy, kind, schedule, policies, notices, notes };
}

/**
 * The replay to compare with. An address without a schedule was typed or comes from a matrix and gets a partner: of the
 * policies whose verdict differs in kind the one that parts last, which is the one that decides most alike. A whole
 * address is obeyed.
 */
function settlePartner(
  replay: Replay,
  runs: readonly PolicyRun[],
  asked: AskedView,
  partner: string | undefined,
  played: PlayedSchedule,
) {
  const others = played.replays.filter((other) => other.policy !== replay.policy);
  const named = others.find((other) => other.policy === partner);
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

/** Puts together what a runner shows. `played` is of `settled`. */
export function makePlay(title: string, settled: Settled, played: PlayedSchedule): Play {
  const { simulator, scenario, runs: allRuns, asked, policy, kind, schedule, policies } = settled;
  const kinds = simulator.kindsFor(scenario);
  const runs = allRuns.filter((run) => run.kind === kind);
  const replay = played.replays.find((one) => one.policy === policy) ?? played.empty;
  const partner = asked.with === undefined ? undefined : (simulator.resolve(asked.with)?.id ?? asked.with);
  const other = settlePartner(replay, runs, asked, partner, played);
  const parting = other === undefined ? undefined : findParting([replay, other]);
  const [step, notice] = settleStep(asked.step, replay, parting);
  const notices = [...settled.notices];
  if (replay.problem !== null) notices.push(replay.problem);
  if (notice !== null) notices.push(notice);
  const input = { title, replay, others: played.replays, runs };
  return {
    title,
    view: { policy, kind: kind === kinds[0] ? null : kind, schedule, step, against: other?.policy ?? null },
    notices,
    notes: settled.notes,
    policies,
    kinds: kinds.flatMap((id) => simulator.kinds.filter((one) => one.id === id)),
    kernels: simulator.kernels,
    properties: simulator.properties,
    counts: simulator.counts,
    runs,
    allRuns,
    run: findRun(runs, policy, kind),
    replay,
    prefixes: listPrefixes(replay),
    against: other,
    parting,
    diagrams: diagramKinds.flatMap((one) => one.build(input)),
    answering: findAnswering(simulator, policy),
  };
}

/** The policy of each family that a policy, a combination or a kernel is played with answers the points of its family. */
function findAnswering(simulator: Simulator, policy: string): Play['answering'] {
  const played = simulator.resolve(policy)?.policies ?? [];
  return Object.fromEntries(
    simulator.points.flatMap(({ id }) => {
      const answers = played.find((one) => simulator.answerAt(one, id) !== undefined);
      return answers === undefined ? [] : [[id, answers]];
    }),
  );
}

/** The kind of page that a view shows. */
export function kindOf({ view, kinds }: Play): string {
  return view.kind ?? kinds[0]?.id ?? '';
}
