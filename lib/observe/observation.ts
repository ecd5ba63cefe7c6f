import { createHash } from 'node:crypto';
import { compareFacts, type Facts } from '#lib/observation/facts';
import { type Answer, countCopies, type MachineFacts, readAnswer } from '#lib/observe/answer';
import { runBinary } from '#lib/observe/child';
import { compileProgram } from '#lib/observe/compile';
import { endsOf, predictOutcome } from '#lib/observe/model';
import { type PageKind, planScenario } from '#lib/reproduce/plan';
import { printProgram } from '#lib/reproduce/print-program';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';

/** How a kernel and the model compare on one order of a scenario. */
export type ObservationWord = 'agrees' | 'differs' | 'not modelled' | 'could not be played';

/** What a kernel did on one order of a scenario, and what the model says. */
export interface Observation {
  /** The scenario's text with its lines in the order that was played. */
  readonly order: string;
  readonly kind: PageKind;
  readonly word: ObservationWord;
  /** Why it was not played or not modelled, or what the model says instead; null where they agree. */
  readonly reason: string | null;
  /** `uname -r`, and what else matters of the machine; null where nothing was run. */
  readonly release: string | null;
  readonly facts: MachineFacts | null;
  readonly observed: Facts | null;
  /** Every end that the model has; one, as a rule. */
  readonly model: readonly Facts[];
  readonly pages: Answer['pages'];
  /** SHA-256 of the C program's text; null where there is none. */
  readonly programHash: string | null;
}

/** Time for one program, the limits that it sets itself included. */
const LIMIT_MS = 70_000;

/**
 * Compiles and runs the program of one order, as nobody in particular, and compares what it read with the model. `policy`
 * is the policy or release whose rules the model has; by default the release of the kernel that it ran on. `asRoot` keeps
 * root, if we are: page frames then show what was copied.
 */
export async function observeOrder(
  order: Scenario,
  simulator: Simulator,
  kind: PageKind,
  options: { readonly policy?: string; readonly asRoot?: boolean } = {},
): Promise<Observation> {
  const text = simulator.print(order);
  const none = { order: text, kind, release: null, facts: null, observed: null, model: [], pages: [] };
  const plan = planScenario(order, simulator, kind);
  if ('cannot' in plan) return { ...none, word: 'could not be played', reason: plan.cannot, programHash: null };
  const program = printProgram(plan, [plan.name, '', ...text.trimEnd().split('\n')]);
  const programHash = createHash('sha256').update(program).digest('hex');
  const played = await runProgram(program, LIMIT_MS, options.asRoot);
  if (typeof played === 'string') return { ...none, word: 'could not be played', reason: played, programHash };
  return { ...compare(played, order, simulator, options.policy), order: text, kind, programHash };
}

/** Compiles and runs C text; a clause that says why it gave no answer otherwise. */
export async function runProgram(program: string, limitMs: number, asRoot = false): Promise<Answer | string> {
  const binary = await compileProgram(program);
  try {
    const { out, err, code, signal, isTimedOut } = await runBinary(binary, limitMs, asRoot);
    if (isTimedOut) return `the program did not end within ${limitMs / 1000} s and was killed`;
    const answer = readAnswer(out.trim());
    if (answer !== undefined) return answer;
    return `the program ended with ${signal ?? `code ${code}`} and no answer${err === '' ? '' : `: ${err.trim()}`}`;
  } finally {
    binary.close();
  }
}

/** Holds an answer against the model. */
export function compare(
  answer: Answer,
  order: Scenario,
  simulator: Simulator,
  policy = answer.release,
): Omit<Observation, 'order' | 'kind' | 'programHash'> {
  const { release, facts, registers, pages, problems } = answer;
  const seen = { release, facts, pages };
  if (problems.length > 0)
    return { ...seen, observed: null, model: [], word: 'could not be played', reason: problems.join('; ') };
  const copies = countCopies(answer);
  const observed: Facts = copies === undefined ? registers : { ...registers, copies: String(copies) };
  if (Object.keys(observed).length === 0)
    return { ...seen, observed, model: [], word: 'not modelled', reason: 'no line reads into a register' };
  const prediction = predictOutcome(order, simulator, policy, answer.kind);
  const { agreement, reason } = compareFacts(observed, prediction);
  return { ...seen, observed, model: endsOf(prediction, observed), word: agreement, reason };
}
