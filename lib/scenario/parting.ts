import type { Frame, Replay, TraceStep } from '#lib/scenario/run';

/** `exclusive` of `F0.exclusive`; undefined for a place or a register. */
function attributeOf(name: string): string | undefined {
  return name.includes(':') ? undefined : /\.([^.]+)$/u.exec(name)?.[1];
}

/**
 * Attributes that all replays know. One that a policy keeps for itself alone (a flag that no other policy has) is not a
 * difference between what two policies did: it would hide the step at which they decide differently.
 */
function listCommon(replays: readonly Replay[]): ReadonlySet<string> {
  const known = replays.map((replay) => {
    const cells = replay.frames.flatMap((frame) => frame.cells.map((cell) => attributeOf(cell.name)));
    return new Set(cells.filter((name) => name !== undefined));
  });
  const [first, ...others] = known;
  return new Set([...(first ?? [])].filter((name) => others.every((other) => other.has(name))));
}

/**
 * What a frame's step did, as a key: equal for two policies that decided alike. Where it changed something, what it
 * changed counts: two policies that copy for different reasons word the step differently and decide the same.
 */
function writeStep(frame: Frame | undefined, common: ReadonlySet<string>): string {
  const step = frame?.step ?? null;
  if (step === null) return frame === undefined ? 'none' : 'start';
  const changes = step.changes.filter(({ what }) => {
    const attribute = attributeOf(what);
    return attribute === undefined || common.has(attribute);
  });
  const effect = changes.map(({ what, before, after }) => [what, before, after]);
  return JSON.stringify([step.actor, effect.length === 0 ? step.step : effect]);
}

/**
 * Number of the first step (1-based) at which two or more replays of one schedule part; undefined when they never do. A
 * replay that ends early because the schedule no longer applies parts there.
 */
export function findParting(replays: readonly Replay[]): number | undefined {
  return listDifferences(replays)[0];
}

/** Every step (1-based) at which replays of one schedule did not all do the same, in order. */
export function listDifferences(replays: readonly Replay[]): readonly number[] {
  const common = listCommon(replays);
  const longest = Math.max(0, ...replays.map((replay) => replay.frames.length - 1));
  const steps = Array.from({ length: longest }, (_, index) => index + 1);
  return steps.filter((step) => new Set(replays.map((replay) => writeStep(replay.frames[step], common))).size > 1);
}

/** Policies that decided alike at a step. */
export interface Decision {
  readonly replays: readonly Replay[];
  /** The frame after the step; undefined where the schedule does not apply to these policies. */
  readonly frame: Frame | undefined;
  /** The step as each of them words it. */
  readonly steps: readonly TraceStep[];
  /** Why the schedule does not apply; null where it does. */
  readonly problem: string | null;
}

/** The replays grouped by what they did at a step, in the order of the policies. */
export function groupDecisions(replays: readonly Replay[], step: number): readonly Decision[] {
  const common = listCommon(replays);
  const groups = new Map<string, Replay[]>();
  for (const replay of replays) {
    const frame = replay.frames[step];
    const key = frame === undefined ? `problem ${findProblem(replay)}` : writeStep(frame, common);
    groups.set(key, [...(groups.get(key) ?? []), replay]);
  }
  return [...groups.values()].map((members) => {
    const [first] = members;
    const frame = first?.frames[step];
    return {
      replays: members,
      frame,
      steps: members.flatMap((replay) => replay.frames[step]?.step ?? []),
      problem: frame === undefined && first !== undefined ? findProblem(first) : null,
    };
  });
}

function findProblem(replay: Replay): string {
  return replay.problem ?? 'the schedule is over';
}
