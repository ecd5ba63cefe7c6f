import type { AnnotationAnswerKind } from '#lib/argument/record/annotation';

/** What a form beside an annotation holds that says one thing of it, and what came of its last sending. */
export interface SettleState {
  readonly kind: AnnotationAnswerKind;
  /** Message-ID of the version. */
  readonly version: string;
  /** Message-ID of the mail that says so, as typed. */
  readonly message: string;
  readonly note: string;
  readonly turn: number;
  readonly problems: readonly string[];
}

/** What came of saying where an annotation belongs. */
export interface PlaceState {
  readonly problems: readonly string[];
}
