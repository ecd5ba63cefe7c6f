import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { exportFound } from '#lib/db/export-found';
import { getMoot } from '#lib/db/open';
import { findMails, searchMail } from '#lib/db/search';
import { searchAll } from '#lib/db/search-all';
import { readCursor } from '#lib/db/search-cursor';
import { plainText, printSearchJson } from '#lib/db/search-json';
import { findTarget, type Target } from '#lib/db/search-jump';
import { readSearch } from '#lib/db/search-query';
import type { QueryProblem } from '#lib/search/problem';
import { mailPath, patchPath } from '../_components/mail-link';
import { answerFeed } from './answer-feed';
import { answerPage } from './answer-page';
import type { Answer, ArchiveRequest } from './answer-types';
import { answerDocument } from './conditional';
import { empty, html } from './html';
import { type SearchAddress, type SearchForm, searchPath } from './search-address';
import { searchPage } from './search-page';

/** What is found for a query, in the form that is asked for. */
export async function answerSearch(form: SearchForm, asked: SearchAddress, request: ArchiveRequest): Promise<Answer> {
  switch (form) {
    case 'page':
      return answerHits(asked, request);
    case 'json':
      return answerJson(asked, request);
    case 'feed':
      return answerNewest(asked, request);
    case 'mbox':
      return answerMails(asked, request);
    default:
      return form satisfies never;
  }
}

/** The page of hits; or the one thing that was named. */
async function answerHits(asked: SearchAddress, request: ArchiveRequest): Promise<Answer> {
  const { query, sort } = asked;
  if (query === '') {
    return answerPage({ title: 'Search', main: searchPage({ asked, missing: undefined, answer: undefined }) }, request);
  }
  const moot = await getMoot();
  const target = await findTarget(query, moot);
  if (target !== undefined && target.kind !== 'missing') {
    return { status: 302, headers: { location: pathOf(target), 'cache-control': 'no-cache' }, body: undefined };
  }
  const cursor = readCursor(asked.cursor ?? '');
  const answer = await searchAll(target?.query ?? query, { order: sort, cursor }, moot);
  const isWrong = 'problem' in answer;
  const head = isWrong
    ? empty
    : html`<link rel="alternate" type="application/atom+xml" title="Newest hits" href="${searchPath(asked, 'feed')}"><link rel="alternate" type="application/json" title="Hits" href="${searchPath(asked, 'json')}">`;
  const main = searchPage({ asked, missing: target?.message, answer });
  return answerPage({ title: `Search: ${query}`, main, head, status: isWrong ? 400 : 200 }, request);
}

function pathOf(target: Exclude<Target, { readonly kind: 'missing' }>): string {
  if (target.kind === 'change') return `/patches#${target.slug}`;
  return target.kind === 'mail' ? mailPath(target.messageId, '') : patchPath(target.messageId);
}

async function answerJson({ query, sort, cursor }: SearchAddress, request: ArchiveRequest): Promise<Answer> {
  const answer = await searchAll(query, { order: sort, cursor: readCursor(cursor ?? '') });
  const body = Buffer.from(printSearchJson(query, answer));
  return answerDocument({ type: 'application/json', body, status: 'problem' in answer ? 400 : 200 }, request);
}

/** Mails in a feed: a reader asks again before so many have come. */
const entries = 50;

async function answerNewest(asked: SearchAddress, request: ArchiveRequest): Promise<Answer> {
  const moot = await getMoot();
  const understood = await readSearch(asked.query, moot);
  if ('problem' in understood) return answerProblem(understood.problem, request);
  const { hits } = await searchMail(understood, { limit: entries }, moot);
  const self = { ...asked, cursor: undefined, sort: 'date' as const };
  const feed = {
    self: searchPath(self, 'feed'),
    page: searchPath(self),
    title: `Search: ${asked.query}`,
    entries: hits.map(({ snippet, ...hit }) => ({ ...hit, parentMessageId: null, text: plainText(snippet) })),
  };
  return answerFeed(feed, request);
}

async function answerMails({ query }: SearchAddress, request: ArchiveRequest): Promise<Answer> {
  const moot = await getMoot();
  const understood = await readSearch(query, moot);
  if ('problem' in understood) return answerProblem(understood.problem, request);
  const { count } = await findMails(understood, { limit: 1 }, moot);
  if (count === 0) return answerDocument({ ...plain('No mail is found.\n'), status: 404 }, request);
  const headers = {
    'content-type': 'application/gzip',
    'content-disposition': 'attachment; filename="search.mbox.gz"',
    'cache-control': 'no-cache',
  };
  if (request.method === 'HEAD') return { status: 200, headers, body: undefined };
  const mails = Readable.from(exportFound(understood, moot), { objectMode: false });
  // A reader who goes away ends both.
  return { status: 200, headers, body: pipeline(mails, createGzip(), () => undefined) };
}

function answerProblem({ place, message }: QueryProblem, request: ArchiveRequest): Answer {
  return answerDocument({ ...plain(`Query, character ${place.start + 1}: ${message}\n`), status: 400 }, request);
}

function plain(text: string) {
  return { type: 'text/plain; charset=utf-8', body: Buffer.from(text) };
}
