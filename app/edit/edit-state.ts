import type { Root } from 'hast';
import type { RecordKind } from '#lib/argument/records';
import type { RecordText } from '#lib/db/record-types';

/** What one round of editing hands to the next: everything that was typed, and what the server said of it. */
export interface EditState {
  readonly kind: RecordKind;
  /** Null for a record that is not saved yet: its name is the `id` of its text. */
  readonly slug: string | null;
  /** The version that the text was made from; 0 for a new record. */
  readonly version: number;
  readonly text: string;
  readonly note: string;
  /** Who the author said to be, where the page asked and what was said could not be used yet. */
  readonly author: string;
  /** What stands in the fields of a relation, stance or scenario that is not in the text yet, by name of the field. */
  readonly fields: Readonly<Record<string, string>>;
  /** Counts how often the server changed the text, so that its fields show that. */
  readonly changes: number;
  /** Sentences that say what is wrong, each with its line. */
  readonly problems: readonly string[];
  /** What stands now, where somebody else saved meanwhile; null otherwise. */
  readonly current: RecordText | null;
  /** The rendered body, where a preview was asked for. */
  readonly preview: Root | null;
  /** True where nobody knows who writes here: the page asks once. */
  readonly asksAuthor: boolean;
}
