import type { AnchorWords } from '#lib/patch/carry/anchor-words';
import { Carrier } from '#lib/patch/carry/carrier';
import { carryChanged } from '#lib/patch/carry/carry-changed';
import { carrySame } from '#lib/patch/carry/carry-same';
import { findSource } from '#lib/patch/carry/carry-source';
import { orphan } from '#lib/patch/carry/say-placement';
import type { DiffFile } from '#lib/patch/diff/diff';

/** A patch of one version of a series, as far as carrying needs it. */
export interface PatchDiff {
  readonly messageId: string;
  readonly title: string;
  /** Null where it is not numbered. */
  readonly part: number | null;
  readonly files: readonly DiffFile[];
}

/** The patches of one version of a series, in order. */
export type PatchDiffs = readonly PatchDiff[];

/** Lines of a patch that something was said of. */
export interface Anchor {
  /** Message-ID of the patch. */
  readonly patch: string;
  /** As the page calls the file: its new path, for a deleted file its old one. */
  readonly path: string;
  readonly side: 'old' | 'new';
  /** First and last line on that side, 1-based; equal for one line. */
  readonly line: number;
  readonly end: number;
  readonly words: AnchorWords;
}

/** Lines of a version. */
export interface Place {
  /** Message-ID of the patch that shows them. */
  readonly patch: string;
  /** As the page calls the file. */
  readonly path: string;
  readonly side: 'old' | 'new';
  /** First and last line on that side, 1-based. */
  readonly line: number;
  readonly end: number;
  /** What they say there. */
  readonly lines: readonly string[];
}

/**
 * Where an annotation belongs in another version. `exact`: the same lines with the same neighbours, under the same
 * numbers of the patch that its own became. `moved`: the same lines with the same neighbours elsewhere. `changed`: the
 * place is the same, but its lines or those beside them are others; what it was made on stands in the anchor's words.
 * `orphaned`: nowhere that could be said for certain; `candidates` are places that a person may choose from.
 * `why` says it in a sentence or two, '' for `exact`.
 */
export type Placement =
  | ({ readonly state: 'exact' | 'moved' | 'changed'; readonly why: string } & Place)
  | { readonly state: 'orphaned'; readonly why: string; readonly candidates: readonly Place[] };

/** Carries an annotation from the version that it was made on to another one. For many, `openCarry` works once. */
export function carryAnnotation(from: PatchDiffs, to: PatchDiffs, anchor: Anchor): Placement {
  return openCarry(from, to)(anchor);
}

/** Two versions made ready to carry many annotations between them. */
export function openCarry(from: PatchDiffs, to: PatchDiffs): (anchor: Anchor) => Placement {
  const carrier = new Carrier(from, to);
  return (anchor) => carryWith(carrier, anchor);
}

export function carryWith(carrier: Carrier, anchor: Anchor): Placement {
  const source = findSource(carrier, anchor);
  if (source === undefined) return orphan('It was made on no line.');
  return carrySame(carrier, source) ?? carryChanged(carrier, source);
}
