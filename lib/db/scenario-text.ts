import type { Issue } from '#lib/argument/issue';
import { fileOf, isKind, type RecordKind } from '#lib/argument/records';
import type { CheckedRecord } from '#lib/markdown/check-record';
import { findScenarioBlock } from '#lib/scenario/block';
import { simulators } from '#lib/simulators';

/** What the simulator says of a scenario's text, with lines of the record's file. Empty for every other kind. */
export function checkScenarioText<K extends RecordKind>(checked: CheckedRecord<K>): readonly Issue[] {
  const { record, bodyLine, placeOf } = checked;
  if (!isKind(record, 'scenario')) return [];
  const file = fileOf('scenario', record.slug);
  const simulator = simulators.find(({ id }) => id === record.front.simulator);
  if (simulator === undefined) {
    const message = `there is no simulator ${record.front.simulator}; there is ${simulators.map(({ id }) => id).join(', ')}`;
    const place = placeOf(['simulator']);
    return [{ severity: 'error', code: 'unknown-simulator', message, file, ...place, field: 'simulator' }];
  }
  const block = findScenarioBlock(record.body);
  if (block === undefined) return [];
  return simulator.parse(block.text).issues.map(({ severity, code, message, line, column }) => {
    return { severity, code, message, file, line: bodyLine - 1 + block.lineOffset + line, column, field: null };
  });
}
