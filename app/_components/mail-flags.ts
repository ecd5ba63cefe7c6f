import type { MailFlag } from '#lib/mail/issue';

/** What a flag means to a reader: the parser's, and those that the archive adds. */
const sentences: Readonly<Record<MailFlag | 'other-body', string>> = {
  'no-message-id': 'The mail has no Message-ID; this one was made from its bytes.',
  'no-date': 'The mail has no date that can be read and believed.',
  'bad-date': 'The date written in the mail is not believable; the day is that of the last Received line.',
  'no-body': 'The mail has no text.',
  nul: 'NUL bytes were left out of the text shown here; the raw mail has them.',
  'unknown-charset': 'A character set named in the mail is unknown or does not fit; some letters may be wrong.',
  'damaged-mime': 'The parts of the mail are damaged; what could be read is shown.',
  'deep-mime': 'The mail has parts inside parts, deeper than is read.',
  'many-parts': 'The mail has more than 10,000 parts; the others are in its raw form.',
  'large-part': 'An attachment of more than 8 MB is not read as text.',
  'unknown-encoding': 'The transfer encoding named in the mail is unknown; its text is shown as it came.',
  'html-only': 'The mail is HTML only; this is its text.',
  flattened: 'Lines were joined where the text came from: no patch is taken from it.',
  flowed: 'The mail is format=flowed: its lines are shown as sent, not joined.',
  'refers-to-itself': 'The mail names itself as its parent; that link was dropped.',
  'via-list': 'The list wrote itself in as sender; the author shown is the one named inside.',
  'other-body': 'Another mail with another text came under the same Message-ID.',
};

/** The flags of a mail, in words. */
export function flagSentences(flags: readonly string[]): string[] {
  return flags.map((flag) => findSentence(flag) ?? `Flagged by the importer: ${flag.replaceAll('-', ' ')}.`);
}

function findSentence(flag: string): string | undefined {
  return Object.entries(sentences).find(([word]) => word === flag)?.[1];
}
