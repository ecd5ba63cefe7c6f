import { findVersion } from '#lib/db/find-version';
import { describeSeries } from '#lib/db/series-json';
import { trimBrackets } from '../../../_components/mail-link';
import { noMail } from '../../../m/mail-response';

/** All that is known of a series, as content/guide says. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const messageId = trimBrackets((await params).id);
  const found = await findVersion(messageId);
  return found === undefined ? noMail(messageId) : Response.json(await describeSeries(found));
}
