import { describe, expect, test } from 'vitest';
import { chooseParent, identityText, parseMessage } from '#lib/mail/message';

const parse = (text: string | Uint8Array, latestMs?: number) =>
  parseMessage(typeof text === 'string' ? Buffer.from(text) : text, latestMs === undefined ? {} : { latestMs });
const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('headers', () => {
  test('a folded subject with encoded words, raw latin 1, raw UTF-8', async () => {
    expect((await parse('Subject: =?utf-8?Q?one_=C3=A9?=\n =?utf-8?B?dHdv?=\n\tthree\n\n')).subject).toBe(
      'one étwo three',
    );
    expect((await parse(latin1('Subject: caf\xe9 \x93q\x94\n\n'))).subject).toBe('café “q”');
    expect((await parse('Subject: café\n\n')).subject).toBe('café');
  });

  test('a character cut in two by encoded words', async () => {
    expect((await parse('Subject: =?utf-8?B?w6k=?= =?utf-8?Q?=C3?=\n =?utf-8?Q?=A9?=\n\n')).subject).toBe('éé');
  });

  test('ISO-2022-JP, GB2312 and KOI8-R encoded words', async () => {
    expect((await parse('Subject: =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=\n\n')).subject).toBe('日本');
    expect((await parse('Subject: =?gb2312?B?u9i4tA==?=: x\n\n')).subject).toBe('回复: x');
    expect((await parse('Subject: =?koi8-r?Q?=D0=D2=C9?=\n\n')).subject).toBe('при');
  });

  test('an unknown charset is read as UTF-8 and flagged', async () => {
    const message = await parse('Content-Type: text/plain; charset="y"\nContent-Transfer-Encoding: 8bit\n\nné\n');
    expect(message.text).toBe('né\n');
    expect(message.flags).toContain('unknown-charset');
  });

  test('no charset: UTF-8 where clean, else windows-1252', async () => {
    expect((await parse(latin1('\nna\xefve \x85\n'))).text).toBe('naïve …\n');
    expect((await parse('Content-Type: text/plain; charset=us-ascii\n\nné\n')).text).toBe('né\n');
  });

  test('a From line before the headers is no header', async () => {
    expect((await parse('From x Mon Jan  1 00:00:00 1970\n>From y\nSubject: s\n\nb\n')).subject).toBe('s');
  });
});

describe('ids', () => {
  const refs = async (headers: string) => (await parse(`${headers}\n\n`)).references.map((ref) => ref.id);

  test('prose and an address around the id', async () => {
    const headers =
      'From: Ann <ann@example.org>\nMessage-ID: <m@x>\nIn-Reply-To: Ann <ann@example.org>\'s message of "Friday" <q@x>';
    expect(await refs(headers)).toEqual(['q@x']);
    expect((await parse(`${headers}\n\n`)).parent).toBe('q@x');
  });

  test('In-Reply-To given twice, and two ids in one', async () => {
    expect(await refs('In-Reply-To: <a@x>\nIn-Reply-To: <b@x>')).toEqual(['a@x', 'b@x']);
    expect(await refs('In-Reply-To: <a@x> <b@x>')).toEqual(['a@x', 'b@x']);
  });

  test('the choice of a parent is stable and said', () => {
    expect(chooseParent(['a'], ['r', 'b'])).toBe('a');
    expect(chooseParent(['a', 'c'], ['r', 'b'])).toBe('b');
    expect(chooseParent([], ['r', 'b'])).toBe('b');
    expect(chooseParent(['a', 'c'], [])).toBe('a');
    expect(chooseParent([], [])).toBeUndefined();
  });

  test('a mail that refers to itself', async () => {
    const message = await parse('Message-ID: <a@x>\nReferences: <a@x> <r@x>\nIn-Reply-To: <a@x>\n\n');
    expect(message.references.map((ref) => ref.id)).toEqual(['r@x']);
    expect(message.parent).toBe('r@x');
    expect(message.flags).toContain('refers-to-itself');
  });

  test('y and n are answers, not ids', async () => {
    expect(await refs('In-Reply-To: <y>\nReferences: <N>')).toEqual([]);
  });

  test('an id broken by folding, ids without brackets', async () => {
    expect((await parse('Message-ID:\n <long.id@\n x.example>\n\n')).messageId).toBe('long.id@x.example');
    expect(await refs('References: a@x.example b@x.example')).toEqual(['a@x.example', 'b@x.example']);
  });

  test('what a mail without an id is known by does not depend on its way', async () => {
    const one = await parse('From: a@x\nSubject: s\nDate: Fri, 01 Jan 2021 10:00:00 +0000\n\nhi\n');
    const two = await parse(
      'Received: by b\r\nFrom: a@x\r\nSubject: s\r\nDate: Fri, 01 Jan 2021 10:00:00 +0000\r\n\r\nhi\r\n',
    );
    expect(one.messageId).toBeUndefined();
    expect(identityText(one)).toBe(identityText(two));
  });
});

