import { printClause } from '#lib/scenario/clause';
import type { PolicyRun, ScenarioRun } from '#lib/scenario/run';
import type { Clause, Expectation, Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';

/** How a run compares with what the scenario's author expects under its policy. */
export interface Judgement {
  readonly policy: string;
  /** Kind of page. */
  readonly kind: string;
  /** What the text expects; null when it expects nothing of this policy. */
  readonly expected: Expectation | null;
  /** Sentences; empty when all is as expected. */
  readonly differences: readonly string[];
}

/** What an expectation is read with. */
type Order = Pick<Simulator, 'policies' | 'kinds'>;

/** Compares every run with the expectations of its scenario. A policy that does not apply is expected to do nothing. */
export function judge(scenario: Scenario, run: ScenarioRun, simulator: Order): readonly Judgement[] {
  return run.runs.map((one) => {
    const { policy, kind, verdict } = one;
    const expected = verdict === 'not applicable' ? null : (findExpectation(scenario, policy, kind, simulator) ?? null);
    const name = kind === simulator.kinds[0]?.id ? policy : `${policy} on ${kind}`;
    return { policy, kind, expected, differences: expected === null ? [] : compare(expected, one, name) };
  });
}

/**
 * The expectation that speaks of a policy on a kind of page: one that names it, or names the policy of which it is a
 * variant, else `others`. Of kernels and combinations no text speaks, and of a policy that the text brings only one
 * that names it.
 */
export function findExpectation(
  scenario: Scenario,
  policy: string,
  kind: string,
  simulator: Order,
): Expectation | undefined {
  const order = simulator.policies.map(({ id }) => id);
  const isOwn = scenario.ownPolicies.some(({ id }) => id === policy);
  if (!isOwn && !order.includes(policy)) return undefined;
  const first = scenario.pages?.kinds[0] ?? simulator.kinds[0]?.id;
  const ofKind = scenario.expectations.filter(({ pageKinds }) =>
    pageKinds.length === 0 ? kind === first : pageKinds.includes(kind),
  );
  if (isOwn) return ofKind.find(({ policies }) => policies.includes(policy));
  const naming = (id: string) =>
    ofKind.find(({ policies }) => policies.some((written) => written === 'all' || expand(written, order).includes(id)));
  const main = simulator.policies.find(({ id }) => id === policy)?.variantOf;
  return (
    naming(policy) ??
    (typeof main === 'string' ? naming(main) : undefined) ??
    ofKind.find((expected) => expected.policies.includes('others'))
  );
}

/** The ids that `A2..A7` stands for. */
function expand(written: string, order: readonly string[]): readonly string[] {
  const [first, last] = written.split('..');
  if (last === undefined) return [written];
  return order.slice(order.indexOf(first ?? ''), order.indexOf(last) + 1);
}

/** @param name how sentences call the run: `A1`, or `A1 on thp` where pages are not of the common kind */
function compare(expected: Expectation, run: PolicyRun, name: string): readonly string[] {
  const differences: string[] = [];
  if (run.verdict !== expected.verdict) {
    const why = run.bound === null ? '' : ` (bound: ${run.bound})`;
    differences.push(`${name}: expected ${expected.verdict}, the run says ${run.verdict}${why}`);
  }
  for (const wanted of expected.broken) {
    const property = run.properties.find((one) => one.name === wanted);
    if (property?.verdict !== 'violated')
      differences.push(`${name}: expected ${wanted} to be violated, the run says ${property?.verdict ?? 'nothing'}`);
  }
  if (expected.broken.length > 0)
    for (const property of run.properties)
      if (property.verdict === 'violated' && isBuiltIn(property.name) && !expected.broken.includes(property.name))
        differences.push(`${name}: ${property.name} is violated too, expected ${expected.broken.join(', ')} alone`);
  if (
    run.bound !== null &&
    run.verdict === expected.verdict &&
    expected.verdict !== 'unknown' &&
    expected.clauses.length > 0
  )
    differences.push(
      `${name}: expected ${expected.clauses.map(printClause).join('; ')} of all ends, the run met a bound (${run.bound})`,
    );
  for (const clause of expected.clauses) {
    const found = run.outcomes.length === 0 ? 'that nothing came to an end' : observe(clause, run);
    const wanted = printClause(clause);
    if (found !== wanted) differences.push(`${name}: expected ${wanted}, the run says ${found}`);
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
