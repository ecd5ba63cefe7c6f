import { type MailBytes, type MailRow, makeMailRow } from '#lib/db/archive-bulk/mail-row';
import { packRaw } from '#lib/db/raw-codec';
import { parseMessage } from '#lib/mail/message';

/** How mails are read and packed. */
export interface ReadSettings {
  /** No mail is later: milliseconds since 1970. */
  readonly latestMs: number;
  /** What they are packed with. */
  readonly dictionary: Uint8Array | undefined;
}

/** A mail that reading failed on, and why. */
export interface Unread {
  readonly hash: string;
  readonly why: string;
}

/**
 * Reads mails for the archive, one after the other. Reading never throws; should one mail in a million prove that wrong
 * (a pattern that exhausts its stack), it is said and the others are read all the same.
 */
export async function readMails(
  mails: readonly MailBytes[],
  { latestMs, dictionary }: ReadSettings,
): Promise<(MailRow | Unread)[]> {
  const read: (MailRow | Unread)[] = [];
  for (const mail of mails) {
    try {
      const message = await parseMessage(mail.bytes, { latestMs });
      read.push(makeMailRow(mail, message, packRaw(mail.bytes, dictionary)));
    } catch (error) {
      read.push({ hash: mail.hash, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return read;
}

export function isRead(row: MailRow | Unread): row is MailRow {
  return 'messageId' in row;
}
