import { vocabulary } from '#lib/mm/vocabulary';
import { declareBookkeeping } from '#lib/promela/bookkeeping';
import { indent } from '#lib/promela/indent';
import { buildMachine, type Machine } from '#lib/promela/machine';
import { NotCovered } from '#lib/promela/not-covered';
import { declareParts } from '#lib/promela/part';
import type { Line } from '#lib/promela/program';
import { reuseRules } from '#lib/promela/rule/reuse';
import { counters, declareState, type State } from '#lib/promela/state';
import { steps } from '#lib/promela/steps';
import { declareSwapCache } from '#lib/promela/swap-cache';
import { all, inOrder } from '#lib/promela/text';
import { type Watch, Watches } from '#lib/promela/watch';
import { printStep } from '#lib/scenario/print';
import type { Scenario } from '#lib/scenario/scenario';

/** A model in Promela. */
export interface PromelaModel {
  readonly text: string;
  /** What the assertions are called, in the order in which a run lists properties. */
  readonly watches: readonly Watch[];
  /** Page frames that it has. */
  readonly frames: number;
}

/**
 * Writes the scenario under a policy as a model for SPIN, by rules that are written down here a second time. One process
 * an actor, one place in it a line, one d_step a micro-step: pan's states and transitions are the explorer's.
 *
 * @param size `few` for the page frames that a search begins with, `all` for as many as any schedule can need
 * @throws NotCovered where the scenario or the policy has something that is not written in Promela
 */
export function exportPromela(scenario: Scenario, policy: string, size: 'few' | 'all' = 'all'): PromelaModel {
  const m = buildMachine(scenario, policy, size);
  const watches = new Watches(m);
  const state = declareState(m);
  const processes = m.program.actors.map((_, actor) => declareActor(m, watches, actor, state));
  const rules = [...new Set([reuseRules[m.rules.reuse].text, reuseRules[m.rules.unshare].text])];
  const text = [
    head(m),
    state.text,
    declareBookkeeping(m),
    declareSwapCache(m),
    ...rules,
    watches.declare(),
    declareParts(processes.join('\n')),
    ...processes,
    declareEnds(m, watches),
  ].join('\n');
  return { text: `${text.replace(/\n{3,}/g, '\n\n').trimEnd()}\n`, watches: watches.all, frames: m.frames };
}

function head({ scenario, policy }: Machine): string {
  return [
    `/* ${scenario.simulator} ${scenario.name}, policy ${policy}`,
    ' *',
    ' * spin -a model.pml && gcc -O2 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -c0 -n',
    ' *',
    ' * -DNO_WATCH (to spin) leaves the assertions out; -DENDS adds a process that looks at every end, which is one state',
    ' * and one transition more for each, and prints it when pan is compiled with -DPRINTF.',
    ' */',
    '',
  ].join('\n');
}

/** One process: a label a line, a choice of d_steps at each. */
function declareActor(m: Machine, watches: Watches, actor: number, { variables }: State): string {
  const lines = m.program.lines[actor] ?? [];
  return [
    '',
    `/* ${m.program.actors[actor]} */`,
    `active proctype ${m.processes[actor]}() {`,
    ...lines.flatMap((line, index) => declareLine(m, watches, line, index + 1 === lines.length)),
    'end: false;',
    ...(actor === 0
      ? [
          '  /* Never reached. SPIN does not store what is only written; the explorer does. */',
          `  (${variables.join(' + ')})`,
        ]
      : []),
    '}',
  ].join('\n');
}

function declareLine(m: Machine, watches: Watches, line: Line, isLast: boolean): readonly string[] {
  const { step, number, actor } = line;
  const text = steps.find((one) => one.verb === step.verb);
  if (text === undefined) throw new NotCovered(`step \`${step.verb}\` is not written in Promela`, step.line);
  const waits = [...line.waitsFor].map(([other, least]) => `${m.over[other]} >= ${least}`);
  const options = text.options({ m, watches, line });
  const rendered = options.map(({ guard, does, ends }) => {
    // Once a line has begun, what it waited for stays over.
    const hasBegun = /\.part == (?!0\b)/.test(guard);
    const tests = [...(hasBegun ? [] : waits), ...(guard === 'true' ? [] : [guard])];
    const over = ends && m.isAwaited(actor) ? `${m.over[actor]} = ${number}` : '';
    const body = inOrder(
      all(...tests),
      watches.asksStates && number === 1 && !hasBegun ? 'ask_state()' : '',
      does,
      over,
      watches.asksStates ? 'ask_state()' : '',
      ends ? watches.askChecks(line.checks) : '',
    );
    const next = ends ? `;\n     goto ${isLast ? 'end' : `line${number + 1}`}` : '';
    return `  :: d_step {\n${indent(body, '       ')}\n     }${next}`;
  });
  return [`line${number}: /* ${printStep(step, vocabulary)} */`, '  do', ...rendered, '  od;'];
}

/** Asks and prints what is there when nothing can be done any more. */
function declareEnds(m: Machine, watches: Watches): string {
  const shown = m.registers.flat();
  const format = [...shown, ...counters].map((name) => `${name}=%d`).join(' ');
  return [
    '',
    '#ifdef ENDS',
    'active proctype ends() {',
    `end_waiting: d_step { timeout; ${inOrder(watches.askEnds(), `printf("end ${format}\\n", ${[...shown, ...counters].join(', ')})`)} };`,
    'end: false',
    '}',
    '#endif',
  ].join('\n');
}
