/** One line of a diff. `text` is without its sign; numbers are 1-based. */
export interface DiffLine {
  /** `\` is git's remark on the line before ("No newline at end of file"). */
  readonly sign: ' ' | '+' | '-' | '\\';
  readonly oldLine: number | null;
  readonly newLine: number | null;
  readonly text: string;
}

/** A hunk as stored: the numbers of its `@@` line, and its lines with their signs. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** What stands after the second `@@`. */
  readonly heading: string;
  /** The lines with their signs, joined by `\n`, as mailed. */
  readonly text: string;
}

/** The whole `@@` line. A count of one is not written, as git does. */
export function printHunkHeader(hunk: Omit<Hunk, 'text'>): string {
  const range = (start: number, count: number) => (count === 1 ? `${start}` : `${start},${count}`);
  const heading = hunk.heading === '' ? '' : ` ${hunk.heading}`;
  return `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@${heading}`;
}

/** The lines of a hunk with their numbers. An empty line is a context line whose only character a mailer took away. */
export function numberLines(hunk: Pick<Hunk, 'oldStart' | 'newStart' | 'text'>): DiffLine[] {
  let { oldStart: old, newStart: fresh } = hunk;
  return hunk.text.split('\n').map((line): DiffLine => {
    const sign = line.charAt(0);
    const text = line.slice(1);
    if (sign === '+') return { sign, oldLine: null, newLine: fresh++, text };
    if (sign === '-') return { sign, oldLine: old++, newLine: null, text };
    if (sign === '\\') return { sign, oldLine: null, newLine: null, text };
    return { sign: ' ', oldLine: old++, newLine: fresh++, text };
  });
}

/** Counts of the two sides as the lines have them; undefined when a line has no sign a diff knows. */
export function countSides(
  text: string,
): { readonly oldLines: number; readonly newLines: number; readonly added: number } | undefined {
  let [oldLines, newLines, added] = [0, 0, 0];
  if (text === '') return { oldLines, newLines, added };
  for (const line of text.split('\n')) {
    const sign = line.charAt(0);
    if (sign === '+') {
      newLines++;
      added++;
    } else if (sign === '-') oldLines++;
    else if (sign === ' ' || sign === '') {
      oldLines++;
      newLines++;
    } else if (sign !== '\\') return undefined;
  }
  return { oldLines, newLines, added };
}
