/** How a stretch of lines looks: the words of a diff, or of a quote by its depth. */
export type RunLook = 'add' | 'del' | 'hunk' | 'meta' | 'same' | 'q1' | 'q2' | 'plain';

/** Neighbouring lines of one look, joined by `\n`, without a last one: one element instead of one a line. */
export interface Run {
  readonly look: RunLook;
  readonly text: string;
}

/** Class of a run's look in the style sheet. */
export const lookClasses: Readonly<Record<RunLook, string>> = {
  add: 'df add',
  del: 'df del',
  hunk: 'df hh',
  meta: 'df meta',
  same: 'df',
  q1: 'ql',
  q2: 'ql q2',
  plain: 'ql at',
};

const fileHead =
  /^(diff --git |diff -|Index: |index [0-9a-f]{4,}|--- |\+\+\+ |(new|deleted) file mode |(old|new) mode |(rename|copy) (from|to) |(dis)?similarity index |GIT binary patch|Binary files )/;
const hunkHead = /^@@ -\d+(,\d+)? \+\d+(,\d+)? @@/;

/** The look of one line inside a diff. */
export function lookOfDiffLine(line: string): RunLook {
  if (hunkHead.test(line)) return 'hunk';
  if (fileHead.test(line)) return 'meta';
  if (line.startsWith('+')) return 'add';
  if (line.startsWith('-') && line !== '-- ') return 'del';
  return 'same';
}

/** Whether a diff can be seen to begin at this line: git's head of a file, or a hunk quoted without one. */
export function beginsDiff(line: string): boolean {
  return line.startsWith('diff --git ') || hunkHead.test(line);
}

/** Joins neighbours of one look. */
export function joinRuns(lines: Iterable<Run>): Run[] {
  const runs: { look: RunLook; texts: string[] }[] = [];
  for (const { look, text } of lines) {
    const last = runs.at(-1);
    if (last?.look === look) last.texts.push(text);
    else runs.push({ look, texts: [text] });
  }
  return runs.map(({ look, texts }) => ({ look, text: texts.join('\n') }));
}

/** A diff as text, cut into runs. */
export function diffRuns(text: string): Run[] {
  return joinRuns(text.split('\n').map((line) => ({ look: lookOfDiffLine(line), text: line })));
}

/** What a diff does, counted from runs: files by their heads, lines by their signs. */
export function countDiff(runs: readonly Run[]): { files: number; added: number; removed: number } {
  const count = { files: 0, added: 0, removed: 0 };
  for (const { look, text } of runs) {
    const lines = text.split('\n');
    if (look === 'add') count.added += lines.length;
    if (look === 'del') count.removed += lines.length;
    if (look === 'meta') count.files += lines.filter((line) => line.replace(/^(> ?)+/, '').startsWith('+++ ')).length;
  }
  return count;
}
