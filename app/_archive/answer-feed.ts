import { findThread, readMessages } from '#lib/db/archive';
import { findChanged } from '#lib/db/archive-changed';
import { isList, listNewest } from '#lib/db/archive-list';
import type { MessageView } from '#lib/db/archive-types';
import { type Feed, type FeedEntry, printFeed } from '#lib/mail/feed';
import { listPath, mailPath } from '../_components/mail-link';
import { noMail } from './answer-bytes';
import type { Answer, ArchiveRequest } from './answer-types';
import { answerDocument } from './conditional';

/** Mails in a feed: a reader asks again before so many have come. */
const entries = 50;

/** The newest mails of a list, or of all lists. */
export async function answerListFeed(list: string | undefined, request: ArchiveRequest): Promise<Answer> {
  if (list !== undefined && !(await isList(list))) {
    const body = Buffer.from(`No mail of the list ${list} is imported.\n`);
    return answerDocument({ type: 'text/plain; charset=utf-8', body, status: 404 }, request);
  }
  const newest = await listNewest({ list, count: entries });
  const messages = await readMessages(newest.map(({ id }) => id));
  const page = list === undefined ? '/mail' : listPath(list);
  const self = list === undefined ? '/mail/new.atom' : `${page}new.atom`;
  return answerFeed(
    { self, page, title: list ?? 'Mail of all lists', entries: messages.map(entryOf) },
    request,
    await findChanged(Date.now()),
  );
}

/** The newest mails of the thread that a mail is in. */
export async function answerThreadFeed(messageId: string, request: ArchiveRequest): Promise<Answer> {
  const thread = await findThread(messageId);
  if (thread === undefined || thread.messages === 0) return noMail(messageId, request);
  const newest = await listNewest({ threadId: thread.id, count: entries });
  const messages = await readMessages(newest.map(({ id }) => id));
  const page = mailPath(messageId, 'T/');
  const title = thread.subject === '' ? 'No subject' : thread.subject;
  return answerFeed(
    { self: mailPath(messageId, 't.atom'), page, title, entries: messages.map(entryOf) },
    request,
    await findChanged(Date.now()),
  );
}

/**
 * A feed, with this server's name in its addresses. `changed` where an import is all that changes it: what a search finds
 * also depends on records and on the day.
 */
export async function answerFeed(feed: Omit<Feed, 'origin'>, request: ArchiveRequest, changed?: Date): Promise<Answer> {
  const body = Buffer.from(printFeed({ ...feed, origin: `http://${request.header('host') ?? 'localhost'}` }));
  const dated = changed === undefined ? {} : { changed };
  return answerDocument({ type: 'application/atom+xml; charset=utf-8', body, ...dated }, request);
}

function entryOf({ messageId, subject, author, dateIso, parentMessageId, text }: MessageView): FeedEntry {
  return { messageId, subject, author, dateIso, parentMessageId, text };
}
