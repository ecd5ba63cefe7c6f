/** What of a mail can be searched apart, by the names of public-inbox's prefixes where it has one. */
export const columns = [
  'subject',
  'from',
  'to',
  'cc',
  /** What is not quoted, and what is. */
  'nq',
  'q',
  /** Names of the files that a diff touches. */
  'dfn',
  /** Hunk headings: the function around a hunk. */
  'dfhh',
  /** Lines of the old side alone, that is removed ones; of the new side alone, that is added ones; and of both (context). */
  'dfa',
  'dfb',
  'dfctx',
  /** Blob ids of the file before and after, as the diff's `index` line abbreviates them. */
  'dfpre',
  'dfpost',
  /** Message-ID, names of the lists, `git patch-id --stable`. */
  'mid',
  'list',
  'patchid',
] as const;

export type Column = (typeof columns)[number];

/**
 * Columns that a bare word looks into: what the author wrote, and who that was. As in public-inbox not to whom: whoever
 * looks for a maintainer's name would find each mail that was sent to that person.
 */
export const wordColumns = [
  'subject',
  'from',
  'nq',
  'q',
  'dfn',
  'dfhh',
  'dfa',
  'dfb',
  'dfctx',
] as const satisfies readonly Column[];

/** The text of a mail by column, as the mail has it; what it lacks is left out. */
export type ColumnTexts = Readonly<Partial<Record<Column, string>>>;
