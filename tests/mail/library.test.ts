import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { decodeText } from '#lib/mail/charset';
import { parseMessage } from '#lib/mail/message';
import { readMailFile } from '#lib/source/read-file';
import { findShared } from '../needs.ts';

const corpus = findShared('data/mail/kselftest-10k.mbox.gz');

/** format=flowed on Content-Type lines hidden from the library, length kept. */
function hideFlowed(raw: Uint8Array): Uint8Array {
  const text = Buffer.from(raw).toString('latin1');
  const hidden = text.replace(/^content-type:[^\n]*(?:\n[ \t][^\n]*)*/gim, (header) =>
    header.replace(/(format\s*=\s*"?)flowed/gi, '$1flow_d'),
  );
  return Buffer.from(hidden, 'latin1');
}

describe.skipIf(corpus === undefined)('the own reading against the library', () => {
  /**
   * Equal byte for byte but where the library is wrong, and there equal to what it should have said:
   * - flowed: it reflows and so damages diffs. With the parameter hidden from it, ours is its text unstuffed, no more.
   * - crlf: it takes CR before LF off every encoding but base64. Ours is its text without them.
   * - nul: it leaves NUL in the text. Ours has replacement characters there.
   */
  test('10,000 real mails', async () => {
    const differs = { flowed: 0, crlf: 0, nul: 0 };
    let mails = 0;
    let parts = 0;
    for await (const item of readMailFile(corpus ?? '')) {
      if (item.kind === 'issue') throw new Error(`${item.offset}: ${item.message}`);
      mails++;
      const own = await parseMessage(item.bytes);
      const isFlowed = own.flags.includes('flowed');
      const library = await PostalMime.parse(isFlowed ? hideFlowed(item.bytes) : item.bytes);
      let expected = library.text ?? '';
      if (isFlowed) {
        expected = expected.replace(/^ /gm, '');
        differs.flowed++;
      }
      if (expected.includes('\r')) {
        expect(Buffer.from(item.bytes).toString('latin1')).toMatch(/^content-transfer-encoding:\s*base64/im);
        expected = expected.replace(/\r+$/gm, '');
        differs.crlf++;
      }
      if (expected.includes('\0')) {
        expected = expected.replaceAll('\0', '\ufffd');
        differs.nul++;
      }
      const text = own.footer === '' ? own.text : `${own.text}\n${own.footer}`;
      if (text !== expected) expect({ id: own.messageId, text }).toEqual({ id: own.messageId, text: expected });
      parts += library.attachments.length;
      expect(own.attachments.length).toBe(library.attachments.length);
    }
    expect(mails).toBe(10_000);
    expect(parts).toBeGreaterThan(100);
    expect(differs).toEqual({ flowed: 776, crlf: 88, nul: 2 });
  }, 300_000);
});

describe('charsets against the library', () => {
  const samples: readonly (readonly [string, number[]])[] = [
    ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42]],
    ['gb2312', [0xd6, 0xd0, 0xce, 0xc4]],
    ['koi8-r', [0xd0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4]],
    ['x-euc-jp', [0xc6, 0xfc, 0xcb, 0xdc]],
    ['cp932', [0x93, 0xfa, 0x96, 0x7b]],
    ['euckr', [0xc7, 0xd1, 0xb1, 0xdb]],
    ['iso-8859-15', [0xa4]],
  ];
  test.each(samples)('%s', async (charset, bytes) => {
    const raw = Buffer.concat([
      Buffer.from(`Content-Type: text/plain; charset=${charset}\n\n`),
      Buffer.from(bytes),
      Buffer.from('\n'),
    ]);
    const library = (await PostalMime.parse(raw)).text ?? '';
    expect(library).not.toContain('\ufffd');
    expect((await parseMessage(raw)).text).toBe(library);
    expect(decodeText(Buffer.from(bytes), charset)).toEqual({ text: library.trimEnd(), isUnknownCharset: false });
  });
});
