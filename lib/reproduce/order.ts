import type { Frame } from '#lib/scenario/run';
import { type Phase, type Scenario, type Step, stepsOf } from '#lib/scenario/scenario';
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
 * The order in which a schedule begins the lines; lines that it leaves open follow in the order of the text, as far as they
 * may run. Where a line goes to sleep (in a fault that userfaultfd is to answer) others may begin meanwhile; once it is woken
 * it goes on at once. The order of such a schedule is a scenario whose lines run concurrently, in the order of their
 * beginnings. A schedule that leaves a line which could go on cannot be told to a real kernel.
 */
export function orderOfSchedule(scenario: Scenario, simulator: Simulator, { policy, kind, schedule }: Played): Ordered {
  const completed = completeSchedule(scenario, simulator, { policy, kind, schedule });
  if ('problem' in completed) return completed;
  const { frames } = completed;
  const lines = frames.slice(1).map(({ step }) => step?.line ?? 0);
  const begun: number[] = [];
  let isInterrupted = false;
  for (const [at, line] of lines.entries()) {
    const unfinished = begun.filter((one) => one !== line && isLeft(frames[at], one));
    if (unfinished.length > 0) isInterrupted = true;
    if (begun.includes(line)) continue;
    const ready = unfinished.find((one) => isOpen(frames[at], one));
    if (ready !== undefined) {
      const text = (one: number) => `\`${sayStep(scenario, simulator, one)}\``;
      return {
        problem: `${text(ready)}: in step ${at + 1} of the schedule ${text(line)} runs inside it, and nobody can stop a kernel there`,
      };
    }
    begun.push(line);
  }
  const steps = stepsOf(scenario);
  const order = begun.flatMap((line) => steps.find((one) => one.line === line) ?? []);
  return { scenario: sequence(scenario, simulator, order, isInterrupted ? 'concurrently' : 'in order') };
}

/** Whether somebody is in the line still. */
function isLeft(frame: Frame | undefined, line: number): boolean {
  return frame?.choices.some((choice) => choice.line === line) === true;
}

function isOpen(frame: Frame | undefined, line: number): boolean {
  return frame?.choices.some((choice) => choice.line === line && choice.disabled === null) === true;
}

/** The frames of the schedule and of its completion: what was begun is ended first, then the text goes on. */
function completeSchedule(
  scenario: Scenario,
  simulator: Simulator,
  { policy, kind, schedule }: Played,
): { readonly frames: readonly Frame[] } | { readonly problem: string } {
  let played = schedule;
  for (;;) {
    const { frames, problem } = simulator.replay(scenario, policy, played, kind);
    if (problem !== null) return { problem };
    const next = chooseNext(frames);
    if (next === undefined) return { frames };
    played += next;
  }
}

/** The move that goes on with the last line, else with another one that was begun, else with the first of the text. */
export function chooseNext(frames: readonly Frame[]): string | undefined {
  const lines = frames.flatMap(({ step }) => (step === null ? [] : [step.line]));
  const open = (frames.at(-1)?.choices ?? []).filter(({ disabled }) => disabled === null);
  const next =
    open.find(({ line }) => line === lines.at(-1)) ??
    open.find(({ line }) => lines.includes(line)) ??
    open.toSorted((a, b) => a.line - b.line)[0];
  return next?.code;
}

/** The scenario with its lines in one order, read again so that its line numbers are those of its own text. */
export function sequence(
  scenario: Scenario,
  simulator: Simulator,
  order: readonly Step[],
  phase: Phase['order'] = 'in order',
): Scenario {
  const first = scenario.phases[0];
  if (first === undefined) return scenario;
  const bare = order.map((step) => ({ ...step, comments: [], note: null }));
  const text = simulator.print({
    ...scenario,
    head: { ...scenario.head, comments: [], note: null },
    phases: [{ ...first, order: phase, comments: [], note: null, lines: bare }],
    expectations: [],
    trailing: [],
  });
  const { scenario: read, issues } = simulator.parse(text);
  if (read === undefined) throw new Error(`an order of a scenario does not read: ${issues[0]?.message}`);
  return read;
}

function sayStep(scenario: Scenario, simulator: Simulator, line: number): string {
  const only = sequence(scenario, simulator, stepsOf(scenario));
  const at = stepsOf(scenario).findIndex((step) => step.line === line);
  return simulator.print(only).split('\n')[(stepsOf(only)[at]?.line ?? 0) - 1] ?? '';
}
