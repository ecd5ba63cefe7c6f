import type { FileView } from '#lib/db/archive-types';
import type { AnnotationView } from '#lib/db/record-types';
import { pathOf } from '#lib/patch/diff/diff-file';
import { lineAnchor } from '../_components/diff-anchor';

/** A note as far as its room in the margin goes. */
export interface MarginNote {
  readonly slug: string;
  /** `lineAnchor` of its line. */
  readonly anchor: string;
  /** Pixels that it is likely to take. */
  readonly height: number;
}

/** Height of a row of the diff in pixels. */
const rowHeight = 20;

/** Pixels that a note may stand below its line before those around it are folded: half a screen. */
const farthest = 400;

/** What a note is likely to take in a margin of some 36 letters: a guess, good enough to see whether many are too many. */
export function guessHeight(note: AnnotationView, replies: readonly AnnotationView[]): number {
  const text = [note, ...replies].map(({ bodyMarkdown, claims, scenarios }) => {
    const lines = bodyMarkdown.split('\n').reduce((sum, line) => sum + Math.ceil(line.length / 36), 0);
    return 60 + 19 * lines + 36 * (claims.length + scenarios.length);
  });
  return text.reduce((sum, height) => sum + height, 0);
}

/**
 * Slugs of the notes to fold in a file's margin: every run of notes, each pushed down by the one before, in which one
 * would stand too far below its line.
 */
export function listCrowded(file: FileView, notes: readonly MarginNote[]): ReadonlySet<string> {
  const rows = rowsOf(file);
  const sorted = notes
    .map((note) => ({ ...note, top: (rows.get(note.anchor) ?? 0) * rowHeight }))
    .toSorted((a, b) => a.top - b.top);
  const crowded = new Set<string>();
  let run: string[] = [];
  let [bottom, isFar] = [0, false];
  const close = () => {
    if (isFar) for (const slug of run) crowded.add(slug);
  };
  for (const { slug, top, height } of sorted) {
    if (top >= bottom) {
      close();
      [run, isFar] = [[], false];
    }
    const at = Math.max(top, bottom);
    isFar ||= at - top > farthest;
    run.push(slug);
    bottom = at + height;
  }
  close();
  return crowded;
}

function rowsOf(file: FileView): ReadonlyMap<string, number> {
  const path = pathOf(file);
  const rows = new Map<string, number>();
  let row = 0;
  for (const { lines } of file.hunks) {
    row += 1;
    for (const { oldLine, newLine } of lines) {
      if (oldLine !== null) rows.set(lineAnchor({ path, side: 'old', line: oldLine }), row);
      if (newLine !== null) rows.set(lineAnchor({ path, side: 'new', line: newLine }), row);
      row += 1;
    }
  }
  return rows;
}
