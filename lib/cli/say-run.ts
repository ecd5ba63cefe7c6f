import type { Judgement } from '#lib/scenario/judge';
import type { PolicyRun, ScenarioRun, TraceStep } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';

/** A run as text: a line a policy and kind of page, and below it the shortest schedule of each way in which something broke. */
export function sayRun(
  run: ScenarioRun,
  scenario: Scenario,
  judgements: readonly Judgement[],
  simulator: Simulator,
): string {
  const lines = [`${run.scenario}  (${scenario.simulator} ${scenario.name}, engine ${run.engine})`, ''];
  const rule = widest(run.runs.map((one) => ruleOf(one.policy, scenario, simulator)));
  const name = widest(run.runs.map((one) => one.policy));
  // Where all runs are on one kind of page, the kind says nothing.
  const isOneKind = new Set(run.runs.map((one) => one.kind)).size < 2;
  const kind = widest(run.runs.map((one) => one.kind));
  for (const one of run.runs) {
    const judgement = judgements.find((other) => other.policy === one.policy && other.kind === one.kind);
    const mark =
      judgement === undefined || judgement.expected === null ? ' ' : judgement.differences.length > 0 ? '!' : '=';
    const broken = one.properties
      .filter((property) => property.verdict === 'violated')
      .map((property) => property.name);
    const on = isOneKind ? '' : `${one.kind.padEnd(kind)}  `;
    lines.push(
      `${mark} ${one.policy.padEnd(name)} ${ruleOf(one.policy, scenario, simulator).padEnd(rule)}  ${on}${one.verdict.padEnd(9)} ${sayNumbers(one)}${broken.length > 0 ? `  ${broken.join('; ')}` : ''}`,
    );
  }
  for (const { trace, title } of distinctTraces(run.runs)) lines.push('', title, ...sayTrace(trace));
  return lines.join('\n');
}

/** A policy's rule; of a kernel or a combination, the policies that it has. */
function ruleOf(id: string, scenario: Scenario, simulator: Simulator): string {
  const known = [...simulator.policies, ...simulator.ownPolicies(scenario)];
  const policy = known.find((one) => one.id === id);
  return policy?.rule ?? simulator.resolve(id)?.policies.join(', ') ?? '';
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => text.length));
}

function sayNumbers(run: PolicyRun): string {
  const schedules = run.schedules === null ? 'schedules not counted' : `${run.schedules} schedules`;
  const bound = run.bound === null ? '' : `, stopped at: ${run.bound}`;
  return `${run.states} states, ${schedules}${bound}`;
}

/** Every discovery once, with the policies and properties that it belongs to. */
function distinctTraces(runs: readonly PolicyRun[]): readonly { title: string; trace: readonly TraceStep[] }[] {
  const found = new Map<
    string,
    { policies: Set<string>; names: Set<string>; verdict: string; trace: readonly TraceStep[] }
  >();
  const isOneKind = new Set(runs.map(({ kind }) => kind)).size < 2;
  for (const run of runs) {
    const discoveries = [
      ...run.properties.map((one) => ({
        name: one.name,
        verdict: one.verdict,
        schedule: one.schedule,
        trace: one.trace,
      })),
      ...(run.stuck === null ? [] : [{ name: 'an actor', verdict: 'stuck', ...run.stuck }]),
    ];
    for (const { name, verdict, schedule, trace } of discoveries) {
      if (schedule === null) continue;
      const key = `${schedule} ${verdict} ${trace.map((step) => step.step).join('\n')}`;
      const entry = found.get(key) ?? { policies: new Set(), names: new Set(), verdict, trace };
      entry.policies.add(isOneKind ? run.policy : `${run.policy} on ${run.kind}`);
      entry.names.add(name);
      found.set(key, entry);
    }
  }
  return [...found.entries()].map(([key, { policies, names, verdict, trace }]) => ({
    title: `${[...policies].join(', ')}: ${[...names].join('; ')} ${verdict}, shortest schedule ${key.split(' ')[0] ?? ''} (${trace.length} steps)`,
    trace,
  }));
}

function sayTrace(trace: readonly TraceStep[]): readonly string[] {
  const actors = Math.max(0, ...trace.map((step) => step.actor.length));
  return trace.flatMap((step, index) => {
    const changes = step.changes.map((change) => `${change.what} ${change.before} -> ${change.after}`).join(', ');
    const line = `${String(index + 1).padStart(4)}  ${step.actor.padEnd(actors)}  ${step.step}${changes === '' ? '' : `  [${changes}]`}`;
    return step.why === null ? [line] : [line, `${' '.repeat(8 + actors)}${step.why}`];
  });
}
