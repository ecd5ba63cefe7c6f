import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Moot } from '#lib/db/open';
import { openMoot } from '#lib/db/open-moot';
import { answerArchive } from '../../app/_archive/answer';
import type { Answer } from '../../app/_archive/answer-types';
import { printHtml } from '../../app/_archive/html';
import { readSearchAddress, searchForms, searchPath } from '../../app/_archive/search-address';
import { searchPage } from '../../app/_archive/search-page';
import { importTexts, mail, pathsIn } from '../db/archive-moot.ts';

const header = (headers: Readonly<Record<string, string>>) => (name: string) => headers[name];

async function get(target: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> {
  const answer = await answerArchive({ method, target, header: header({ host: 'moot.example', ...headers }) });
  if (answer === undefined) throw new Error(`${target} is not answered`);
  return answer;
}

async function textOf({ body }: Answer): Promise<string> {
  if (body === undefined) return '';
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return gunzipSync(Buffer.concat(chunks)).toString();
}

const folder = mkdtempSync(join(tmpdir(), 'moot-search-'));
let moot: Moot;

beforeAll(async () => {
  moot = await openMoot(pathsIn(folder));
  globalThis.mootOpened = Promise.resolve(moot);
  const texts = Array.from({ length: 30 }, (_, i) =>
    mail(`m${i}`, 'A <word>.\n', { Date: new Date(Date.UTC(2021, 0, 1 + i)).toUTCString(), Subject: `subject & ${i}` }),
  );
  await importTexts(moot, [...texts, mail('quoting', '> A word.\n\nYes.\n')]);
});

afterAll(async () => {
  globalThis.mootOpened = undefined;
  await moot.prisma.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

describe('hits as JSON', () => {
  test('page by page', async () => {
    const seen: string[] = [];
    let target = '/search/hits.json?q=word+s%3Asubject';
    for (let page = 0; page < 3; page++) {
      const answer = JSON.parse(await textOf(await get(target)));
      expect(answer).toMatchObject({ query: 'word s:subject', count: 30, isCountCapped: false, order: 'date' });
      seen.push(...answer.mails.map(({ messageId }: { messageId: string }) => messageId));
      if (answer.next === null) break;
      target = `/search/hits.json?q=word+s%3Asubject&after=${answer.next}`;
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => `m${29 - i}@example.org`));
  });

  test('what is wrong, with its place', async () => {
    const answer = await get('/search/hits.json?q=word+x%3Ay');
    expect(answer.status).toBe(400);
    expect(JSON.parse(await textOf(answer))).toMatchObject({ problem: { start: 5, end: 7 } });
  });

  test('not again where nothing changed', async () => {
    const first = await get('/search/hits.json?q=word');
    expect((await get('/search/hits.json?q=word', { 'if-none-match': first.headers.etag ?? '' })).status).toBe(304);
    expect((await get('/search/hits.json?q=other', { 'if-none-match': first.headers.etag ?? '' })).status).toBe(200);
  });
});

test('the newest hits as a feed', async () => {
  const answer = await get('/search/new.atom?q=word+s:subject&sort=rank&after=%2B25');
  expect(answer.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
  const text = await textOf(answer);
  expect(text.match(/<entry>/g)?.length).toBe(30);
  expect(text).toContain('<title>Search: word s:subject</title>');
  expect(text).toContain('<title>subject &amp; 29</title>');
  expect(text).toContain('href="http://moot.example/search?q=word+s%3Asubject"');
  expect(text.indexOf('subject &amp; 29')).toBeLessThan(text.indexOf('subject &amp; 28'));
  expect((await get('/search/new.atom?q=x:y')).status).toBe(400);
});

test('hits as mails, newest first', async () => {
  const answer = await get('/search/mails.mbox.gz?q=s:subject');
  expect(answer.headers['content-type']).toBe('application/gzip');
  const text = await textOf(answer);
  expect(text.match(/^From /gm)?.length).toBe(30);
  expect(text.indexOf('<m29@')).toBeLessThan(text.indexOf('<m28@'));
  expect(await textOf(await get('/search/mails.mbox.gz?q=s:subject', {}, 'HEAD'))).toBe('');
  expect((await get('/search/mails.mbox.gz?q=zebra')).status).toBe(404);
  const wrong = await get('/search/mails.mbox.gz?q=x:y');
  expect([wrong.status, await textOf(wrong)]).toEqual([400, expect.stringMatching(/^Query, character 1: There is no/)]);
});

test('one thing that is named is led to', async () => {
  const answer = await get('/search?q=%3Cm1%40example.org%3E');
  expect([answer.status, answer.headers.location]).toEqual([302, '/m/m1@example.org/']);
  expect((await get('/search?q=word', {}, 'POST')).status).toBe(405);
});

describe('the page', () => {
  const asked = { query: 'a <b> x:y', sort: 'date', cursor: undefined } as const;

  test('marks what is wrong in the query, and nothing in it becomes markup', () => {
    const problem = { place: { start: 6, end: 8 }, message: 'There is no prefix "x:".' };
    const text = printHtml(searchPage({ asked, missing: undefined, answer: { problem } }));
    expect(text).toContain('<pre>a &lt;b&gt; <mark>x:</mark>y</pre>');
    expect(text).toContain('value="a &lt;b&gt; x:y"');
    expect(text).toContain('aria-invalid="true"');
    expect(text).not.toContain('<b>');
  });

  test('helps with every prefix', () => {
    const text = printHtml(searchPage({ asked: { ...asked, query: '' }, missing: undefined, answer: undefined }));
    for (const example of ['dfhh:main', 'verdict:violated policy:A5', 'rt:2.weeks.ago..'])
      expect(text).toContain(example);
  });
});

test('addresses are read as they are printed', () => {
  for (const form of searchForms) {
    for (const sort of ['date', 'rank'] as const) {
      const given = { query: 'a+b "c" & d', sort, cursor: '+25' };
      const isPaged = form === 'page' || form === 'json';
      const expected = isPaged ? given : { ...given, sort: 'date', cursor: undefined };
      expect(readSearchAddress(searchPath(given, form))).toEqual({ form, asked: expected });
    }
  }
  expect(readSearchAddress('/search/other?q=x')).toBeUndefined();
  expect(readSearchAddress('/searching')).toBeUndefined();
});
