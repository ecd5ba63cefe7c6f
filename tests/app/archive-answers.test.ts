import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printFeed, xmlText } from '#lib/mail/feed';
import { answerDocument, type Document } from '../../app/_archive/conditional.ts';
import { cutFrame, framePage } from '../../app/_archive/frame.ts';
import { html } from '../../app/_archive/html.ts';
import { parseMarkup } from './parse-markup.ts';

const changed = new Date('2021-12-17T10:00:00.500Z');
const document: Document = {
  type: 'text/plain',
  body: Buffer.from('0123456789'),
  tag: '"t"',
  changed,
  hasRanges: true,
};
const ask = (headers: Record<string, string>, what: Document = document) =>
  answerDocument(what, { method: 'GET', target: '/', header: (name) => headers[name] });
const textOf = (answer: { body: unknown }) => (answer.body === undefined ? undefined : String(answer.body));

describe('a document', () => {
  test.each([
    [{}, 200],
    [{ 'if-none-match': '"t"' }, 304],
    [{ 'if-none-match': 'W/"x", W/"t"' }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"x"' }, 200],
    [{ 'if-modified-since': 'Fri, 17 Dec 2021 10:00:00 GMT' }, 304],
    [{ 'if-modified-since': 'Fri, 17 Dec 2021 09:59:59 GMT' }, 200],
    [{ 'if-modified-since': 'yesterday' }, 200],
    // A tag counts before a date.
    [{ 'if-none-match': '"x"', 'if-modified-since': 'Fri, 17 Dec 2021 10:00:00 GMT' }, 200],
  ])('is sent again only where it changed: %o', (headers, status) => {
    const answer = ask(headers);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ etag: '"t"', 'last-modified': 'Fri, 17 Dec 2021 10:00:00 GMT' });
    expect(textOf(answer)).toBe(status === 304 ? undefined : '0123456789');
  });

  test.each([
    [{ range: 'bytes=2-4' }, 206, '234', 'bytes 2-4/10'],
    [{ range: 'bytes=7-' }, 206, '789', 'bytes 7-9/10'],
    [{ range: 'bytes=-3' }, 206, '789', 'bytes 7-9/10'],
    [{ range: 'bytes=-99' }, 206, '0123456789', 'bytes 0-9/10'],
    [{ range: 'bytes=8-99' }, 206, '89', 'bytes 8-9/10'],
    [{ range: 'bytes=10-' }, 416, undefined, 'bytes */10'],
    [{ range: 'bytes=-0' }, 416, undefined, 'bytes */10'],
    [{ range: 'bytes=4-2' }, 200, '0123456789', undefined],
    [{ range: 'bytes=0-1,3-4' }, 200, '0123456789', undefined],
    [{ range: 'lines=1-2' }, 200, '0123456789', undefined],
    [{ range: 'bytes=2-4', 'if-range': '"t"' }, 206, '234', 'bytes 2-4/10'],
    [{ range: 'bytes=2-4', 'if-range': '"x"' }, 200, '0123456789', undefined],
  ])('in part: %o', (headers, status, text, range) => {
    const answer = ask(headers);
    expect([answer.status, textOf(answer), answer.headers['content-range']]).toEqual([status, text, range]);
  });

  test('without a tag of its own has one made of its bytes, and its date only where that is certain', () => {
    const first = ask({}, { type: 'text/html', body: Buffer.from('a') });
    const second = ask({}, { type: 'text/html', body: Buffer.from('b') });
    expect(first.headers.etag).toMatch(/^W\/"[\w-]{27}"$/);
    expect(first.headers.etag).not.toBe(second.headers.etag);
    expect(first.headers['last-modified']).toBeUndefined();
    expect(ask({ 'if-none-match': '*' }, { type: 'a', body: Buffer.from('a'), status: 404 }).status).toBe(404);
  });
});

describe('a feed', () => {
  const entry = {
    messageId: 'a/b"<c>@x',
    subject: 'A <b> & \u0000\u000b"c"',
    author: { name: '', address: 'ann@example.org' },
    dateIso: '2021-12-17T10:00:00+01:00',
    parentMessageId: 'p@x',
    text: 'one\u001b[1m\n',
  };
  const feed = (entries: readonly (typeof entry)[]) =>
    printFeed({ origin: 'http://h:1', self: '/mail/new.atom', page: '/mail', title: 'T & t', entries });
  const parse = (text: string) => parseMarkup(text, 'application/xml');

  test('has what Atom asks for, each link whole, each date in UTC', () => {
    const made = parse(feed([entry]));
    const ids = [...made.querySelectorAll('id')].map((id) => id.textContent);
    expect(ids).toEqual(['tag:moot.invalid,2026:feed:/mail/new.atom', 'tag:moot.invalid,2026:mail:a/b%22%3Cc%3E@x']);
    expect(made.querySelector('feed > updated')?.textContent).toBe('2021-12-17T09:00:00.000Z');
    expect(made.querySelector('entry > author > name')?.textContent).toBe('ann@example.org');
    expect(made.querySelector('entry > title')?.textContent).toBe('A <b> & \ufffd\ufffd"c"');
    expect(made.querySelector('entry > content')?.textContent).toBe('one\ufffd[1m\n');
    for (const link of made.querySelectorAll('link')) expect(link.getAttribute('href')).toMatch(/^http:\/\/h:1\//);
    for (const name of ['title', 'id', 'updated', 'author', 'link[rel=alternate]', 'content']) {
      expect(made.querySelectorAll(`entry > ${name}`)).toHaveLength(1);
    }
  });

  test('without a mail and without a date is one too, the same each time', () => {
    expect(parse(feed([])).querySelector('feed > updated')?.textContent).toBe('1970-01-01T00:00:00.000Z');
    const undated = { ...entry, dateIso: null as never };
    expect(feed([undated])).toBe(feed([undated]));
  });

  test('whatever stands in a mail is legal in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '\uffff', '\u0000', ']]>'), (text, odd) => {
        const made = parse(`<a>${xmlText(`${text}${odd}`)}</a>`);
        expect(made.documentElement.children).toHaveLength(0);
        expect(made.documentElement.localName).toBe('a');
      }),
    );
  });
});

describe('the frame', () => {
  const page =
    '<!DOCTYPE html><html><head><link rel="stylesheet" href="/a.css" nonce="x"/><link rel="preload" as="script" href="/b.js"/><title>Moot</title><script src="/b.js"></script></head><body><div hidden=""><!--$--><!--/$--></div><nav><a href="/">Debate</a><a href="/mail">Mail</a></nav><form><input name="back" value="/frame"/></form><main class="page" id="main"><!--$--></main><footer>f</footer><script>self.__next_f=[]</script></body></html>';

  test('keeps what is ours of the page, and nothing of React’s', () => {
    const made = framePage(
      cutFrame(page),
      { title: 'A <b>', path: '/m/$&"x/?a=1', head: html`<link rel="next">`, main: html`<p>$1</p>` },
      '<script src="/r.js"></script>',
    );
    expect(made).toBe(
      '<!DOCTYPE html><html><head><link rel="stylesheet" href="/a.css"/><title>A &lt;b&gt; · Moot</title><link rel="next"><script src="/r.js"></script></head><body><nav><a href="/">Debate</a><a href="/mail" aria-current="true">Mail</a></nav><form><input name="back" value="/m/$&amp;&quot;x/?a=1"/></form><main class="page" id="main"><p>$1</p></main><footer>f</footer></body></html>',
    );
  });

  test('a page that is not the frame is refused', () => {
    expect(() => cutFrame('<html><title>x</title></html>')).toThrow(/main part/);
  });
});
