import { createHash } from 'node:crypto';
import type { Answer, ArchiveRequest } from './answer-types';

/** A document that is answered whole, in part, or not again (RFC 9110 clauses 8.8, 13 and 14). */
export interface Document {
  readonly type: string;
  readonly body: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  /** An entity tag with its quotes; by default made of the bytes. */
  readonly tag?: string;
  /** When it last changed, where that is known for certain. */
  readonly changed?: Date | undefined;
  /** Whether parts of it may be asked for. */
  readonly hasRanges?: boolean;
}

/** The tag of these bytes. Weak: what is sent may be compressed on its way. */
export function tagOf(bytes: Uint8Array): string {
  return `W/"${createHash('sha1').update(bytes).digest('base64url')}"`;
}

/** The answer to a request for a document. */
export function answerDocument(document: Document, request: ArchiveRequest): Answer {
  const tag = document.tag ?? tagOf(document.body);
  const headers: Record<string, string> = {
    'content-type': document.type,
    'cache-control': 'no-cache',
    etag: tag,
    ...(document.changed === undefined ? {} : { 'last-modified': document.changed.toUTCString() }),
    ...(document.hasRanges === true ? { 'accept-ranges': 'bytes' } : {}),
    ...document.headers,
  };
  const status = document.status ?? 200;
  if (status === 200 && isUnchanged(request, tag, document.changed)) return { status: 304, headers, body: undefined };
  const size = document.body.length;
  const range = document.hasRanges === true && status === 200 ? findRange(request, tag, document.changed, size) : 'all';
  if (range === 'none') {
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: undefined };
  }
  if (range === 'all') return { status, headers: { ...headers, 'content-length': String(size) }, body: document.body };
  const body = document.body.subarray(range.start, range.end);
  const part = `bytes ${range.start}-${range.end - 1}/${size}`;
  return { status: 206, headers: { ...headers, 'content-range': part, 'content-length': String(body.length) }, body };
}

/** Whether the reader holds this already. A tag counts before a date. */
export function isUnchanged({ header }: ArchiveRequest, tag: string, changed: Date | undefined): boolean {
  const tags = header('if-none-match');
  if (tags !== undefined) return tags.trim() === '*' || tags.split(',').some((one) => bare(one) === bare(tag));
  const since = Date.parse(header('if-modified-since') ?? '');
  return changed !== undefined && !Number.isNaN(since) && Math.floor(changed.getTime() / 1000) * 1000 <= since;
}

function bare(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}

/** The one range that was asked for: `start` to before `end`; `all` where the whole is to be sent. */
function findRange(
  { header }: ArchiveRequest,
  tag: string,
  changed: Date | undefined,
  size: number,
): { readonly start: number; readonly end: number } | 'all' | 'none' {
  const { first = '', last = '' } = /^bytes=(?<first>\d*)-(?<last>\d*)$/.exec(header('range') ?? '')?.groups ?? {};
  if (first === '' && last === '') return 'all';
  const condition = header('if-range');
  if (condition !== undefined && condition !== tag && condition !== changed?.toUTCString()) return 'all';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'none' : { start: size - length, end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'all';
  return start >= size ? 'none' : { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}
