import { printClause } from '#lib/scenario/clause';
import type { PolicyRun, ScenarioRun } from '#lib/scenario/run';
import type { Clause, Expectation, Scenario } from '#lib/scenario/scenario';

/** How a run compares with what the scenario's author expects under its policy. */
export interface Judgement {
  readonly policy: string;
  /** What the text expects; null when it expects nothing of this policy. */
  readonly expected: Expectation | null;
  /** Sentences; empty when all is as expected. */
  readonly differences: readonly string[];
}

/** Compares every run with the expectations of its scenario. `order` is the simulator's order of policies. */
export function judge(scenario: Scenario, run: ScenarioRun, order: readonly string[]): readonly Judgement[] {
  return run.runs.map((one) => {
    const expected = findExpectation(scenario, one.policy, order) ?? null;
    return { policy: one.policy, expected, differences: expected === null ? [] : compare(expected, one) };
  });
}

/** The expectation that speaks of a policy: one that names it, else `others`. */
export function findExpectation(scenario: Scenario, policy: string, order: readonly string[]): Expectation | undefined {
  const names = (expected: Expectation) =>
    expected.policies.some((written) => written === 'all' || expand(written, order).includes(policy));
  return (
    scenario.expectations.find(names) ?? scenario.expectations.find((expected) => expected.policies.includes('others'))
  );
}

/** The ids that `A2..A7` stands for. */
function expand(written: string, order: readonly string[]): readonly string[] {
  const [first, last] = written.split('..');
  if (last === undefined) return [written];
  return order.slice(order.indexOf(first ?? ''), order.indexOf(last) + 1);
}

function compare(expected: Expectation, run: PolicyRun): readonly string[] {
  const differences: string[] = [];
  if (run.verdict !== expected.verdict) {
    const why = run.bound === null ? '' : ` (bound: ${run.bound})`;
    differences.push(`${run.policy}: expected ${expected.verdict}, the run says ${run.verdict}${why}`);
  }
  for (const name of expected.broken) {
    const property = run.properties.find((one) => one.name === name);
    if (property?.verdict !== 'violated')
      differences.push(
        `${run.policy}: expected ${name} to be violated, the run says ${property?.verdict ?? 'nothing'}`,
      );
  }
  if (expected.broken.length > 0)
    for (const property of run.properties)
      if (property.verdict === 'violated' && isBuiltIn(property.name) && !expected.broken.includes(property.name))
        differences.push(
          `${run.policy}: ${property.name} is violated too, expected ${expected.broken.join(', ')} alone`,
        );
  if (
    run.bound !== null &&
    run.verdict === expected.verdict &&
    expected.verdict !== 'unknown' &&
    expected.clauses.length > 0
  )
    differences.push(
      `${run.policy}: expected ${expected.clauses.map(printClause).join('; ')} of all ends, the run met a bound (${run.bound})`,
    );
  for (const clause of expected.clauses) {
    const found = run.outcomes.length === 0 ? 'that nothing came to an end' : observe(clause, run);
    const wanted = printClause(clause);
    if (found !== wanted) differences.push(`${run.policy}: expected ${wanted}, the run says ${found}`);
  }
  return differences;
}

/** A built-in property's name is one word; a condition's begins with its mode. */
function isBuiltIn(name: string): boolean {
  return !name.includes(' ');
}

/** What the run has to say where the clause speaks, in the clause's own form. */
function observe(clause: Clause, run: PolicyRun): string {
  if ('register' in clause) {
    const found = new Set(run.outcomes.map((outcome) => outcome.registers[clause.register] ?? 'unset'));
    // The author's order where the sets are equal: order says nothing.
    const values = [
      ...clause.values.filter((value) => found.has(value)),
      ...[...found].sort().filter((value) => !clause.values.includes(value)),
    ];
    return printClause({ register: clause.register, values });
  }
  if (clause.count === 'states' || clause.count === 'schedules') {
    const total = clause.count === 'states' ? String(run.states) : (run.schedules ?? 'not counted');
    return printClause({ count: clause.count, least: total, most: total });
  }
  const { count } = clause;
  const counts = run.outcomes.map((outcome) =>
    count === 'copies' ? outcome.copies : count === 'unshares' ? outcome.unshares : outcome.forkCopies,
  );
  return printClause({ count, least: String(Math.min(...counts)), most: String(Math.max(...counts)) });
}
