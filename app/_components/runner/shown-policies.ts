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
}

/** The policies that a scenario asks, in the order of the simulator, those of its own text among them. */
export function listPolicies(simulator: Simulator, scenario: Scenario): readonly ShownPolicy[] {
  const known = new Map(simulator.policies.map((policy) => [policy.id, policy]));
  return simulator.policiesFor(scenario).map((id) => describe(id, known.get(id)));
}

function describe(id: string, info: PolicyInfo | undefined): ShownPolicy {
  if (info === undefined) return { id, rule: 'of this text', inForce: '', variantOf: null, isAsked: false };
  return { id, rule: info.rule, inForce: info.inForce, variantOf: info.variantOf, isAsked: false };
}

/** What was asked for by name and is none of the policies; undefined where it names nothing. */
export function findAsked(simulator: Simulator, text: string): ShownPolicy | undefined {
  const resolved = simulator.resolve(text);
  if (resolved === undefined) return undefined;
  const { id, kernel, policies } = resolved;
  const rule = kernel === null ? 'chosen together' : policies.join(', ');
  return { id, rule, inForce: kernel === null ? '' : 'a kernel', variantOf: null, isAsked: true };
}

/** The run of a policy on a kind of page. */
export function findRun(runs: readonly PolicyRun[], policy: string, kind: string): PolicyRun | undefined {
  return runs.find((run) => run.policy === policy && run.kind === kind);
}
