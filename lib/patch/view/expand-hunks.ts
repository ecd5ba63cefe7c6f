import type { DiffLine } from '#lib/patch/diff/hunk';

/** A hunk with its lines, as far as expanding goes. */
export interface ExpandableHunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  readonly heading: string;
  readonly lines: readonly DiffLine[];
}

/** Lines of the old file that are wanted beside the hunks: 1-based, both ends included. */
export interface WantedLines {
  readonly from: number;
  readonly to: number;
}

/**
 * Whether the old file says at the hunks' numbers what they say. One that does not is another file, and nothing may be
 * shown from it.
 */
export function agreesWith(hunks: readonly ExpandableHunk[], oldFile: readonly string[]): boolean {
  return hunks.every(({ lines }) =>
    lines.every(({ oldLine, text }) => oldLine === null || oldFile[oldLine - 1] === text.replace(/\r$/, '')),
  );
}

/**
 * The hunks with the wanted lines of the old file as context; hunks that touch become one. Lines wanted far from any hunk
 * make a hunk of their own. Throws a RangeError where the hunks are not in order.
 */
export function expandHunks(
  hunks: readonly ExpandableHunk[],
  oldFile: readonly string[],
  wanted: readonly WantedLines[],
): ExpandableHunk[] {
  const isWanted = new Uint8Array(oldFile.length + 2);
  for (const { from, to } of wanted) isWanted.fill(1, Math.max(from, 1), Math.min(to, oldFile.length) + 1);
  const grown: ExpandableHunk[] = [];
  let context: DiffLine[] = [];
  let next = 1;
  let shift = 0;
  let isOpen = false;
  const fill = (until: number) => {
    for (; next < until; next++) {
      if (isWanted[next] === 1) {
        context.push({ sign: ' ', oldLine: next, newLine: next + shift, text: oldFile[next - 1] ?? '' });
        continue;
      }
      flush();
      isOpen = false;
    }
  };
  const flush = (hunk?: ExpandableHunk) => {
    const lines = [...context, ...(hunk?.lines ?? [])];
    const last = grown.at(-1);
    context = [];
    if (lines.length === 0) return;
    const heading = hunk?.heading ?? '';
    if (isOpen && last !== undefined) grown[grown.length - 1] = measure([...last.lines, ...lines], last.heading, shift);
    else grown.push(measure(lines, heading, shift));
    isOpen = true;
  };
  for (const hunk of hunks) {
    // A hunk without old lines stands after the line that it names.
    const start = hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart;
    if (start < next) throw new RangeError(`A hunk at ${start} stands after line ${next - 1}`);
    fill(start);
    flush(hunk);
    next = start + hunk.oldLines;
    shift += hunk.newLines - hunk.oldLines;
  }
  fill(oldFile.length + 1);
  flush();
  return grown;
}

function measure(lines: readonly DiffLine[], heading: string, shift: number): ExpandableHunk {
  const numbers = (side: 'oldLine' | 'newLine') => lines.flatMap((line) => line[side] ?? []);
  const [old, fresh] = [numbers('oldLine'), numbers('newLine')];
  const oldStart = old[0] ?? Math.max((fresh[0] ?? 1) - shift - 1, 0);
  const newStart = fresh[0] ?? Math.max((old[0] ?? 1) + shift - 1, 0);
  return { oldStart, oldLines: old.length, newStart, newLines: fresh.length, heading, lines };
}

/**
 * The lines from the head of the function that `line` stands in to its closing bracket, as a C file in the kernel's style
 * has them: both begin in the first column. Undefined where there is no such head above it.
 */
export function functionAround(oldFile: readonly string[], line: number): WantedLines | undefined {
  let from = line;
  while (from > 1 && !/^[A-Za-z_$]/.test(oldFile[from - 1] ?? '')) from--;
  if (!/^[A-Za-z_$]/.test(oldFile[from - 1] ?? '')) return undefined;
  // A comment right above it belongs to it, and the lines on which its type stands.
  while (from > 1 && /^(?:[A-Za-z_$]| \*|\/\*)/.test(oldFile[from - 2] ?? '')) from--;
  let to = line;
  while (to < oldFile.length && !/^\}/.test(oldFile[to - 1] ?? '')) to++;
  return { from, to };
}
