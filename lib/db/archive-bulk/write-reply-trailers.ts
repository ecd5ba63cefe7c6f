import type { Statements } from '#lib/db/archive-bulk/statements';
import type { ParsedMessage } from '#lib/mail/message';
import { readSubject } from '#lib/patch/subject';
import { readReplyTrailers } from '#lib/patch/trailer/reply-trailer';

/** The version of what reads replies: a reply read by an older one is read anew when its thread is shown. */
export const REPLY_READER = 1;

/** Position of the row that says which version read the reply; its trailers follow from 0 on. */
export const READER_ROW = -1;

/** Whether trailers are looked for in a mail: in what answers another and is no patch of a series, which has its own. */
function isReply(message: Pick<ParsedMessage, 'subject' | 'parent'>, isPatch: boolean): boolean {
  return readSubject(message.subject).isReply || (message.parent !== undefined && !isPatch);
}

/** Writes the trailers that a reply gives, in place of those that stand there. */
export function writeReplyTrailers(sql: Statements, messageId: number, message: ParsedMessage, isPatch: boolean): void {
  sql.deleteReplyTrailers.run(messageId);
  if (!isReply(message, isPatch)) return;
  sql.insertReplyTrailer.run(messageId, READER_ROW, 'reader', String(REPLY_READER));
  for (const [i, { key, value }] of readReplyTrailers(message.text).entries()) {
    sql.insertReplyTrailer.run(messageId, i, key, value);
  }
}
