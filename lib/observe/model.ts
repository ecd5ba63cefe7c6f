import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';
import { defaultBounds, runPolicy } from '#lib/simulators';

/** What the model says that a sequential scenario ends with, or a clause that says why it says nothing. */
export type Modelled = { readonly registers: Readonly<Record<string, string>> } | { readonly notModelled: string };

/** Plays a scenario, whose lines run one after the other, under a policy or the rules of a kernel release. */
export function modelOutcome(scenario: Scenario, simulator: Simulator, policy: string, kind: string): Modelled {
  if (simulator.resolve(policy) === undefined) return { notModelled: `no rules are known for ${policy}` };
  if (!simulator.kindsFor(scenario).includes(kind))
    return { notModelled: `the model does not play it on ${kind} pages` };
  const { outcomes, bound, stuck } = runPolicy(simulator, scenario, policy, defaultBounds, kind);
  const [outcome, other] = outcomes;
  if (bound !== null) return { notModelled: `the model meets a bound (${bound})` };
  if (stuck !== null || outcome === undefined) return { notModelled: 'in the model an actor waits for ever' };
  if (other !== undefined) return { notModelled: 'in the model it may end in more than one way' };
  return { registers: outcome.registers };
}
