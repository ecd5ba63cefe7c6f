import type { MailBytes, MailRow } from '#lib/db/archive-bulk/mail-row';
import { readMails, type Unread } from '#lib/db/archive-bulk/read-mail';

/** Reads mails for the archive. */
export class MailReader {
  readonly #latestMs: number;

  constructor(latestMs: number) {
    this.#latestMs = latestMs;
  }

  /** The mails, read, in their order. */
  read(mails: readonly MailBytes[], dictionary: Uint8Array | undefined): Promise<(MailRow | Unread)[]> {
    return readMails(mails, { latestMs: this.#latestMs, dictionary });
  }

  async close(): Promise<void> {}
}
