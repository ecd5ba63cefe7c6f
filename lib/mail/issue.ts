/** What is wrong with a mail: data, never thrown. */
export interface MailIssue {
  /** `error`: something of the mail could not be read; `note`: it was read, by a rule worth knowing. */
  readonly severity: 'error' | 'note';
  readonly code: MailFlag;
  /** A sentence without the place; the source knows file and byte. */
  readonly message: string;
}

/** One word for each thing that can be wrong; stored with the message. */
export type MailFlag =
  | 'no-message-id'
  | 'no-date'
  | 'bad-date'
  | 'no-body'
  | 'nul'
  | 'unknown-charset'
  | 'damaged-mime'
  | 'deep-mime'
  | 'many-parts'
  | 'large-part'
  | 'unknown-encoding'
  | 'html-only'
  | 'flowed'
  | 'flattened'
  | 'refers-to-itself'
  | 'via-list';
