import { isHeld } from '#lib/db/held-mail';
import { trimBrackets } from '../../../_components/mail-link';
import { mailResponse, mboxStream, noMail } from '../../mail-response';

/** The mail, in every form that is kept of it, as a mailbox: what `git am` takes. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const messageId = trimBrackets((await params).id);
  if (!(await isHeld(messageId, 'mail'))) return noMail(messageId);
  return mailResponse(mboxStream({ messageId }), 'application/mbox', `${messageId}.mbox`);
}
