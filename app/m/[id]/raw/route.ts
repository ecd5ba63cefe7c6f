import { getRaw } from '#lib/db/archive';
import { trimBrackets } from '../../../_components/mail-link';
import { mailResponse, noMail } from '../../mail-response';

/** The bytes of a mail as they came; `?hash=` chooses among several forms of it. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const messageId = trimBrackets((await params).id);
  const hash = new URL(request.url).searchParams.get('hash') ?? undefined;
  const bytes = await getRaw(messageId, hash);
  return bytes === undefined
    ? noMail(messageId)
    : mailResponse(new Uint8Array(bytes), 'text/plain', `${messageId}.eml`);
}
