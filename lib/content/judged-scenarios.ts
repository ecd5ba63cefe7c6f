import { isKind } from '#lib/argument/records';
import type { FiledRecord } from '#lib/content/check-files';
import { findScenarioBlock } from '#lib/scenario/block';
import type { Simulator } from '#lib/scenario/simulator';
import type { Judged } from '#lib/scenario/synthesis';
import { findSimulator } from '#lib/simulators';

/** The scenarios of a folder like content/ that a simulator plays. */
export function judgedScenarios(filed: readonly FiledRecord[], simulator: Simulator): readonly Judged[] {
  return filed.flatMap(({ checked: { record } }) => {
    if (!isKind(record, 'scenario') || findSimulator(record.front.simulator) !== simulator) return [];
    const { scenario } = simulator.parse(findScenarioBlock(record.body)?.text ?? '');
    return scenario === undefined ? [] : [{ slug: record.slug, scenario }];
  });
}
