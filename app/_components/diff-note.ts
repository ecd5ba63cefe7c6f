import type { ReactNode } from 'react';
import { lineAnchor, parseLineAnchor } from './diff-anchor';

/** Something that stands at a line of a diff: an annotation, or the form. */
export interface DiffNote {
  /** The file as `pathOf` calls it. */
  readonly path: string;
  /** `lineAnchor` of the line it stands at. */
  readonly anchor: string;
  /** `lineAnchor` of the last line of a range, on the same side; without it, it speaks of one line. */
  readonly end?: string;
  /** Unique in the page. */
  readonly key: string;
  readonly isForm: boolean;
  readonly content: ReactNode;
}

/** The anchors of every line that a note speaks of. */
export function anchorsOf({ anchor, end }: DiffNote): readonly string[] {
  const first = parseLineAnchor(anchor);
  const last = end === undefined ? undefined : parseLineAnchor(end);
  if (first === undefined || last === undefined) return [anchor];
  return Array.from({ length: Math.max(last.line - first.line, 0) + 1 }, (_, index) =>
    lineAnchor({ ...first, line: first.line + index }),
  );
}
