import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerArchive } from '../../app/_archive/answer.ts';
import type { Answer } from '../../app/_archive/answer-types.ts';
import { importTexts, mail, withMoot } from '../db/archive-moot.ts';

const texts = [
  mail('root', 'Why?\n', { Subject: 'A question' }),
  mail('a/b%2FC', '> Why?\n\nBecause <b>.\u0001\n', {
    'In-Reply-To': '<root@example.org>',
    Date: 'Sat, 02 Jan 2021 10:00:00 +0000',
    Subject: 'Re: A question',
  }),
  mail('other', 'about a ghost\n', { 'In-Reply-To': '<ghost@example.org>', Date: 'never' }),
  mail('root', 'another mail\n', { Subject: 'Reused' }),
];
const odd = '/m/a%2Fb%252FC@example.org/';

let frame: Server;
beforeAll(async () => {
  frame = createServer((_, response) =>
    response.end('<html><head><title>Moot</title></head><body><main id="main"></main></body></html>'),
  );
  await new Promise<void>((resolve) => frame.listen(0, '127.0.0.1', resolve));
  process.env.PORT = String((frame.address() as AddressInfo).port);
});
afterAll(() => {
  frame.close();
});

async function ask(target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const answer = await answerArchive({ method, target, header: (name) => headers[name] });
  if (answer === undefined) throw new Error(`${target} is not the archive's`);
  return answer;
}

async function bytesOf({ body }: Answer): Promise<Buffer> {
  if (body === undefined) return Buffer.alloc(0);
  if (body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const textOf = async (answer: Answer) => (await bytesOf(answer)).toString();

/** One archive for all that is asked. */
const onArchive = (work: () => Promise<void>) =>
  withMoot(async (moot) => {
    await importTexts(moot, texts);
    const before = globalThis.mootOpened;
    globalThis.mootOpened = Promise.resolve(moot);
    try {
      await work();
    } finally {
      globalThis.mootOpened = before;
    }
  });

describe('the archive answers', () => {
  test('bytes: whole, in part, not again, none for a dead id', () =>
    onArchive(async () => {
      const raw = await ask(`${odd}raw`);
      expect(await textOf(raw)).toBe(texts[1]);
      expect(raw.headers).toMatchObject({ 'content-type': 'text/plain', 'accept-ranges': 'bytes' });
      expect((await ask(`${odd}raw`, { 'if-none-match': raw.headers.etag ?? '' })).status).toBe(304);
      expect(await textOf(await ask(`${odd}raw`, { range: 'bytes=0-4' }))).toBe(texts[1]?.slice(0, 5));
      expect((await ask('/m/A%2Fb%252FC@example.org/raw')).status).toBe(404);
      expect((await ask('/m/ghost@example.org/raw')).status).toBe(404);
      expect((await ask(`${odd}raw`, {}, 'POST')).status).toBe(405);
      expect(await answerArchive({ method: 'GET', target: '/claims', header: () => undefined })).toBeUndefined();
    }));

  test('mailboxes of a mail, a thread, a list', () =>
    onArchive(async () => {
      expect(await textOf(await ask('/m/root@example.org/mbox'))).toMatch(/Why\?\n[\s\S]*\nFrom [\s\S]*another mail/);
      const thread = await ask(`${odd}t.mbox.gz`);
      expect(
        gunzipSync(await bytesOf(thread))
          .toString()
          .match(/^From /gm),
      ).toHaveLength(3);
      const tag = thread.headers.etag ?? '';
      expect((await ask(`${odd}t.mbox.gz`, { 'if-none-match': tag })).status).toBe(304);
      expect(await ask(`${odd}t.mbox.gz`, {}, 'HEAD')).toMatchObject({ status: 200, body: undefined });
      const list = gunzipSync(await bytesOf(await ask('/mail/list.example.org/all.mbox.gz'))).toString();
      expect(list.match(/^From /gm)).toHaveLength(4);
      expect((await ask('/mail/none/all.mbox.gz')).status).toBe(404);
    }));

  test('feeds, newest first, a mail without a date among them', () =>
    onArchive(async () => {
      const feed = await textOf(await ask('/mail/list.example.org/new.atom', { host: 'h:1' }));
      expect(feed.match(/<entry>/g)).toHaveLength(4);
      expect(feed).toContain('Because &lt;b&gt;.\ufffd');
      expect(feed).toContain(
        '<link rel="self" type="application/atom+xml" href="http://h:1/mail/list.example.org/new.atom"/>',
      );
      expect((await textOf(await ask(`${odd}t.atom`))).match(/<entry>/g)).toHaveLength(3);
      expect((await ask('/mail/none/new.atom')).status).toBe(404);
    }));

  test('pages: a mail and the other of its Message-ID, its thread in two orders, lists, what is missing', () =>
    onArchive(async () => {
      const page = await ask(odd);
      expect(page.status).toBe(200);
      expect(await textOf(page)).toContain('Because &lt;b&gt;.');
      expect((await ask(odd, { 'if-none-match': page.headers.etag ?? '' })).status).toBe(304);
      expect(await textOf(await ask('/m/root@example.org/'))).toMatch(/The same Message-ID again: Reused/);
      const flat = await textOf(await ask(`${odd}T/`));
      expect(flat.match(/<article/g)).toHaveLength(3);
      expect(flat).toContain('<span id="u"></span>');
      expect(await textOf(await ask(`${odd}t/`))).toMatch(/<article[^>]* class="in1"/);
      expect(await textOf(await ask('/m/ghost@example.org/t/'))).toMatch(/<article class="ghost in0"/);
      expect((await ask('/mail/none/')).status).toBe(404);
      for (const path of ['/m/ghost@example.org/', '/m/nobody@example.org/T/', '/m/a%zz@x/']) {
        const missing = await ask(path);
        expect(missing.status).toBe(404);
        expect(await textOf(missing)).toContain('This mail is not imported');
      }
      expect(await ask('/r/root@example.org')).toMatchObject({
        status: 308,
        headers: { location: '/m/root@example.org/' },
      });
    }));
});

test('a thread 600 deep stands within the page', () =>
  withMoot(async (moot) => {
    await importTexts(
      moot,
      Array.from({ length: 600 }, (_, depth) =>
        mail(`d${depth}`, `at ${depth}\n`, depth === 0 ? {} : { 'In-Reply-To': `<d${depth - 1}@example.org>` }),
      ),
    );
    const before = globalThis.mootOpened;
    globalThis.mootOpened = Promise.resolve(moot);
    const nested = await textOf(await ask('/m/d599@example.org/t/'));
    globalThis.mootOpened = before;
    expect(nested.match(/<article/g)).toHaveLength(600);
    expect(Math.max(...[...nested.matchAll(/<article[^>]* class="in(\d+)"/g)].map(([, depth]) => Number(depth)))).toBe(
      8,
    );
  }));
