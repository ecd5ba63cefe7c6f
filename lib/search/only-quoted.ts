import type { Column } from '#lib/search/column';
import type { Words } from '#lib/search/query';
import { findWhose } from '#lib/search/snippet';

/** A mail as far as it decides whose words were found. */
export interface FoundMail {
  readonly subject: string;
  readonly author: string;
  readonly text: string;
  /** Texts of attached patches. */
  readonly attached: readonly string[];
}

/**
 * Whether a mail has the words that were looked for in its quotes alone: some of them stand in a quote, none in what the
 * author wrote. Words that were looked for in quotes, or not in quotes at all, say nothing.
 */
export function isOnlyQuoted({ subject, author, text, attached }: FoundMail, wanted: readonly Words[]): boolean {
  const anywhere = wanted.filter(({ columns }) => columns.includes('q') && columns.length > 1);
  if (findWhose(text, anywhere) !== 'quoted') return false;
  const among = (column: Column) => anywhere.filter(({ columns }) => columns.includes(column));
  return (
    findWhose(subject, among('subject')) === undefined &&
    findWhose(author, among('from')) === undefined &&
    attached.every((one) => findWhose(one, anywhere) !== 'own')
  );
}
