import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { readHeaders } from '#lib/mail/header';
import { parseMessage } from '#lib/mail/message';
import type { OutgoingMail } from '#lib/mail/outgoing-mail';
import { answerSubject, findRecipients, findReferences } from '#lib/mail/reply';
import { writeMail } from '#lib/mail/write-mail';
import { wordsOfLines } from '#lib/patch/carry/lines-words';
import { type DiffFile, readDiff } from '#lib/patch/diff/diff';
import { readRemarks } from '#lib/patch/review/quoted-remark';
import { printAsMarkdown } from '#lib/patch/review/remark-markdown';
import { printRemark } from '#lib/patch/review/remark-text';
import { printReview, type ReviewRemark } from '#lib/patch/review/review-mail';
import { applyMarks, MARK_HEADER, printMarks, type ReviewMark, readMarks } from '#lib/patch/review/review-mark';
import { foldWhiteSpace } from '#lib/text/paragraph';
import { needs } from '../needs.ts';

const author = { name: 'Ann Ek', address: 'ann@example.org' };
const reviewer = { name: 'Bö Li, Jr.', address: 'bo@example.org' };

/** A mail of a review with every part that can go wrong in other hands. */
function outgoing(text: string, marks: readonly string[] = []): OutgoingMail {
  return {
    messageId: 'moot.0123456789abcdef@example.org',
    from: reviewer,
    to: [author],
    cc: [{ name: 'Ein Verteiler (öffentlich)', address: 'list@example.org' }],
    subject: answerSubject(
      'Re: [PATCH v2 3/7] kettle: weigh the lid — and the water, which nobody has ever thought of weighing',
    ),
    dateMs: Date.UTC(2021, 0, 2, 3, 4, 5),
    zone: -210,
    inReplyTo: 'p3@example.org',
    references: ['cover@example.org', 'p3@example.org'],
    extra: marks.map((value) => ({ name: MARK_HEADER, value })),
    text,
  };
}

const word = fc.constantFrom(
  'int',
  'heat',
  'lid',
  'return 0;',
  '}',
  '{',
  'if (pot)',
  '',
  '\t',
  'x = 1;',
  '-EAGAIN',
  '+ 1',
  '/* ö */',
  '> 3',
);
const row = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
const change = fc.record({ sign: fc.constantFrom(' ', ' ', '+', '-'), text: row });

