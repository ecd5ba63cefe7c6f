import type { OwnPolicy } from '#lib/scenario/own-policy';
import type { Simulator } from '#lib/scenario/simulator';

/** A scenario's text with policies below its head, in canonical form; as it is where it cannot be read. */
export function addPolicies(simulator: Simulator, text: string, policies: readonly OwnPolicy[]): string {
  const { scenario } = simulator.parse(text);
  if (scenario === undefined) return text;
  const others = scenario.ownPolicies.filter(({ id }) => policies.every((policy) => policy.id !== id));
  return simulator.print({ ...scenario, ownPolicies: [...others, ...policies] });
}

/** The text to begin with: a scenario's, or the simulator's example, and a starter's policy. */
export function beginWith(simulator: Simulator, text: string | undefined, starter: string | undefined): string {
  const chosen = simulator.starters.find(({ id }) => id === starter) ?? simulator.starters[0];
  const policies = chosen === undefined ? [] : (simulator.parseOwn(chosen.text).policies ?? []);
  return addPolicies(simulator, text ?? simulator.example, policies);
}
