import { createHash } from 'node:crypto';
import { type PatchRow, readPatchRow } from '#lib/db/archive-bulk/patch-row';
import type { Fidelity } from '#lib/db/archive-types';
import type { MailIssue } from '#lib/mail/issue';
import { comparableText } from '#lib/mail/list-footer';
import { identityText, type ParsedMessage, type Reference } from '#lib/mail/message';
import { makeUpMessageId } from '#lib/mail/message-id';
import { readSubject } from '#lib/patch/subject';
import { readReplyTrailers } from '#lib/patch/trailer/reply-trailer';
import type { Trailer } from '#lib/patch/trailer/trailer';
import type { ColumnTexts } from '#lib/search/column';
import { cutColumns } from '#lib/search/cut-columns';

/** What tells which of the raw forms of one mail is shown. */
export interface Clarity {
  readonly textLength: number;
  readonly subjectLength: number;
}

/** A mail ready to be written: read once, and plain data, so that it can be read by another thread than it is written by. */
export interface MailRow {
  /** SHA-256 of the bytes. */
  readonly hash: string;
  /** The bytes as they are kept: see `packRaw`. */
  readonly packed: Uint8Array;
  /** Bytes of the mail. */
  readonly size: number;
  readonly fidelity: Fidelity;
  readonly messageId: string;
  readonly references: readonly Reference[];
  readonly parent: string | undefined;
  /** SHA-256 of the text without what lists append. */
  readonly textHash: string;
  readonly clarity: Clarity;
  readonly subject: string;
  readonly fromName: string;
  readonly fromAddress: string;
  /** Milliseconds since 1970; 0 where the mail has no date. */
  readonly dateMs: number;
  readonly dateAsWritten: string;
  readonly flags: readonly string[];
  /** Lists of the mail and the one named for the import. */
  readonly lists: readonly string[];
  readonly patch: PatchRow | undefined;
  /** What it says of the patch that it answers; undefined for a mail that answers none. */
  readonly replyTrailers: readonly Trailer[] | undefined;
  readonly texts: ColumnTexts;
  readonly issues: readonly MailIssue[];
}

/** A mail as it came, and what is known of it before it is read. */
export interface MailBytes {
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly fidelity: Fidelity;
  /** A list it is said to have come over, beside those it names. */
  readonly list: string | undefined;
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Puts together what is written for a mail. */
export function makeMailRow(mail: MailBytes, message: ParsedMessage, packed: Uint8Array): MailRow {
  const { bytes, hash, fidelity, list } = mail;
  const { author, subject, date, references, parent, flags, issues } = message;
  const messageId = messageIdOf(message);
  const lists = list === undefined ? message.lists : [...new Set([...message.lists, list])];
  const patch = readPatchRow(message);
  return {
    ...{ hash, packed, size: bytes.length, fidelity },
    ...{ messageId, references, parent, subject, flags, lists, patch, issues },
    textHash: sha256(comparableText(message.text)),
    clarity: clarityOf(message),
    fromName: author.name,
    fromAddress: author.address,
    dateMs: date.ms ?? 0,
    dateAsWritten: date.asWritten,
    replyTrailers: readReply(message, patch !== undefined),
    texts: cutColumns({ message, messageId, lists, patchId: patch?.patchId }),
  };
}

/** The mail's Message-ID, or the one that is made up for it. */
export function messageIdOf(message: ParsedMessage): string {
  return message.messageId ?? makeUpMessageId(sha256(identityText(message)));
}

/** Trailers are looked for in what answers another mail and is no patch of a series, which has its own. */
export function readReply(message: ParsedMessage, isPatch: boolean): readonly Trailer[] | undefined {
  const isReply = readSubject(message.subject).isReply || (message.parent !== undefined && !isPatch);
  return isReply ? readReplyTrailers(message.text) : undefined;
}

export function clarityOf({ text, subject }: Pick<ParsedMessage, 'text' | 'subject'>): Clarity {
  return { textLength: text.length, subjectLength: subject.length };
}

/**
 * Which of the raw forms of one mail is shown: the one without what lists added to it, so the shortest text, then the
 * shortest subject, then the first that came.
 */
export function findClearest(forms: readonly ParsedMessage[]): number {
  let best = 0;
  for (const [i, form] of forms.entries()) {
    const held = forms[best];
    if (held !== undefined && isClearer(clarityOf(form), clarityOf(held))) best = i;
  }
  return best;
}

export function isClearer(form: Clarity, held: Clarity): boolean {
  return (form.textLength - held.textLength || form.subjectLength - held.subjectLength) < 0;
}
