import type { Carrier, Shown } from '#lib/patch/carry/carrier';
import type { Anchor } from '#lib/patch/carry/carry';
import { findNumber } from '#lib/patch/carry/side-file';
import { pathOf } from '#lib/patch/diff/diff-file';

/** The lines that an annotation was made on, in the version that it was made on. */
export interface Source {
  readonly shown: Shown;
  /** First line. */
  readonly index: number;
  readonly count: number;
  /** First line's number, 1-based, as the annotation has it. */
  readonly line: number;
}

/**
 * Finds the lines that an annotation was made on, by their number where they say what it keeps, else by its words. Where the
 * version that it was made on is not held, or reads otherwise now, its words stand for the file. Undefined without any.
 */
export function findSource(carrier: Carrier, anchor: Anchor): Source | undefined {
  const { words, line } = anchor;
  const patch = carrier.from.findIndex(({ messageId }) => messageId === anchor.patch);
  const count = Math.max(words.lines.length, anchor.end - anchor.line + 1);
  for (const [file, diff] of carrier.from[patch]?.files.entries() ?? []) {
    if (pathOf(diff) !== anchor.path) continue;
    const shown = carrier.show(carrier.from, patch, file, anchor.side);
    if (shown === undefined) continue;
    const index = findNumber(shown, line);
    if (index >= 0 && isThere(shown, index, words.lines) && findNumber(shown, anchor.end) === index + count - 1) {
      return { shown, index, count, line };
    }
    const same = shown.texts.flatMap((_, at) =>
      words.lines.length > 0 && isThere(shown, at, words.lines) ? [at] : [],
    );
    const [only] = same;
    if (only !== undefined && same.length === 1) return { shown, index: only, count: words.lines.length, line };
  }
  if (words.lines.length === 0) return undefined;
  return { shown: showWords(anchor, patch), index: words.before.length, count: words.lines.length, line };
}

function isThere({ texts }: Shown, index: number, lines: readonly string[]): boolean {
  return lines.every((text, at) => texts[index + at] === text);
}

/** The words of an annotation as if they were all that its patch showed. */
function showWords({ path, side, line, words }: Anchor, patch: number): Shown {
  const texts = [...words.before, ...words.lines, ...words.after];
  const first = line - words.before.length;
  return {
    side,
    path,
    texts,
    numbers: texts.map((_, at) => first + at),
    isChanged: texts.map((_, at) => at >= words.before.length && at < words.before.length + words.lines.length),
    headings: texts.map(() => words.heading),
    patch,
    file: -1,
  };
}
