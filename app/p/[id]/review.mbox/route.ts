import { buildReview } from '#lib/db/review';
import { writeMboxrd } from '#lib/mail/mboxrd';
import { trimBrackets } from '../../../_components/mail-link';
import { mailResponse, noMail } from '../../../m/mail-response';
import { readReviewQuery, reviewOptions } from '../../review-query';

/** The mails of a review as a mailbox: what its page shows, with the same query. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const messageId = trimBrackets((await params).id);
  const asked = new URL(request.url).searchParams;
  const query = Object.fromEntries([...asked.keys()].map((key) => [key, asked.getAll(key)]));
  const options = reviewOptions(readReviewQuery(query));
  if (options === undefined)
    return refuse('Nobody says who you are: set MOOT_USER, or user.name and user.email of git.');
  const review = await buildReview(messageId, options);
  if (review === undefined) return noMail(messageId);
  if (review.mails.length === 0) return refuse('No annotation is chosen.');
  const bytes = Buffer.concat(review.mails.map((mail) => writeMboxrd(mail.bytes)));
  return mailResponse(new Uint8Array(bytes), 'application/mbox', `review-${messageId}.mbox`);
}

function refuse(why: string): Response {
  return new Response(`${why}\n`, { status: 409, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
