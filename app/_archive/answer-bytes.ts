import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { findRaw } from '#lib/db/archive';
import { findChanged } from '#lib/db/archive-changed';
import { exportMbox, listRawHashes, type MailChoice } from '#lib/db/archive-export';
import type { Answer, ArchiveRequest } from './answer-types';
import { answerDocument, isUnchanged } from './conditional';

/** The bytes of a mail as they came; `?hash=` chooses among several forms of it. */
export async function answerRaw(messageId: string, hash: string | undefined, request: ArchiveRequest): Promise<Answer> {
  const found = await findRaw(messageId, hash);
  if (found === undefined) return noMail(messageId, request);
  // Plain text without a charset: the mail has its own, and browsers must not guess another type.
  const headers = { 'content-disposition': `inline; filename="${safeName(messageId)}.eml"` };
  const tag = `"${found.hash}"`;
  return answerDocument({ type: 'text/plain', body: found.bytes, headers, tag, hasRanges: true }, request);
}

/** Mails as a mailbox that is written while they are read; `name` is that of its file. */
export async function answerMbox(
  choice: MailChoice,
  name: string,
  pack: 'plain' | 'gzip',
  request: ArchiveRequest,
): Promise<Answer> {
  const hashes = createHash('sha1');
  for await (const hash of listRawHashes(choice)) hashes.update(hash);
  const tag = `W/"${hashes.digest('base64url')}"`;
  const changed = await findChanged(Date.now());
  const headers = {
    'content-type': pack === 'gzip' ? 'application/gzip' : 'application/mbox',
    'content-disposition': `attachment; filename="${safeName(name)}"`,
    'cache-control': 'no-cache',
    etag: tag,
    ...(changed === undefined ? {} : { 'last-modified': changed.toUTCString() }),
  };
  if (isUnchanged(request, tag, changed)) return { status: 304, headers, body: undefined };
  if (request.method === 'HEAD') return { status: 200, headers, body: undefined };
  const mails = exportMbox(choice);
  // A reader who goes away ends both.
  const body =
    pack === 'plain' ? mails : pipeline(Readable.from(mails, { objectMode: false }), createGzip(), () => undefined);
  return { status: 200, headers, body };
}

/** A file name of letters that every system takes. */
function safeName(text: string): string {
  return text.replace(/[^\w.@+=-]/g, '_').slice(0, 120);
}

/** What the address of a mail's bytes gives where the mail is not held. */
export function noMail(messageId: string, request: ArchiveRequest): Answer {
  const body = Buffer.from(`The mail ${messageId} is not imported. Its page says who refers to it.\n`);
  return answerDocument({ type: 'text/plain; charset=utf-8', body, status: 404 }, request);
}
