import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeMboxrd } from '#lib/mail/mboxrd';
import { parseMessage } from '#lib/mail/message';
import { splitBlocks } from '#lib/mail/quote';
import { readPatch } from '#lib/patch/patch';
import { mboxrd } from '#lib/source/mboxrd';

/** Pieces mails are made of, put together in ways no mailer would. */
const piece = fc.constantFrom(
  'Content-Type: multipart/mixed; boundary=b\n',
  'Content-Type: text/html; charset=y\n',
  'Content-Transfer-Encoding: base64\n',
  'Content-Transfer-Encoding: quoted-printable\n',
  'Content-Type: text/plain; format=flowed; charset=utf-16\n',
  'Content-Type: message/rfc822\n',
  'Subject: =?utf-8?B?w6k',
  '?=\n',
  'References: <a',
  '>\n',
  'From: "',
  '\n',
  '\r\n',
  '\n\n',
  '--b',
  '--b--',
  '\0',
  '=',
  '=E9',
  '>',
  'From ',
  '<p>',
  '<script',
  '&#',
  'diff --git a/x b/x\n',
  '--- a/x\n+++ b/x\n',
  '@@ -1 +1 @@\n',
  '-x\n',
  '+y\n',
  '-- \n',
  ' ',
  '\u00e9',
  'Date: 99 Foo\n',
);
const crafted = fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join('')));

describe('any bytes', () => {
  test('are read as a message, without NUL, never thrown at', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 400 }), crafted), async (bytes) => {
        const message = await parseMessage(bytes);
        expect(message.text + message.footer + message.subject + message.author.name + message.to).not.toContain('\0');
        readPatch(message);
        splitBlocks(message.text);
      }),
      { numRuns: 2000 },
    );
  });
});

const line = fc.oneof(
  fc.constantFrom(
    'From ',
    '>From x',
    '>>From ann@example.org Fri Jan  1 10:00:00 2021',
    'From mboxrd@z Thu Jan  1 00:00:00 1970',
    '',
    'text',
    '\r',
  ),
  fc.string({ maxLength: 20 }).map((text) => text.replaceAll('\n', ' ')),
);
const mail = fc
  .array(line, { maxLength: 8 })
  .map((lines) => `Subject: s\n\n${lines.map((text) => `${text}\n`).join('')}`);

test('an mbox written and read again gives the same mails, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(mail, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 50 }),
      async (mails, size) => {
        const bytes = Buffer.concat(mails.map((text) => writeMboxrd(Buffer.from(text))));
        async function* chunks() {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        }
        const found: string[] = [];
        for await (const item of mboxrd.read({ file: 'x', chunks: chunks() })) {
          if (item.kind === 'message') found.push(Buffer.from(item.bytes).toString());
        }
        expect(found).toEqual(mails);
      },
    ),
    { numRuns: 500 },
  );
});
