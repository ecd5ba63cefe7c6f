import type { Mailbox } from '#lib/mail/mailbox';
import type { MessageId } from '#lib/mail/message-id';

/** A mail to be sent: decoded, as its reader will see it. */
export interface OutgoingMail {
  readonly messageId: MessageId;
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly subject: string;
  /** Milliseconds since 1970, and the minutes east of UTC to say it in. */
  readonly dateMs: number;
  readonly zone: number;
  /** The mail that it answers, and that one's ancestors with it, oldest first. */
  readonly inReplyTo: MessageId;
  readonly references: readonly MessageId[];
  /** Headers of its own: names of letters and dashes, values of ASCII words. */
  readonly extra: readonly { readonly name: string; readonly value: string }[];
  /** Lines with `\n`. */
  readonly text: string;
}
