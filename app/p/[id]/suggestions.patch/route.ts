import { findPatch } from '#lib/db/archive';
import { readSuggestions } from '#lib/db/suggestions';
import { findMessageId } from '../../../_components/mail-link';
import { mailResponse } from '../../../m/mail-response';

/** The suggestions on a patch as a diff for the tree after it; `?only=SLUG` gives one of them. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const messageId = findMessageId(id);
  const patch = messageId === undefined ? undefined : await findPatch(messageId);
  if (patch === undefined) return none(`The patch ${messageId ?? id} is not imported.`);
  const found = await readSuggestions(patch, new URL(request.url).searchParams.get('only'));
  if (found === undefined) return none('This patch has no such suggestion.');
  if (found.taken === 0) return none(`Nothing can be applied.\n${found.text}`.trimEnd());
  return mailResponse(found.text, 'text/plain', `${patch.messageId}-suggestions.patch`);
}

function none(why: string): Response {
  return new Response(`${why}\n`, { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
