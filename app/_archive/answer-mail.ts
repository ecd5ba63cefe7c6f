import { findGhost, findMessage, findThread, listThreadMessages } from '#lib/db/archive';
import type { MessageView } from '#lib/db/archive-types';
import { claimsOfMessage, claimsOfMessages } from '#lib/db/claims';
import { findLooseMatches } from '#lib/db/loose-matches';
import { listMargins } from '#lib/db/margin';
import { mailPath } from '../_components/mail-link';
import { answerPage } from './answer-page';
import type { Answer, ArchiveRequest } from './answer-types';
import { type Html, html } from './html';
import { messagePage } from './message-page';
import { missingMail } from './missing';
import { threadPage } from './thread-page';

/** The page of a mail. */
export async function answerMessage(
  messageId: string,
  query: URLSearchParams,
  request: ArchiveRequest,
): Promise<Answer> {
  const message = await findMessage(messageId);
  if (message === undefined) return answerMissing(messageId, request);
  const [thread, claims, others] = await Promise.all([
    findThread(messageId),
    claimsOfMessage(messageId),
    findOthers(message),
  ]);
  const look = query.get('quotes') === 'open' ? 'open' : 'folded';
  const margins = await listMargins([message, ...others], new Map([[messageId, claims]]));
  const margin = margins.get(messageId) ?? [];
  const main = messagePage({ message, others, thread, margin, look });
  return answerPage({ title: message.subject, main, head: feedLink(messageId) }, request);
}

/** Other mails under one Message-ID that its page shows; the rest are in its mailbox. */
const MOST_OTHERS = 20;

/** The other mails that came under the same Message-ID. */
async function findOthers(message: MessageView): Promise<MessageView[]> {
  const forms = [...new Set(message.otherForms.filter(({ kind }) => kind === 'other').map(({ form }) => form))];
  const others: MessageView[] = [];
  // One after the other: each asks for all of them.
  for (const form of forms.slice(0, MOST_OTHERS)) {
    const other = await findMessage(message.messageId, form);
    if (other !== undefined) others.push(other);
  }
  return others;
}

/** All mails of the thread that a mail, held or missing, is in. */
export async function answerThread(
  messageId: string,
  order: 'flat' | 'nested',
  request: ArchiveRequest,
): Promise<Answer> {
  const thread = await findThread(messageId);
  if (thread === undefined || thread.messages === 0) return answerMissing(messageId, request);
  const [messages, claims, loose] = await Promise.all([
    listThreadMessages(thread.id),
    claimsOfMessages({ threadId: thread.id }),
    findLooseMatches(thread.id),
  ]);
  const margins = await listMargins(messages, claims);
  const main = threadPage({ messageId, thread, messages, margins, loose, order });
  return answerPage({ title: `Thread: ${thread.subject}`, main, head: feedLink(messageId) }, request);
}

function feedLink(messageId: string): Html {
  return html`<link rel="alternate" type="application/atom+xml" title="This thread" href="${mailPath(messageId, 't.atom')}">`;
}

/** What is known of a mail that is not held. */
export async function answerMissing(messageId: string, request: ArchiveRequest): Promise<Answer> {
  const [named, claims] = await Promise.all([findGhost(messageId), claimsOfMessage(messageId)]);
  const main = missingMail({ messageId, named, claims, what: 'mail' });
  return answerPage({ title: 'Missing mail', main, status: 404 }, request);
}
