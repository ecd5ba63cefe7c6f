import { findThread } from '#lib/db/archive';
import { isList } from '#lib/db/archive-list';
import { isHeld } from '#lib/db/held-mail';
import { type ArchiveAddress, readAddress } from './address';
import { answerMbox, answerRaw, noMail } from './answer-bytes';
import { answerListFeed, answerThreadFeed } from './answer-feed';
import { answerList } from './answer-list';
import { answerMessage, answerMissing, answerThread } from './answer-mail';
import { answerSearch } from './answer-search';
import type { Answer, ArchiveRequest } from './answer-types';
import { answerDocument } from './conditional';
import { readerScript } from './script';

/**
 * What the archive answers: pages, bytes and feeds made without React, by functions from what is stored to strings.
 * Undefined where the address is not the archive's.
 */
export async function answerArchive(request: ArchiveRequest): Promise<Answer | undefined> {
  if (/^\/reader\.js(?:\?|$)/.test(request.target)) return answerScript(request);
  const address = readAddress(request.target);
  if (address === undefined) return undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, headers: { allow: 'GET, HEAD' }, body: undefined };
  }
  return answerAddress(address, request);
}

async function answerAddress(address: ArchiveAddress, request: ArchiveRequest): Promise<Answer> {
  const query = new URLSearchParams(/\?([^#]*)/.exec(request.target)?.[1] ?? '');
  switch (address.kind) {
    case 'search':
      return answerSearch(address.form, address.asked, request);
    case 'moved':
      return { status: 308, headers: { location: address.to }, body: undefined };
    case 'broken':
      return answerMissing(address.text, request);
    case 'message':
      return answerMessage(address.messageId, query, request);
    case 'raw':
      return answerRaw(address.messageId, query.get('hash') ?? undefined, request);
    case 'mbox':
      return answerMailMbox(address.messageId, request);
    case 'flat':
    case 'nested':
      return answerThread(address.messageId, address.kind, request);
    case 'thread-mbox':
      return answerThreadMbox(address.messageId, request);
    case 'thread-feed':
      return answerThreadFeed(address.messageId, request);
    case 'list':
      return answerList(address.list, query, request);
    case 'list-feed':
      return answerListFeed(address.list, request);
    case 'list-mbox':
      return answerListMbox(address.list, request);
    default:
      return address satisfies never;
  }
}

/** The mail, in every form that is kept of it, as a mailbox: what `git am` takes. */
async function answerMailMbox(messageId: string, request: ArchiveRequest): Promise<Answer> {
  if (!(await isHeld(messageId, 'mail'))) return noMail(messageId, request);
  return answerMbox({ messageId }, `${messageId}.mbox`, 'plain', request);
}

/** The thread that a mail, held or missing, is in: a mailbox, compressed. */
async function answerThreadMbox(messageId: string, request: ArchiveRequest): Promise<Answer> {
  const thread = await findThread(messageId);
  if (thread === undefined || thread.messages === 0) return noMail(messageId, request);
  return answerMbox({ threadId: thread.id }, `${messageId}.t.mbox.gz`, 'gzip', request);
}

async function answerListMbox(list: string | undefined, request: ArchiveRequest): Promise<Answer> {
  if (list === undefined || !(await isList(list))) return noMail(list ?? '', request);
  return answerMbox({ list }, `${list}.mbox.gz`, 'gzip', request);
}

async function answerScript(request: ArchiveRequest): Promise<Answer> {
  const { text } = await readerScript();
  const headers = { 'cache-control': 'public, max-age=31536000, immutable' };
  return answerDocument({ type: 'text/javascript; charset=utf-8', body: Buffer.from(text), headers }, request);
}
