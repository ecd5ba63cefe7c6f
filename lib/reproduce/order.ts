import { type Scenario, type Step, stepsOf } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';

/** An order of a scenario's lines, or a clause that says why there is none. */
export type Ordered = { readonly scenario: Scenario } | { readonly problem: string };

/** A schedule, and under which policy and on which kind of page it was found: its letters mean something there alone. */
export interface Played {
  readonly policy: string;
  readonly kind: string;
  readonly schedule: string;
}

/** A scenario whose text says the order of all its lines, as it is; undefined where some lines run concurrently. */
export function findWrittenOrder(scenario: Scenario, simulator: Simulator): Scenario | undefined {
  if (scenario.phases.some((phase) => phase.order === 'concurrently' && phase.lines.length > 1)) return undefined;
  return sequence(scenario, simulator, stepsOf(scenario));
}

/**
 * The order in which a schedule takes the lines; lines that it leaves open follow in the order of the text, as far as they
 * may run. A schedule that goes back to a line after another one has moved cannot be told to a real kernel.
 */
export function orderOfSchedule(scenario: Scenario, simulator: Simulator, { policy, kind, schedule }: Played): Ordered {
  const completed = completeSchedule(scenario, simulator, { policy, kind, schedule });
  if ('problem' in completed) return completed;
  const steps = stepsOf(scenario);
  const order: Step[] = [];
  for (const [at, line] of completed.lines.entries()) {
    const step = steps.find((one) => one.line === line);
    if (step === undefined || order.at(-1) === step) continue;
    if (order.includes(step)) {
      const between = order.at(-1);
      const text = (one: Step | undefined) => `\`${sayStep(scenario, simulator, one)}\``;
      return {
        problem: `${text(step)}: in step ${at} of the schedule ${text(between)} runs inside it, and nobody can stop a kernel there`,
      };
    }
    order.push(step);
  }
  return { scenario: sequence(scenario, simulator, order) };
}

/** The lines of every move of the schedule and of its completion. */
function completeSchedule(
  scenario: Scenario,
  simulator: Simulator,
  { policy, kind, schedule }: Played,
): { readonly lines: readonly number[] } | { readonly problem: string } {
  let played = schedule;
  for (;;) {
    const { frames, problem } = simulator.replay(scenario, policy, played, kind);
    if (problem !== null) return { problem };
    const lines = frames.flatMap(({ step }) => (step === null ? [] : [step.line]));
    const choices = frames.at(-1)?.choices ?? [];
    const open = choices.filter(({ disabled }) => disabled === null);
    const next = open.find(({ line }) => line === lines.at(-1)) ?? open.toSorted((a, b) => a.line - b.line)[0];
    if (next === undefined) return { lines };
    played += next.code;
  }
}

/** The scenario with its lines in one order, read again so that its line numbers are those of its own text. */
export function sequence(scenario: Scenario, simulator: Simulator, order: readonly Step[]): Scenario {
  const first = scenario.phases[0];
  if (first === undefined) return scenario;
  const bare = order.map((step) => ({ ...step, comments: [], note: null }));
  const text = simulator.print({
    ...scenario,
    head: { ...scenario.head, comments: [], note: null },
    phases: [{ ...first, order: 'in order', comments: [], note: null, lines: bare }],
    expectations: [],
    trailing: [],
  });
  const { scenario: read, issues } = simulator.parse(text);
  if (read === undefined) throw new Error(`an order of a scenario does not read: ${issues[0]?.message}`);
  return read;
}

function sayStep(scenario: Scenario, simulator: Simulator, step: Step | undefined): string {
  if (step === undefined) return '?';
  const only = sequence(scenario, simulator, stepsOf(scenario));
  const lines = simulator.print(only).split('\n');
  const at = stepsOf(scenario).indexOf(step);
  return lines[(stepsOf(only)[at]?.line ?? 0) - 1] ?? step.verb;
}
