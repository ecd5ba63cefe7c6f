import type { Judgement } from '#lib/scenario/judge';
import type { PolicyRun, ScenarioRun, TraceStep } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';

/** A run as text: a line a policy, and below it the shortest schedule of each way in which something broke. */
export function sayRun(
  run: ScenarioRun,
  scenario: Scenario,
  judgements: readonly Judgement[],
  simulator: Simulator,
): string {
  const lines = [`${run.scenario}  (${scenario.simulator} ${scenario.name}, engine ${run.engine})`, ''];
  const width = Math.max(...run.runs.map((one) => ruleOf(one.policy, simulator).length));
  for (const one of run.runs) {
    const judgement = judgements.find((other) => other.policy === one.policy);
    const mark =
      judgement === undefined || judgement.expected === null ? ' ' : judgement.differences.length > 0 ? '!' : '=';
    const broken = one.properties
      .filter((property) => property.verdict === 'violated')
      .map((property) => property.name);
    lines.push(
      `${mark} ${one.policy.padEnd(3)} ${ruleOf(one.policy, simulator).padEnd(width)}  ${one.verdict.padEnd(9)} ${sayNumbers(one)}${broken.length > 0 ? `  ${broken.join('; ')}` : ''}`,
    );
  }
  for (const { trace, title } of distinctTraces(run.runs)) lines.push('', title, ...sayTrace(trace));
  return lines.join('\n');
}

function ruleOf(policy: string, simulator: Simulator): string {
  return simulator.policies.find((one) => one.id === policy)?.rule ?? '';
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
      entry.policies.add(run.policy);
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
