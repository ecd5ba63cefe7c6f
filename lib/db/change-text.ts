import type { Issue } from '#lib/argument/issue';
import { fileOf, isKind, type RecordKind } from '#lib/argument/records';
import type { CheckedRecord } from '#lib/markdown/check-record';
import { printPath } from '#lib/markdown/record-file';
import { findPolicyBlock } from '#lib/scenario/block';
import { simulators } from '#lib/simulators';

/**
 * What simulators say of what a change declares: what it starts from, the points that it answers, and the text of a policy
 * of its own. Empty for every other kind.
 */
export function checkChangeText<K extends RecordKind>(checked: CheckedRecord<K>): readonly Issue[] {
  const { record, bodyLine, placeOf } = checked;
  if (!isKind(record, 'change')) return [];
  const { front, body, slug } = record;
  const file = fileOf('change', slug);
  const refuse = (path: readonly (string | number)[], code: string, message: string): Issue => {
    return { severity: 'error', code, message, file, ...placeOf(path), field: printPath(path) };
  };
  const { before } = front;
  const isNamed = before === undefined || simulators.some((simulator) => simulator.resolve(before) !== undefined);
  const points = simulators.flatMap((simulator) => simulator.points.map(({ id }) => id));
  return [
    ...(isNamed
      ? []
      : [refuse(['before'], 'unknown-policy', `${before} is no policy, combination or kernel that a simulator plays`)]),
    ...front.points.flatMap((point, index) =>
      points.includes(point)
        ? []
        : [refuse(['points', index], 'unknown-point', `${point} is no decision point; there are ${points.join(', ')}`)],
    ),
    ...checkPolicyBlock(body, bodyLine).map((issue) => ({ ...issue, file, field: null })),
  ];
}

/** Problems of the text, with lines of the file; of several simulators those of the one that understands most of it. */
function checkPolicyBlock(body: string, bodyLine: number): readonly Omit<Issue, 'file' | 'field'>[] {
  const block = findPolicyBlock(body);
  if (block === undefined) return [];
  const read = simulators.map((simulator) => simulator.parseOwn(block.text));
  if (read.some(({ policies }) => policies !== undefined)) return [];
  const [least] = read.toSorted((a, b) => a.issues.length - b.issues.length);
  return (least?.issues ?? []).map(({ severity, code, message, line, column }) => {
    return { severity, code, message, line: bodyLine - 1 + block.lineOffset + line, column };
  });
}
