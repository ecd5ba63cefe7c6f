import { findWrittenOrder, orderOfSchedule } from '#lib/reproduce/order';
import type { Scenario } from '#lib/scenario/scenario';
import type { Simulator } from '#lib/scenario/simulator';
import { runPolicy } from '#lib/simulators';

/** An order worth playing: that of the text (`schedule` null), or of a schedule that breaks a property under a policy. */
export interface Order {
  readonly scenario: Scenario;
  readonly schedule: string | null;
}

/** A search for an order to play is no proof: it need not go on for long. */
const bounds = { maxStates: 300_000, maxCountedStates: 0 };

/**
 * The orders of a scenario that are worth playing on a kernel: where lines run concurrently, those of the shortest
 * counterexamples of all policies, each once; the order of the text where none of them can be played. `problems` says of a
 * counterexample that no real kernel can be made to play why.
 */
export function findOrders(
  scenario: Scenario,
  simulator: Simulator,
  kind: string,
): { readonly orders: readonly Order[]; readonly problems: readonly string[] } {
  const written = findWrittenOrder(scenario, simulator);
  if (written !== undefined) return { orders: [{ scenario: written, schedule: null }], problems: [] };
  const orders = new Map<string, Order>();
  const problems = new Set<string>();
  const add = (policy: string, schedule: string) => {
    const ordered = orderOfSchedule(scenario, simulator, { policy, kind, schedule });
    if ('problem' in ordered) {
      problems.add(ordered.problem);
      return;
    }
    const text = simulator.print(ordered.scenario);
    if (!orders.has(text)) orders.set(text, { scenario: ordered.scenario, schedule: schedule || null });
  };
  const policies = simulator.policiesFor(scenario);
  for (const policy of policies)
    for (const { verdict, schedule } of runPolicy(simulator, scenario, policy, bounds, kind).properties)
      if (verdict === 'violated' && schedule !== null) add(policy, schedule);
  const [first] = policies;
  if (orders.size === 0 && first !== undefined) add(first, '');
  return { orders: [...orders.values()], problems: [...problems] };
}
