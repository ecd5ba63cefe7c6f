import type { Prediction } from '#lib/observation/facts';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';
import { defaultBounds, runPolicy } from '#lib/simulators';

/** What registers a sequential scenario ends with in the model, under a policy or the rules of a kernel release. */
export function predictOutcome(scenario: Scenario, simulator: Simulator, policy: string, kind: string): Prediction {
  const nothing = (reason: string): Prediction => ({ is: 'not modelled', reason });
  if (simulator.resolve(policy) === undefined) return nothing(`no rules are known for ${policy}`);
  if (!simulator.kindsFor(scenario).includes(kind)) return nothing(`the model does not play it on ${kind} pages`);
  const { outcomes, bound, stuck } = runPolicy(simulator, scenario, policy, defaultBounds, kind);
  if (bound !== null) return nothing(`the model meets a bound (${bound})`);
  if (stuck !== null) return nothing('in the model an actor waits for ever');
  return { is: 'predicted', ends: outcomes.map(({ registers }) => registers) };
}
