import type { ClaimKind } from '#lib/argument/record/claim';
import type { QuoteUse } from './quote-query';

/** A claim that a stance may be taken on; `version` is the one that its statement is shown of. */
export interface ClaimChoice {
  readonly slug: string;
  readonly title: string;
  readonly kind: ClaimKind;
  readonly version: number;
}

/** What one round of the form hands to the next: everything that was typed and chosen, and what the server said of it. */
export interface QuoteState {
  readonly use: QuoteUse;
  /** By name of the field. */
  readonly fields: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
  /** Claims to choose from, those that fit best first. */
  readonly choices: readonly ClaimChoice[];
  /** Why these: a heading for the choices. */
  readonly choicesAre: string;
  readonly asksAuthor: boolean;
}