/** A diff with hunks of lines that often stand in it more than once. */
const diffs = fc
  .array(fc.array(fc.array(change, { minLength: 1, maxLength: 14 }), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((files) =>
    files
      .map((hunks, f) => {
        let at = 1;
        const bodies = hunks.map((lines) => {
          const count = (skip: string) => lines.filter(({ sign }) => sign !== skip).length;
          const head = `@@ -${at},${count('+')} +${at},${count('-')} @@ f${at}(void)`;
          at += lines.length + 10;
          return [head, ...lines.map(({ sign, text }) => `${sign}${text}`)].join('\n');
        });
        return `diff --git a/dir/f${f}.c b/dir/f${f}.c\n--- a/dir/f${f}.c\n+++ b/dir/f${f}.c\n${bodies.join('\n')}\n`;
      })
      .join(''),
  )
  .map((text) => {
    const read = readDiff(text);
    return 'files' in read ? read.files : [];
  })
  .filter((files) => files.length > 0);

const said = fc.constantFrom(
  'Why?',
  'Done.',
  'This *must* not be `heat`: see [the log](https://example.org/log) and a_b_c, which says so at some length over more than a line.',
  '- one point\n- and another that is long enough to be broken by whoever has to fit it into a mail of seventy-two columns',
  'Rather:\n\n```c\n\tif (pot)\n\t\treturn 0;\n```\n\nor so.',
  '```suggestion\n\treturn heat;\n```',
  'a < b && c > d\n\n> as Ann said\n\nI doubt it.',
  '1. Über alles\n2. `x = 1;`',
);

/** Annotations on lines that some hunk shows. */
function remarksOn(
  files: readonly DiffFile[],
  picks: readonly { at: number; span: number; old: boolean; body: string; kind: string; on: string }[],
) {
  return picks.map(({ at, span, old, body, kind, on }, i): ReviewRemark => {
    const base = { slug: `a${i}`, kind, body, blocks: [] };
    const file = files[at % files.length]!;
    const whole = {
      path: '',
      side: 'new',
      line: 0,
      end: 0,
      words: { lines: [], before: [], after: [], heading: '' },
    } as const;
    if (on === 'message') return { ...base, ...whole, on };
    if (on === 'file') return { ...base, ...whole, on, path: file.newPath };
    const side = old ? 'old' : 'new';
    const hunk = file.hunks[at % file.hunks.length]!;
    const [start, count] = old ? [hunk.oldStart, hunk.oldLines] : [hunk.newStart, hunk.newLines];
    if (count === 0) return { ...base, ...whole, on: 'file', path: file.newPath };
    const line = start + (at % count);
    const end = Math.min(line + span, start + count - 1);
    return {
      ...base,
      on: end > line ? 'range' : 'line',
      path: file.newPath,
      side,
      line,
      end,
      words: wordsOfLines(file, side, line, end)!,
    };
  });
}

const picks = fc.array(
  fc.record({
    at: fc.nat(50),
    span: fc.nat(3),
    old: fc.boolean(),
    body: said,
    kind: fc.constantFrom('note', 'question', 'objection', 'suggestion'),
    on: fc.constantFrom('line', 'line', 'line', 'line', 'file', 'message'),
  }),
  { minLength: 1, maxLength: 8 },
);

const description = 'Weigh the lid.\n\nNobody did.\n\nSigned-off-by: Ann Ek <ann@example.org>\n---\n v2: less steam\n';
const place = (one: { on: string; path: string; side: string; line: number; end: number }) =>
  one.on === 'message'
    ? 'message'
    : one.on === 'file'
      ? `file ${one.path}`
      : `${one.on} ${one.path} ${one.side} ${one.line}-${one.end}`;

describe('a review that was mailed and is read again', () => {
  test('gives the same remarks on the same places', async () => {
    await fc.assert(
      fc.asyncProperty(diffs, picks, async (files, chosen) => {
        const remarks = remarksOn(files, chosen);
        const review = printReview({ author, dateMs: 0, zone: 60, description, files }, remarks, [
          'Reviewed-by: Bö Li <bo@example.org>',
        ]);
        const bytes = writeMail(outgoing(review.text, printMarks(review.marks)));
        const mail = await parseMessage(bytes);
        const marks = readMarks(readHeaders(bytes).headers.all(MARK_HEADER.toLowerCase()));
        const read = applyMarks(readRemarks(mail.text, files, description), marks, files);
        const same = (
          one: { on: string; path: string; side: string; line: number; end: number },
          kind: string | undefined,
          text: string,
        ) => `${kind} ${place(one)} ${foldWhiteSpace(text)}`;
        const sure = remarks.filter(({ slug }) => !review.unsure.includes(slug));
        const got = read.map((one) => same(one, one.kind, one.text));
        for (const one of sure) {
          const text = printRemark(one.body, one.words.lines);
          expect(got).toContain(same({ ...one, on: one.on, end: Math.max(one.line, one.end) }, one.kind, text));
        }
        // Nothing that stands in a hunk is in doubt once the hunk is quoted whole, and nothing is made up.
        expect(review.unsure).toEqual([]);
        expect(got.length).toBe(remarks.length);
      }),
      { numRuns: 300 },
    );
  });

  test('without the header, on the line quoted last, or at worst its hunk or the message', () => {
    fc.assert(
      fc.property(diffs, picks, (files, chosen) => {
        const remarks = remarksOn(files, chosen).filter(({ on }) => on === 'line');
        const review = printReview({ author, dateMs: 0, zone: 60, description, files }, remarks, []);
        for (const read of readRemarks(review.text, files, description)) {
          if (read.on !== 'line') continue;
          const texts = remarks.filter(
            ({ body, words }) => foldWhiteSpace(printRemark(body, words.lines)) === foldWhiteSpace(read.text),
          );
          const isOnIts = texts.some((one) => {
            const own = files.find(({ newPath }) => newPath === one.path)!;
            const near = own.hunks.find(({ newStart, newLines, oldStart, oldLines }) =>
              one.side === 'new'
                ? one.line >= newStart && one.line < newStart + newLines
                : one.line >= oldStart && one.line < oldStart + oldLines,
            )!;
            const [start, count] =
              read.side === 'new' ? [near.newStart, near.newLines] : [near.oldStart, near.oldLines];
            return one.path === read.path && read.line >= start && read.line < start + count;
          });
          expect(isOnIts).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('what a mail says is the same words when it was made Markdown and printed again', () => {
  for (const text of [
    'Plain words, a < b, *stars*, _x_ and __init__, `code`, 2 * 3 * 4, [1] and [a](b).',
    '# not a head\na\\b\n=====\n',
    'Perhaps like:\n\n\tif (x)\n\t\treturn;\n\nor so.',
    '- a\n- b\n  goes on\n\n1. c\n2. d',
    '<script>alert(1)</script> & &amp; <https://example.org/>',
  ]) {
    expect(foldWhiteSpace(printRemark(printAsMarkdown(text), []))).toBe(foldWhiteSpace(text));
  }
});

describe('the text', () => {
  const read = readDiff(
    `diff --git a/k.c b/k.c\n--- a/k.c\n+++ b/k.c\n@@ -1,12 +1,13 @@ int f(void)\n${[...'abcdefghijkl'].map((c) => ` ${c}`).join('\n')}\n+new\n`,
  );
  if (!('files' in read)) throw new Error(read.problem);
  const { files } = read;
  const on = (line: number, body: string, end = line): ReviewRemark => ({
    ...{ slug: `l${line}`, path: 'k.c', side: 'new', line, end, kind: 'note', body, blocks: [] },
    on: end > line ? 'range' : 'line',
    words: wordsOfLines(files[0]!, 'new', line, end)!,
  });
  test('is the diff, cut around what is spoken of', () => {
    const long =
      'The lid is heavier than anybody who wrote this code can have thought, and so on until the line is full.';
    const { text } = printReview(
      { author, dateMs: Date.UTC(2021, 11, 17, 11, 30), zone: 60, description, files },
      [on(6, long), on(13, '```suggestion\nnewer\n```')],
      ['Reviewed-by: Bo <bo@example.org>'],
    );
    expect(text).toBe(`On Fri, Dec 17, 2021 at 12:30:00 +0100, Ann Ek wrote:
> diff --git a/k.c b/k.c
> --- a/k.c
> +++ b/k.c
> @@ -1,12 +1,13 @@ int f(void)
> [...]
>  c
>  d
>  e
>  f

The lid is heavier than anybody who wrote this code can have thought,
and so on until the line is full.

> [...]
>  j
>  k
>  l
> +new

    -new
    +newer

Reviewed-by: Bo <bo@example.org>
`);
  });
  test('holds no line over 72 columns but code, quotes and what cannot be broken', () => {
    const { text } = printReview(
      { author, dateMs: undefined, zone: 0, description, files },
      [on(6, 'word '.repeat(60))],
      [],
    );
    expect(text.split('\n').filter((line) => line.length > 72)).toEqual([]);
  });
});

describe('headers', () => {
  const box = (name: string, address: string) => ({ name, address });
  const recipients = async (head: string) => {
    const raw = Buffer.from(`From: Ann Ek <ann@example.org>\n${head}\n\nx`);
    const mail = await parseMessage(raw);
    const { to, cc } = findRecipients(mail, readHeaders(raw).headers, box('Bo', 'bo@example.org'));
    return `${to.map(({ address }) => address).join()} | ${cc.map(({ address }) => address).join()}`;
  };
  test('an answer goes to the author, copies to all others, each once, the reviewer not', async () => {
    expect(
      await recipients(
        'To: Bo@example.org, list@example.org\nCc: Cy <cy@example.org>, LIST@example.org, ann@example.org',
      ),
    ).toBe('ann@example.org | list@example.org,cy@example.org');
  });
  test('Reply-To is honoured, but for a list that put itself there', async () => {
    expect(await recipients('To: l@example.org\nReply-To: ann@home.example')).toBe('ann@home.example | l@example.org');
    expect(await recipients('To: l@example.org\nReply-To: l@example.org\nList-Post: <mailto:l@example.org>')).toBe(
      'ann@example.org | l@example.org',
    );
  });
  test('Mail-Followup-To says it all; the list is copied where it was a hidden recipient', async () => {
    expect(await recipients('To: l@example.org\nMail-Followup-To: l@example.org, ann@example.org')).toBe(
      'ann@example.org | l@example.org',
    );
    expect(await recipients('To: cy@example.org\nList-Post: <mailto:l@example.org>')).toBe(
      'ann@example.org | cy@example.org,l@example.org',
    );
  });
  test('an answer to oneself goes to whom the mail went', async () => {
    const raw = Buffer.from('From: bo@example.org\nTo: l@example.org\nCc: cy@example.org\n\nx');
    const { to, cc } = findRecipients(await parseMessage(raw), readHeaders(raw).headers, box('Bo', 'bo@example.org'));
    expect([to, cc].flat().map(({ address }) => address)).toEqual(['l@example.org', 'cy@example.org']);
  });
  test('references are the ancestors and the mail', async () => {
    const of = async (head: string) => findReferences(await parseMessage(Buffer.from(`${head}\n\nx`)), 'p@x');
    expect(await of('Message-ID: <p@x>\nReferences: <a@x>\n <b@x>\nIn-Reply-To: <b@x>')).toEqual(['a@x', 'b@x', 'p@x']);
    expect(await of('Message-ID: <p@x>\nIn-Reply-To: <b@x>')).toEqual(['b@x', 'p@x']);
    expect(await of('Message-ID: <p@x>\nIn-Reply-To: <b@x> <c@x>')).toEqual(['p@x']);
  });
  test('the marks of many remarks stand in headers that no server refuses', () => {
    const marks = Array.from({ length: 100 }, (_, i): ReviewMark => {
      const path = `ö/${'x'.repeat(40)}.c`;
      return { hash: '0123abcd', kind: 'note', on: 'range', side: 'new', line: i + 1, end: i + 2, path };
    });
    const values = printMarks(marks);
    expect(Math.max(...values.map((value) => value.length))).toBeLessThan(900);
    const bytes = writeMail(outgoing('x', values));
    expect(readMarks(readHeaders(bytes).headers.all(MARK_HEADER.toLowerCase()))).toEqual(marks);
  });
  test('Re: once', () => {
    expect(['x', 'Re: x', 'RE: re: x', 'AW: Re[2]: x', 'Regarding x'].map(answerSubject)).toEqual([
      'Re: x',
      'Re: x',
      'Re: x',
      'Re: x',
      'Re: Regarding x',
    ]);
  });
  test('nobody slips a header in, no line is too long, what is not ASCII is encoded', () => {
    const evil = 'x\r\nBcc: evil@example.org\n\nbody';
    const mail = outgoing('hi\n');
    const text = Buffer.from(
      writeMail({
        ...mail,
        subject: `${evil} ${'ü'.repeat(300)}`,
        from: { name: evil, address: 'a@b' },
        to: [
          { name: evil, address: 'c@d\nBcc: e@f' },
          { name: 'D', address: 'd@e' },
        ],
        messageId: 'a@b>\nBcc: x@y',
        references: ['a b@c', 'ok@x'],
        extra: [{ name: 'X-Moot-Remarks', value: evil }],
      }),
    ).toString('latin1');
    const head = text.slice(0, text.indexOf('\n\n'));
    expect(head.split('\n').filter((line) => /^(?:bcc|body)/i.test(line))).toEqual([]);
    expect(head).toMatch(/^[\x20-\x7e\n]*$/);
    expect(Math.max(...head.split('\n').map((line) => line.length))).toBeLessThan(999);
    expect(head).toContain('References: <ok@x>');
    expect(head).not.toContain('Message-ID');
  });
});

describe('other programs read the mail as it was meant', () => {
  const text = 'On Monday, Ann wrote:\n> +\tßtrange\n\nVery — strange.\n\nFrom here on: fine.\n.\n';
  const check = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  test('postal-mime', async () => {
    for (const body of [text, `${text}\r${'ö'.repeat(2000)}\n`]) {
      const mail = await PostalMime.parse(writeMail(outgoing(body)));
      expect(mail.text?.replace(/\r\n/g, '\n')).toBe(body.replace(/\r/, '\r'));
      expect(mail.subject).toBe(outgoing(body).subject);
      expect(mail.from).toEqual(reviewer);
      expect(mail.to).toEqual([author]);
      expect(mail.inReplyTo).toBe('<p3@example.org>');
      expect(mail.attachments).toEqual([]);
    }
  });
  test('lines that no server carries go as quoted-printable', () => {
    expect(check(writeMail(outgoing(text)))).toContain('Content-Transfer-Encoding: 8bit');
    const long = check(writeMail(outgoing(`${'ö'.repeat(600)}\nFrom x\n.\n`)));
    expect(long).toContain('Content-Transfer-Encoding: quoted-printable');
    expect(long.split('\n').every((line) => line.length < 79)).toBe(true);
    expect(long).not.toMatch(/^(?:From x|\.)$/m);
  });
  const git = (() => {
    try {
      return execFileSync('git', ['--version'], { encoding: 'utf8' }) !== '';
    } catch {
      return false;
    }
  })();
  test.skipIf(!needs('git', git))('git mailinfo', () => {
    const folder = mkdtempSync(join(tmpdir(), 'moot-mailinfo-'));
    try {
      const [message, patch] = [join(folder, 'm'), join(folder, 'p')];
      writeFileSync(join(folder, 'mail'), writeMail(outgoing(text)));
      const info = execFileSync('git', ['mailinfo', '-k', '--no-scissors', message, patch], {
        input: writeMail(outgoing(text)),
        encoding: 'utf8',
        cwd: folder,
      });
      expect(info).toContain('Author: Bö Li, Jr.');
      expect(info).toContain('Email: bo@example.org');
      expect(info).toContain(`Subject: ${outgoing(text).subject}`);
      expect(info).toContain('Date: Fri, 1 Jan 2021 23:34:05 -0330');
      expect(readFileSync(message, 'utf8')).toBe(text);
      expect(readFileSync(patch, 'utf8')).toBe('');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
