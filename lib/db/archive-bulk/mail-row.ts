import { createHash } from 'node:crypto';
import { comparableText } from '#lib/mail/list-footer';
import { identityText, type ParsedMessage } from '#lib/mail/message';
import { makeUpMessageId } from '#lib/mail/message-id';
import { type Patch, readPatch } from '#lib/patch/patch';

/** A mail ready to be written: read once, hashed once. */
export interface MailRow {
  readonly bytes: Uint8Array;
  /** The bytes packed with the writer's dictionary, where that was done aside. */
  packed?: Uint8Array;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  readonly messageId: string;
  readonly message: ParsedMessage;
  readonly patch: Patch | undefined;
  /** SHA-256 of the text without what lists append. */
  readonly textHash: string;
  /** Lists of the mail and the one named for the import. */
  readonly lists: readonly string[];
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Puts together what is written for a mail. */
export function makeMailRow(
  bytes: Uint8Array,
  hash: string,
  message: ParsedMessage,
  list: string | undefined,
): MailRow {
  return {
    bytes,
    hash,
    messageId: message.messageId ?? makeUpMessageId(sha256(identityText(message))),
    message,
    patch: readPatch(message),
    textHash: sha256(comparableText(message.text)),
    lists: list === undefined ? message.lists : [...new Set([...message.lists, list])],
  };
}

/**
 * Which of the raw forms of one mail is shown: the one without what lists added to it, so the shortest text, then the
 * shortest subject, then the first that came.
 */
export function findClearest(forms: readonly ParsedMessage[]): number {
  let best = 0;
  for (const [i, form] of forms.entries()) {
    const held = forms[best];
    if (held === undefined) continue;
    const shorter = form.text.length - held.text.length || form.subject.length - held.subject.length;
    if (shorter < 0) best = i;
  }
  return best;
}
