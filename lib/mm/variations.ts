import { doer } from '#lib/mm/variation/doer';
import type { VariationKind } from '#lib/mm/variation/edit';
import { forkOrder } from '#lib/mm/variation/fork-order';
import { handleKind } from '#lib/mm/variation/handle-kind';
import { omission } from '#lib/mm/variation/omission';
import { order } from '#lib/mm/variation/order';
import { pageKind } from '#lib/mm/variation/page-kind';
import { passingReference } from '#lib/mm/variation/passing-reference';
import { swapTrip } from '#lib/mm/variation/swap-trip';
import { vocabulary } from '#lib/mm/vocabulary';
import { parseScenario } from '#lib/scenario/parse';
import { printScenario } from '#lib/scenario/print';
import type { Scenario } from '#lib/scenario/scenario';
import type { Variation } from '#lib/scenario/variation';

/** Every kind of assumption that can be changed, in the order in which a reader would try them. */
const kinds: readonly VariationKind[] = [
  pageKind,
  handleKind,
  forkOrder,
  doer,
  omission,
  order,
  swapTrip,
  passingReference,
];

/**
 * Every scenario that differs from this one in one assumption, each a text that parses. What its author checks and
 * expects on the way speaks of the scenario as it was, so it is left out.
 */
export function variationsOf(scenario: Scenario): readonly Variation[] {
  const bare = withoutExpectations(scenario);
  const seen = new Set([printScenario(bare, vocabulary)]);
  const found: Variation[] = [];
  for (const { id, vary } of kinds)
    for (const { title, scenario: varied } of vary(bare)) {
      const text = printScenario(varied, vocabulary);
      if (seen.has(text)) continue;
      seen.add(text);
      const parsed = parseScenario(text, vocabulary);
      if (parsed.scenario !== undefined && parsed.issues.length === 0)
        found.push({ id, title, scenario: parsed.scenario });
    }
  return found;
}

function withoutExpectations(scenario: Scenario): Scenario {
  const phases = scenario.phases.map((phase) => ({
    ...phase,
    lines: phase.lines.filter(({ type }) => type === 'step'),
  }));
  return { ...scenario, phases, expectations: [], trailing: [] };
}