describe('bodies', () => {
  test('format=flowed is unstuffed and never reflowed', async () => {
    const message = await parse(
      'Content-Type: text/plain; format=flowed\n\n  context \n+added \n >quote\nsoft \nline\n',
    );
    expect(message.text).toBe(' context \n+added \n>quote\nsoft \nline\n');
    expect(message.stuffed).toBe('  context \n+added \n >quote\nsoft \nline\n');
    expect(message.flags).toContain('flowed');
  });

  test('quoted-printable: soft breaks, escapes, what is none', async () => {
    const message = await parse('Content-Transfer-Encoding: quoted-printable\n\na=3Db=\nc =zz =4\nend=');
    expect(message.text).toBe('a=bc =zz =4\nend');
  });

  test('multipart: text, a patch beside it, the footer apart', async () => {
    const head = 'Content-Type: multipart/mixed; boundary="b b"\n\npreamble\n--b b\n';
    const footer = '--b b\n\n_______________\nlist mailing list\n--b b--\nepilogue\n';
    const patch = 'Content-Type: text/x-patch; name=a.patch\nContent-Transfer-Encoding: base64\n\nZGlmZg==\n';
    const message = await parse(`${head}Content-Type: text/plain\n\nhello\n--b b \n${patch}${footer}`);
    expect(message.text).toBe('hello\n');
    expect(message.footer).toContain('list mailing list');
    expect(message.attachments).toEqual([{ name: 'a.patch', type: 'text/x-patch', size: 4, text: 'diff' }]);
  });

  test('HTML only: readable, no script; beside plain text it is passed over', async () => {
    const html = '<p>one &lt; two<br>three</p><script>alert(1)</script><style>p{}</style><!-- no --><td>x';
    const message = await parse(`Content-Type: text/html\n\n${html}\n`);
    expect(message.text).toBe('one < two\nthree\n\nx\n');
    const both = `Content-Type: multipart/alternative; boundary=b\n\n--b\n\nplain\n--b\nContent-Type: text/html\n\n${html}\n--b--\n`;
    expect((await parse(both)).text).toBe('plain\n');
  });

  test('a mail within a mail is read by the library', async () => {
    const inner = 'Content-Type: message/rfc822\n\nFrom: b@x\nSubject: inner\n\ninside\n';
    const message = await parse(`Content-Type: multipart/mixed; boundary=b\n\n--b\n\noutside\n--b\n${inner}--b--\n`);
    expect(message.text).toContain('outside');
    expect(message.text).toContain('inside');
    expect(message.flags).not.toContain('damaged-mime');
  });

  test('a boundary that does not occur: nothing is lost', async () => {
    const message = await parse('Content-Type: multipart/mixed; boundary=b\n\nall the text\0\n');
    expect(message.text).toBe('all the text\ufffd\n');
    expect(message.issues.map((issue) => [issue.severity, issue.code])).toContainEqual(['error', 'damaged-mime']);
  });

  test('a thousand levels of parts end', async () => {
    let text = '';
    for (let i = 0; i < 1000; i++) text += `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`;
    const message = await parse(`${text}\ndeep\n`);
    expect(message.flags).toContain('deep-mime');
  });

  test('mails within mails are read some levels deep, and that is said', async () => {
    const nest = (levels: number) => {
      let text = 'Subject: inmost\n\nthe end\n';
      for (let i = 0; i < levels; i++)
        text = `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\nContent-Type: message/rfc822\n\n${text}\n--b${i}--\n`;
      return parse(text);
    };
    expect((await nest(2)).text).toContain('the end');
    expect((await nest(2)).flags).not.toContain('deep-mime');
    expect((await nest(100)).flags).toContain('deep-mime');
  });

  test('of a mail of too many parts those up to the limit are read, and that is said', async () => {
    const parts = (n: number) => parse(`Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(n)}--b--\n`);
    expect((await parts(100)).flags).not.toContain('many-parts');
    const message = await parts(20_000);
    expect(message.flags).toContain('many-parts');
    expect(message.text.match(/x/g)?.length).toBe(10_000);
  });

  test('an attachment above the limit is kept and not read as a patch', async () => {
    const of = (bytes: number) =>
      parse(
        `Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: text/x-patch; name=a.diff\nContent-Disposition: attachment\n\n${'+line of a diff\n'.repeat(bytes / 16)}--b--\n`,
      );
    expect((await of(1 << 20)).flags).not.toContain('large-part');
    const message = await of(9 << 20);
    expect(message.flags).toContain('large-part');
    expect(message.attachments.map(({ text, size }) => [text, size > 9_000_000])).toEqual([[undefined, true]]);
  });

  test('headers of megabytes, a hundred thousand references, marks without end', async () => {
    for (const [text, check] of [
      [`X-Long: ${'word\n '.repeat(500_000)}\n\nbody\n`, undefined],
      [`References: ${Array.from({ length: 100_000 }, (_, i) => `<r${i}@t>`).join('\n ')}\n\nbody\n`, 100_000],
      [`Subject: ${'=?utf-8?Q?'.repeat(100_000)}\n\nbody\n`, undefined],
      [`From: ${'"'.repeat(200_001)}${'('.repeat(200_000)}\n\nbody\n`, undefined],
      [`To: ${'a@t.example,\n '.repeat(100_000)}b@t.example\n\nbody\n`, undefined],
      [`Content-Type: text/plain; ${'a*0="x"; '.repeat(50_000)}\n\nbody\n`, undefined],
    ] as const) {
      const message = await parse(text);
      expect(message.text).toBe('body\n');
      if (check !== undefined) expect(message.references.length).toBe(check);
    }
  });
});

