import type { PolicyRun } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { PolicyInfo, Simulator } from '#lib/scenario/simulator';

/** A policy, or a kernel or combination that somebody asked for, as the runner lists it. */
export interface ShownPolicy {
  readonly id: string;
  /** The rule in a few words; of a kernel, the policies that it has. */
  readonly rule: string;
  readonly inForce: string;
  readonly variantOf: string | null;
  /** Whether somebody asked for it by name: a kernel, a combination. */
  readonly isAsked: boolean;
  /** Whether the scenario's text brings it. */
  readonly isOwn: boolean;
}

/** The policies that a scenario asks: those of its own text first, then those of the simulator, in its order. */
export function listPolicies(simulator: Simulator, scenario: Scenario): readonly ShownPolicy[] {
  const own = simulator.ownPolicies(scenario).map((policy) => describe(policy, true));
  const asked = simulator.policiesFor(scenario);
  const known = simulator.policies.filter(({ id }) => asked.includes(id));
  return [...own, ...known.map((policy) => describe(policy, false))];
}

function describe({ id, rule, inForce, variantOf }: PolicyInfo, isOwn: boolean): ShownPolicy {
  return { id, rule, inForce, variantOf, isAsked: false, isOwn };
}

/** What was asked for by name and is none of the policies; undefined where it names nothing. */
export function findAsked(simulator: Simulator, text: string): ShownPolicy | undefined {
  const resolved = simulator.resolve(text);
  if (resolved === undefined) return undefined;
  const { id, kernel, policies } = resolved;
  const rule = kernel === null ? 'chosen together' : policies.join(', ');
  return { id, rule, inForce: kernel === null ? '' : 'a kernel', variantOf: null, isAsked: true, isOwn: false };
}

/** The run of a policy on a kind of page. */
export function findRun(runs: readonly PolicyRun[], policy: string, kind: string): PolicyRun | undefined {
  return runs.find((run) => run.policy === policy && run.kind === kind);
}
