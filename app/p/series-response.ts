import { findVersion } from '#lib/db/find-version';
import { exportSeries } from '#lib/db/series-export';
import { trimBrackets } from '../_components/mail-link';
import { mailResponse, noMail } from '../m/mail-response';

const plain = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };

/**
 * A series for another program: `am` as the mailbox that `git am` takes, `diff` as its diffs alone. `?partial` gives what
 * is held of one that is not whole, `?patch` the one patch that the address names. What has to be known of it stands in
 * headers, for `curl` hands the rest to git.
 */
export async function seriesResponse(form: 'am' | 'diff', request: Request, id: string): Promise<Response> {
  const messageId = trimBrackets(id);
  const found = await findVersion(messageId);
  if (found === undefined) return noMail(messageId);
  const asked = new URL(request.url).searchParams;
  const isOne = asked.has('patch');
  const result = await exportSeries(found, {
    partial: isOne || asked.has('partial'),
    carryOver: asked.has('carry-over'),
  });
  if (result.state === 'refused') {
    return new Response(`${result.why} Add ?partial to the address for what is held.\n`, {
      status: 409,
      headers: plain,
    });
  }
  const parts = isOne ? result.parts.filter((part) => part.messageId === messageId) : result.parts;
  if (parts.length === 0) {
    return new Response('A cover letter has no diff. Leave ?patch away for the whole series.\n', {
      status: 404,
      headers: plain,
    });
  }
  const text = parts.map((part) => (form === 'am' ? part.entry : part.diff)).join('');
  const name = `${result.version.title.replace(/\W+/g, '-').slice(0, 60)}-v${result.version.version}`;
  const response = mailResponse(
    new Uint8Array(Buffer.from(text, 'latin1')),
    form === 'am' ? 'application/mbox' : 'text/plain',
    `${name}.${form === 'am' ? 'mbox' : 'diff'}`,
  );
  // Header values are ASCII.
  if (result.notes.length > 0)
    response.headers.set('X-Moot-Note', result.notes.join(' ').replace(/[^\x20-\x7e]/g, '?'));
  return response;
}
