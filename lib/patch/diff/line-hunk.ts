import type { Change } from '#lib/patch/diff/line-diff';

/** Changes that are near each other, with the lines around them. 0-based, `To` exclusive. */
export interface LineHunk {
  readonly changes: readonly Change[];
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** Lines of context that a diff has unless asked otherwise. */
const CONTEXT_LINES = 3;

/** Joins changes into hunks as a unified diff does: those whose context would touch share one. */
export function groupHunks(
  changes: readonly Change[],
  oldLength: number,
  newLength: number,
  context = CONTEXT_LINES,
): LineHunk[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const before = groups.at(-1)?.at(-1);
    const gap = before === undefined ? Number.POSITIVE_INFINITY : change.oldAt - before.oldAt - before.oldCount;
    if (gap > 2 * context) groups.push([change]);
    else groups.at(-1)?.push(change);
  }
  return groups.flatMap((group) => {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) return [];
    const [oldEnd, newEnd] = [last.oldAt + last.oldCount, last.newAt + last.newCount];
    const after = Math.min(context, oldLength - oldEnd, newLength - newEnd);
    const before = Math.min(context, first.oldAt, first.newAt);
    return [
      {
        changes: group,
        ...{ oldFrom: first.oldAt - before, oldTo: oldEnd + after },
        ...{ newFrom: first.newAt - before, newTo: newEnd + after },
      },
    ];
  });
}

/** Lines of the unified diff of these changes: a head a hunk, context, removed and added lines. */
export function countDiffLines(changes: readonly Change[], oldLength: number, newLength: number): number {
  let count = 0;
  for (const hunk of groupHunks(changes, oldLength, newLength)) {
    count += 1 + hunk.oldTo - hunk.oldFrom;
    for (const change of hunk.changes) count += change.newCount;
  }
  return count;
}