describe('who', () => {
  test('a list manager that rewrote the sender', async () => {
    const from = 'From: "Ann Ek via list" <list@example.org>\nTo: list@example.org\n';
    for (const where of [
      'X-Original-From: Ann Ek <ann@example.org>\n\n',
      'Reply-To: Ann Ek <ann@example.org>\n\n',
      '\nFrom: Ann Ek <ann@example.org>\n\n',
    ]) {
      const message = await parse(from + where);
      expect(message.author).toEqual({ name: 'Ann Ek', address: 'ann@example.org' });
      expect(message.flags).toContain('via-list');
    }
    expect((await parse(`${from}\nno help\n`)).author).toEqual({ name: 'Ann Ek', address: 'list@example.org' });
  });

  test('names in quotes, comments and encoded words', async () => {
    const author = async (from: string) => (await parse(`From: ${from}\n\n`)).author;
    expect(await author('"Ek, Ann" <Ann@Example.ORG>, b@x')).toEqual({ name: 'Ek, Ann', address: 'ann@example.org' });
    expect(await author('ann@x (Ann Ek)')).toEqual({ name: 'Ann Ek', address: 'ann@x' });
    expect(await author('=?utf-8?q?Ann_=C3=89k?= <a@x>')).toEqual({ name: 'Ann Ék', address: 'a@x' });
  });
});
