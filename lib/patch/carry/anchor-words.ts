/** The words that an annotation was made on, and those around them: what finds them again in another version. */
export interface AnchorWords {
  /** The annotated lines in order, without signs, on the side of the annotation. Empty for what stands on no line. */
  readonly lines: readonly string[];
  /** Up to {@link CONTEXT} lines of that side before them in their hunk, in order; fewer at the hunk's edge. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What stands after the second `@@` of their hunk. */
  readonly heading: string;
}

/** Lines of context that an annotation keeps on either side. */
export const CONTEXT = 3;

export const noWords: AnchorWords = { lines: [], before: [], after: [], heading: '' };
