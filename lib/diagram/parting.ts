import type { Frame, Replay } from '#lib/scenario/run';

/** Two frames are the same step when the same was done and the same changed; the reasons given may differ in wording. */
function sameStep(left: Frame | undefined, right: Frame | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return writeStep(left) === writeStep(right);
}

/** What a frame's step did, as a key: equal for two policies that decided alike. */
export function writeStep(frame: Frame): string {
  const step = frame.step;
  if (step === null) return '';
  return JSON.stringify([step.actor, step.step, step.changes.map(({ what, before, after }) => [what, before, after])]);
}

/**
 * Number of the first step (1-based) at which two or more replays of one schedule part; undefined when they never do. A
 * replay that ends early because the schedule no longer applies parts there.
 */
export function findParting(replays: readonly Replay[]): number | undefined {
  const [first, ...others] = replays;
  if (first === undefined) return undefined;
  const longest = Math.max(...replays.map((replay) => replay.frames.length));
  for (let step = 1; step < longest; step++) {
    if (others.some((other) => !sameStep(first.frames[step], other.frames[step]))) return step;
  }
  return undefined;
}

/** Policies that decided alike at a step. */
export interface Decision {
  readonly policies: readonly string[];
  /** The frame after the step; undefined where the schedule does not apply to these policies. */
  readonly frame: Frame | undefined;
  /** Why the schedule does not apply; null where it does. */
  readonly problem: string | null;
}

/** The replays grouped by what they did at a step, in the order of the policies. */
export function groupDecisions(replays: readonly Replay[], step: number): readonly Decision[] {
  const groups = new Map<string, { policies: string[]; frame: Frame | undefined; problem: string | null }>();
  for (const replay of replays) {
    const frame = replay.frames[step];
    const problem = frame === undefined ? (replay.problem ?? 'the schedule is over') : null;
    const key = frame === undefined ? `problem ${problem}` : writeStep(frame);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { policies: [replay.policy], frame, problem });
    else group.policies.push(replay.policy);
  }
  return [...groups.values()];
}
