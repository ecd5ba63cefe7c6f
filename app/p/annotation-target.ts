import type { AnnotationTarget } from '#lib/argument/record/annotation';
import { sayTarget } from '#lib/argument/record/annotation';
import type { FileView } from '#lib/db/archive-types';
import { type AnchorWords, noWords } from '#lib/patch/carry/anchor-words';
import { wordsOfLines } from '#lib/patch/carry/lines-words';
import { pathOf } from '#lib/patch/diff/diff-file';

/** What a form speaks of. `path` is '' and the numbers are 0 where it stands on none. */
export interface FormTarget {
  readonly on: AnnotationTarget;
  readonly path: string;
  readonly side: 'old' | 'new';
  /** First and last line, 1-based. */
  readonly line: number;
  readonly end: number;
}

export const wholePatch: FormTarget = { on: 'message', path: '', side: 'new', line: 0, end: 0 };
export const wholeSeries: FormTarget = { ...wholePatch, on: 'series' };

/**
 * Reads the word of an address that says what to annotate: `message`, `series`, `file:mm/shmem.c`, `mm/shmem.c:2427`,
 * `mm/shmem.c:a2427-2431`. Undefined for anything else. Paths may have colons: the last one counts.
 */
export function parseTarget(text: string): FormTarget | undefined {
  if (text === 'message') return wholePatch;
  if (text === 'series') return wholeSeries;
  const { path, old, first, last } =
    /^(?<path>.+):(?<old>a?)(?<first>[1-9]\d{0,8})(?:-(?<last>[1-9]\d{0,8}))?$/s.exec(text)?.groups ?? {};
  if (path === undefined) {
    return text.startsWith('file:') && text.length > 5 ? { ...wholePatch, on: 'file', path: text.slice(5) } : undefined;
  }
  const side = old === 'a' ? 'old' : 'new';
  const numbers = [Number(first), Number(last ?? first)];
  const [line, end] = [Math.min(...numbers), Math.max(...numbers)];
  return { on: line === end ? 'line' : 'range', path, side, line, end };
}

/** The word that `parseTarget` reads. */
export function printTarget(target: FormTarget): string {
  const { on } = target;
  if (on === 'message' || on === 'series') return on;
  return on === 'file' ? `file:${target.path}` : sayTarget(target);
}

/** A target in a sentence: `line 72 of mm/shmem.c`, `old lines 7 to 9 of mm/shmem.c`. */
export function targetWords({ on, path, side, line, end }: FormTarget): string {
  const old = side === 'old' ? 'old ' : '';
  switch (on) {
    case 'message':
      return 'the patch as a whole';
    case 'series':
      return 'the series as a whole';
    case 'file':
      return `the file ${path}`;
    case 'line':
      return `${old}line ${line} of ${path}`;
    case 'range':
      return `${old}lines ${line} to ${end} of ${path}`;
  }
}

/** Where a target stands in its patch's page. */
export function targetFragment({ on, path, side, line }: FormTarget): string {
  if (on === 'message' || on === 'series') return 'remarks';
  return encodeURI(on === 'file' ? path : `${path}:${side === 'old' ? 'a' : ''}${line}`);
}

/** The words of a target, or a sentence that says why there are none. */
export function wordsOfTarget(files: readonly FileView[], target: FormTarget): AnchorWords | string {
  const { on, path, side, line, end } = target;
  if (on === 'message' || on === 'series') return noWords;
  const own = files.filter((file) => pathOf(file) === path);
  if (own.length === 0) return `This patch has no file ${path}.`;
  if (on === 'file') return noWords;
  for (const file of own) {
    const words = wordsOfLines(toDiff(file), side, line, end);
    if (words !== undefined) return words;
  }
  const isFirstThere = own.some((file) => wordsOfLines(toDiff(file), side, line, line) !== undefined);
  return isFirstThere
    ? `Lines ${line} to ${end} do not stand in one hunk: a range ends where its hunk ends.`
    : `This patch shows no ${targetWords({ ...target, on: 'line' })}.`;
}

function toDiff(file: FileView): Parameters<typeof wordsOfLines>[0] {
  return {
    ...file,
    hunks: file.hunks.map(({ lines, ...hunk }) => ({
      ...hunk,
      heading: /^@@ .*? @@ ?(.*)$/.exec(hunk.header)?.[1] ?? '',
      text: lines.map(({ sign, text }) => `${sign}${text}`).join('\n'),
    })),
  };
}
