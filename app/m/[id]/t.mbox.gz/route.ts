import { findThread } from '#lib/db/archive';
import { trimBrackets } from '../../../_components/mail-link';
import { mailResponse, mboxStream, noMail } from '../../mail-response';

/** The thread that a mail, held or missing, is in: a mailbox, compressed. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const messageId = trimBrackets((await params).id);
  const thread = await findThread(messageId);
  if (thread === undefined || thread.messages === 0) return noMail(messageId);
  const packed = mboxStream({ threadId: thread.id }).pipeThrough(new CompressionStream('gzip'));
  return mailResponse(packed, 'application/gzip', `${messageId}.t.mbox.gz`);
}
