import type { ReactNode } from 'react';

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
