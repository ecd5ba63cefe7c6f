import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseMessage } from '#lib/mail/message';
import { readPatch } from '#lib/patch/patch';
import { readMailFile } from '#lib/source/read-file';
import { fidelityOf, rendered } from '#lib/source/rendered';
import type { RawMessage } from '#lib/source/source';
import { findShared } from '../needs.ts';

async function read(text: string, isAsked = false) {
  async function* stdin() {
    yield Buffer.from(text);
  }
  const mails: RawMessage[] = [];
  const codes: string[] = [];
  for await (const item of readMailFile('-', { stdin: stdin(), container: isAsked ? rendered : undefined })) {
    if (item.kind === 'message') mails.push(item);
    else codes.push(item.code);
  }
  const message = mails[0] === undefined ? undefined : await parseMessage(mails[0].bytes);
  return { mails, codes, message, fidelity: mails[0]?.fidelity };
}

const diff = 'diff --git a/f.c b/f.c\n--- a/f.c\n+++ b/f.c\n@@ -1,2 +1,2 @@\n context\n-\told\n+\tnew <int> & more\n';
const escaped = diff.replace('&', '&amp;').replace('<int>', '&lt;int&gt;');

describe('pages of archives', () => {
  test('as public-inbox shows a mail: headers, id and lines are kept', async () => {
    const html = `<html><head><title>x</title></head><body><form><pre><a href="..">search</a></pre></form><pre
id=b>From: Ann &lt;ann@example.org&gt;
To: list@example.org
Subject: <a href="#r">Re: [PATCH] a change</a>
Date: Fri, 17 Dec 2021 12:30:38 +0100	[thread overview]
Message-ID: &lt;a1@example.org&gt; (<a href="raw">raw</a>)
In-Reply-To: &lt;<a href="../p/">p@example.org</a>&gt;

On Friday Bob wrote:
<span class="q">&gt; a  question
</span>
Yes.

${escaped}</pre><hr><pre>reply</pre></body></html>`;
    const { message, codes, fidelity } = await read(html);
    expect([fidelity, codes]).toEqual(['rendered', ['kind-assumed']]);
    expect(message?.messageId).toBe('a1@example.org');
    expect(message?.subject).toBe('Re: [PATCH] a change');
    expect(message?.date.ms).toBe(Date.UTC(2021, 11, 17, 11, 30, 38));
    expect(message?.text).toBe(`On Friday Bob wrote:\n> a  question\n\nYes.\n\n${diff}`);
  });

  test('its text, pasted', async () => {
    const text =
      'From: Ann <ann@example.org>\nSubject: Re: x\nDate: Fri, 17 Dec 2021 12:30:38 +0100\t[thread overview]\nMessage-ID: <a2@example.org> (raw)\n\n  indented\n> quote\n';
    const { message, fidelity } = await read(text);
    expect([fidelity, message?.messageId, message?.text]).toEqual([
      'rendered',
      'a2@example.org',
      '  indented\n> quote\n',
    ]);
  });

  test('a heading for a subject, an unusual date, no id: one is made, the same each time', async () => {
    const text =
      'Re: [PATCH v2] a change\n\nFrom: Ann Example\nDate: Mon Aug 10 2020 - 16:52:12 EST\n\n\nOn Monday, Bob wrote:\n> x\n\ny\n';
    const [one, two] = [await read(text), await read(text)];
    expect(one.fidelity).toBe('rendered');
    expect(one.message?.subject).toBe('Re: [PATCH v2] a change');
    expect(one.message?.date.ms).toBe(Date.UTC(2020, 7, 10, 21, 52, 12));
    expect(one.message?.text).toBe('On Monday, Bob wrote:\n> x\n\ny\n');
    expect(Buffer.compare(one.mails[0]?.bytes ?? Buffer.of(), two.mails[0]?.bytes ?? Buffer.of(1))).toBe(0);
  });

  test('headers in a table or a block of their own; a masked id', async () => {
    const table = `<!doctype html><html><body><table><tr><td>Date</td><td>Fri, 17 Dec 2021 12:36:43 -0800</td></tr></table><ul><li>Subject: a thing</li><li>From: Ann &lt;ann@example.org&gt;</li></ul><pre itemprop="articleBody">line one
  line two
</pre></body></html>`;
    const shown = await read(table);
    expect([shown.message?.subject, shown.message?.text]).toEqual(['a thing', 'line one\n  line two\n']);
    const masked =
      '<html><pre>List:       l\nSubject:    Re: y\nFrom:       Ann\nDate:       2021-12-17 20:36:55\nMessage-ID: a3 () example ! org\n\nbody\n</pre></html>';
    const marc = await read(masked);
    expect([marc.message?.messageId, marc.message?.date.ms]).toEqual([
      'a3@example.org',
      Date.UTC(2021, 11, 17, 20, 36, 55),
    ]);
  });

  test('a page without lines, and text that lost them, is flattened', async () => {
    const html = await read(
      `<html><body><p>From: Ann</p><p>Date: Fri, 17 Dec 2021 12:36:43 -0800</p><div>some ${escaped.replaceAll('\n', ' ')}</div></body></html>`,
    );
    expect([html.fidelity, html.codes]).toEqual(['flattened', ['kind-assumed', 'flattened']]);
    const joined = `On Friday, Bob wrote: > ${'a long quote > of many lines > '.repeat(40)} and an answer`;
    expect((await read(joined)).codes).toEqual(['not-mail']);
    const asked = await read(joined, true);
    expect([asked.fidelity, asked.codes]).toEqual(['flattened', ['flattened']]);
  });

  test('no diff is taken from flattened text, even if it has one; from rendered text it is', async () => {
    const long = `On Friday, Bob wrote: > ${'a long quote > of many lines > '.repeat(40)}`;
    const page = (text: string) =>
      `<html><pre>From: Ann\nDate: Fri, 17 Dec 2021 12:36:43 -0800\nSubject: [PATCH] x\n\n${text}</pre></html>`;
    const whole = await read(page(escaped));
    const lost = await read(page(`${long}\n${escaped}`));
    expect([whole.fidelity, lost.fidelity]).toEqual(['rendered', 'flattened']);
    expect(whole.message === undefined ? undefined : readPatch(whole.message)?.files).toHaveLength(1);
    expect(lost.message?.flags).toContain('flattened');
    expect(lost.message === undefined ? undefined : readPatch(lost.message)).toBeUndefined();
  });

  test('a mail as it was sent is none of these; nothing throws on any page', async () => {
    for (const text of [
      'Subject: x\nFrom: a@x\nDate: Fri, 17 Dec 2021 12:36:43 -0800\n\nFrom: b\nDate: 1\n',
      'Message-ID: <x@y>\nContent-Type: text/html\n\n<html>',
    ]) {
      expect((await read(text)).fidelity).toBeUndefined();
    }
    for (const text of [
      '<html>',
      '<html><pre',
      '<html><pre><pre></pre>',
      `<html>${'<pre>'.repeat(10_000)}`,
      '<html>\0<pre>\0\n',
    ])
      await read(text);
  });

  test('a mailbox whose beginning is torn off is still a mailbox', async () => {
    const torn =
      'torn off\n\nFrom mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: Ann\nDate: Fri, 17 Dec 2021 12:36:43 -0800\n\nbody\n';
    expect(await read(torn)).toMatchObject({ codes: ['leading-bytes'], fidelity: undefined });
  });

  test('what is exported and read again still says what it is', async () => {
    const { mails } = await read('Re: x\n\nFrom: Ann\nDate: Fri, 17 Dec 2021 12:36:43 -0800\n\nbody\n');
    expect(fidelityOf(mails[0]?.bytes ?? Buffer.of())).toBe('rendered');
    expect(fidelityOf(Buffer.from('Subject: x\n\n'))).toBeUndefined();
  });

  const shared = findShared('domain/thread');
  test.skipIf(shared === undefined)('five pages of the debate: two are rendered, three flattened', async () => {
    const { readFileSync } = await import('node:fs');
    const found: string[] = [];
    for (const name of readdirSync(shared ?? '').sort()) {
      const { fidelity, message } = await read(readFileSync(join(shared ?? '', name), 'utf8'), true);
      found.push(`${name.slice(0, 10)} ${fidelity} ${message?.text === '' ? 'empty' : 'text'}`);
    }
    expect(found).toEqual([
      '2020-08-10 rendered text',
      '2020-12-22 flattened text',
      '2021-09-15 flattened text',
      '2021-12-17 rendered text',
      '2021-12-18 flattened text',
    ]);
  });
});
