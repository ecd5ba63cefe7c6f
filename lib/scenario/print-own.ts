import { printOwnCondition } from '#lib/scenario/own-condition';
import type { OwnPolicy, OwnRule, OwnSetting } from '#lib/scenario/own-policy';
import { printRemarked } from '#lib/scenario/print-remarked';

/** A policy's lines as a text has them, its rules set in. */
export function printOwnPolicy(policy: OwnPolicy): readonly string[] {
  const inner = policy.lines.flatMap((line) => printRemarked(line, printOwnLine(line)).map((text) => `  ${text}`));
  return [...printRemarked(policy, `policy ${policy.id} like ${policy.like}`), ...inner];
}

/** `at write fault: reuse when page_count = 1` */
export function printOwnLine(line: OwnRule | OwnSetting): string {
  if (line.type === 'setting') return `set ${line.name} ${line.value}`;
  const when = line.when === null ? '' : ` when ${printOwnCondition(line.when)}`;
  return `at ${line.point}: ${line.does}${when}`;
}
