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
  /** Added, removed and context lines. */
  'dfa',
  'dfb',
  'dfctx',
  /** Message-ID, names of the lists, `git patch-id --stable`. */
  'mid',
  'list',
  'patchid',
] as const;

export type Column = (typeof columns)[number];

/** Columns that a bare word looks into: all that a person wrote. */
export const wordColumns = [
  'subject',
  'from',
  'to',
  'cc',
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
