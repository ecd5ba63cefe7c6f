import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { writeMboxrd } from '#lib/mail/mboxrd';
import { containers, findContainer } from '#lib/source/containers';
import { type ReadOptions, readMailFile } from '#lib/source/read-file';
import type { SourceIssue } from '#lib/source/source';
import { listFiles } from '#lib/source/walk-folder';

const home = mkdtempSync(join(tmpdir(), 'moot-source-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let count = 0;

/** Reads bytes as if a file; mails as text. */
async function read(bytes: string | Buffer, options: ReadOptions = {}) {
  const file = join(home, `file-${count++}`);
  writeFileSync(file, bytes);
  return readFrom(file, options);
}

async function readFrom(file: string, options: ReadOptions = {}) {
  const mails: string[] = [];
  const offsets: number[] = [];
  const issues: SourceIssue[] = [];
  for await (const item of readMailFile(file, options)) {
    if (item.kind === 'issue') issues.push(item);
    else {
      mails.push(Buffer.from(item.bytes).toString('latin1'));
      offsets.push(item.offset);
    }
  }
  return { mails, offsets, issues, codes: issues.map((issue) => issue.code) };
}

const from = 'From ann@example.org Fri Jan  1 10:00:00 2021\n';
const mail = (n: number, body = 'text\n') => `Subject: ${n}\n\n${body}`;
const withLength = (n: number, body: string) => `Subject: ${n}\nContent-Length: ${body.length}\n\n${body}`;

describe('mboxrd', () => {
  test('one mark is taken off lines of marks and From, the offsets are those of the separators', async () => {
    const found = await read(`${from}${mail(1, '>From x\n>>From y\nFromage\n')}\n${from}${mail(2)}\n`);
    expect(found.mails).toEqual([mail(1, 'From x\n>From y\nFromage\n'), mail(2)]);
    expect(found.offsets).toEqual([0, `${from}${mail(1, '>From x\n>>From y\nFromage\n')}\n`.length]);
    expect(found.codes).toEqual([]);
  });

  test('nothing tells the kind: assumed, with a note', async () => {
    const found = await read(`${from}${mail(1)}\n`);
    expect(found.issues.map((issue) => [issue.severity, issue.code])).toEqual([['note', 'kind-assumed']]);
  });

  test('an unescaped From in a body is kept there, and told with its byte', async () => {
    const body = 'He said:\n\nFrom here on it is easy\n';
    const found = await read(`From mboxrd@z Thu Jan  1 00:00:00 1970\n${mail(1, body)}\n${from}${mail(2)}\n`);
    expect(found.mails).toEqual([mail(1, body), mail(2)]);
    expect(found.issues.map((issue) => [issue.code, issue.offset])).toEqual([
      ['from-line', 39 + mail(1, body).indexOf('From here')],
    ]);
  });

  test('a separator pasted into a body is kept there when no header follows', async () => {
    const body = `see:\n${from}it says\n`;
    expect((await read(`${from}${mail(1, body)}\n${from}${mail(2)}\n`)).mails).toEqual([mail(1, body), mail(2)]);
  });

  test('CRLF files, no empty line between, no end of the last line', async () => {
    const crlf = `${from}${mail(1)}\n${from}${mail(2)}\n`.replaceAll('\n', '\r\n');
    expect((await read(crlf)).mails).toEqual([mail(1), mail(2)].map((text) => text.replaceAll('\n', '\r\n')));
    expect((await read(`${from}${mail(1)}${from}${mail(2, 'end')}`)).mails).toEqual([mail(1), mail(2, 'end')]);
  });

  test('bytes before the first mail are passed over and told', async () => {
    const found = await read(`\n\n${from}${mail(1)}`);
    expect([found.mails, found.codes]).toEqual([[mail(1)], ['kind-assumed']]);
    const container = findContainer('mboxrd');
    const torn = await read(`rest of a mail\n\n${from}${mail(1)}`, { container });
    expect([torn.mails, torn.codes]).toEqual([[mail(1)], ['leading-bytes']]);
  });
});

describe('mboxo and mboxcl2', () => {
  test('mboxo is read when asked for: one mark off one kind of line', async () => {
    const container = findContainer('mboxo');
    const found = await read(`${from}${mail(1, '>From x\n>>From y\n')}\n`, { container });
    expect(found.mails).toEqual([mail(1, 'From x\n>>From y\n')]);
  });

  test('mboxcl2 is told by its lengths; nothing in a body matters', async () => {
    const body = `text\n${from}Subject: no mail\n\n>From me\n`;
    const found = await read(`${from}${withLength(1, body)}\n${from}${withLength(2, 'x\n')}\n`);
    expect(found.mails).toEqual([withLength(1, body), withLength(2, 'x\n')]);
    expect(found.codes).toEqual([]);
  });

  test('mboxcl: lengths end its mails, and one mark is taken off; told by a separator that says it', async () => {
    const body = `text\n>From x\n>>From y\n`;
    const text = `${from}${withLength(1, body)}\n${from}${withLength(2, `a\n\n${from}Subject: inside\n`)}\n`;
    const mails = [withLength(1, body).replace('\n>From', '\nFrom'), withLength(2, `a\n\n${from}Subject: inside\n`)];
    expect((await read(text, { container: findContainer('mboxcl') })).mails).toEqual(mails);
    const said = (kind: string) => text.replace('ann@example.org', `${'0a'.repeat(20)}@${kind}`);
    expect(await read(said('mboxcl'))).toMatchObject({ mails, codes: [] });
    const asItStands = [withLength(1, body), mails[1]];
    expect(await read(said('mboxcl2'))).toMatchObject({ mails: asItStands, codes: [] });
    const unsaid = `${from}${withLength(1, body)}\n${from}${withLength(2, 'x\n')}\n`;
    expect(await read(unsaid)).toMatchObject({
      mails: [withLength(1, body), withLength(2, 'x\n')],
      codes: ['kind-assumed'],
    });
  });

  test('a wrong length is noticed and hurts no other mail', async () => {
    const container = findContainer('mboxcl2');
    const wrong = withLength(2, 'four\n').replace('Content-Length: 5', 'Content-Length: 400');
    const text = `${from}${withLength(1, 'x\n')}\n${from}${wrong}\n${from}${withLength(3, 'y\n')}\n`;
    const found = await read(text, { container });
    expect(found.mails).toEqual([withLength(1, 'x\n'), wrong, withLength(3, 'y\n')]);
    expect(found.issues.map((issue) => [issue.severity, issue.code, issue.offset])).toEqual([
      ['error', 'wrong-length', `${from}${withLength(1, 'x\n')}\n`.length],
    ]);
  });

  test('a mail that happens to name its length does not make an mboxrd one', async () => {
    const found = await read(
      `${from}${withLength(1, 'x\n').replace('h: 2', 'h: 1')}\n${from}${mail(2, '>From z\n')}\n`,
    );
    expect(found.mails[1]).toBe(mail(2, 'From z\n'));
  });
});

describe('one mail, gzip, and what is no mail', () => {
  test('.eml is kept to the byte', async () => {
    const bytes = Buffer.from('Subject: x\r\n\r\nno end\0', 'latin1');
    expect((await read(bytes)).mails).toEqual([bytes.toString('latin1')]);
    expect((await read(gzipSync(bytes))).mails).toEqual([bytes.toString('latin1')]);
  });

  test('gzip of an mbox, also of two members', async () => {
    const [one, two] = [1, 2].map((n) => gzipSync(Buffer.from(writeMboxrd(Buffer.from(mail(n))))));
    expect((await read(Buffer.concat([one ?? Buffer.alloc(0), two ?? Buffer.alloc(0)]))).mails).toEqual([
      mail(1),
      mail(2),
    ]);
  });

  test('a gzip cut off or damaged gives what came before, and tells', async () => {
    const mails = Array.from({ length: 3000 }, (_, i) => mail(i, `${Math.sin(i)} ${Math.cos(i)}\n`));
    const whole = gzipSync(Buffer.concat(mails.map((text) => Buffer.from(writeMboxrd(Buffer.from(text))))));
    const half = await read(whole.subarray(0, whole.length / 2));
    expect(half.codes).toEqual(['damaged-gzip']);
    expect(half.mails.length).toBeGreaterThan(1300);
    expect(half.mails.slice(0, -1)).toEqual(mails.slice(0, half.mails.length - 1));
    const broken = Buffer.from(whole);
    broken.fill(0x55, whole.length / 2, whole.length / 2 + 100);
    const hurt = await read(broken);
    expect(hurt.codes).toContain('damaged-gzip');
    expect(hurt.mails.length).toBeGreaterThan(500);
    expect(hurt.mails.slice(0, 500)).toEqual(mails.slice(0, 500));
  });

  test('what stands after a gzip, or a wrong checksum, costs no mail', async () => {
    const mails = Array.from({ length: 2000 }, (_, i) => mail(i, `${Math.sin(i)} ${Math.cos(i)}\n`));
    const whole = gzipSync(Buffer.concat(mails.map((text) => Buffer.from(writeMboxrd(Buffer.from(text))))));
    const garbage = await read(Buffer.concat([whole, Buffer.from('no gzip')]));
    expect([garbage.mails, garbage.codes]).toEqual([mails, ['damaged-gzip']]);
    expect(garbage.issues[0]?.offset).toBe(whole.length);
    const padded = await read(Buffer.concat([whole, Buffer.alloc(512)]));
    expect([padded.mails, padded.codes]).toEqual([mails, []]);
    const wrong = Buffer.from(whole);
    wrong.writeUInt32LE(7, whole.length - 8);
    const sum = await read(wrong);
    expect([sum.mails, sum.issues.map((issue) => issue.offset)]).toEqual([mails, [whole.length - 8]]);
    for (const lost of [1, 4, 8]) {
      const cut = await read(whole.subarray(0, -lost));
      expect([cut.mails, cut.codes]).toEqual([mails, ['damaged-gzip']]);
    }
  });

  test('a gzip header with a name, a comment and an extra field, in chunks of any size', async () => {
    const plain = gzipSync(Buffer.from(mail(1)));
    const header = Buffer.from([0x1f, 0x8b, 8, 4 + 8 + 16 + 2, 0, 0, 0, 0, 0, 3]);
    const named = Buffer.concat([header, Buffer.from('\x03\0abcname\0comment\0xx'), plain.subarray(10)]);
    for (let size = 1; size < 40; size++) {
      async function* stdin() {
        for (let at = 0; at < named.length; at += size) yield named.subarray(at, at + size);
      }
      expect(await readFrom('-', { stdin: stdin() })).toMatchObject({ mails: [mail(1)], codes: [] });
    }
  });

  test('a file that only begins like a header is no mail; a mark before the first separator hurts nothing', async () => {
    for (const text of ['{"a": 1}\n', 'name: x\non: push\n', 'a: b\n\nSubject: in the body\n'])
      expect((await read(text)).codes).toEqual(['not-mail']);
    expect((await read(`\ufeff${from}${mail(1)}`)).mails).toEqual([mail(1)]);
    const utf16 = await read(Buffer.from(`\ufeff${from}${mail(1)}`, 'utf16le'));
    expect(utf16.issues[0]?.message).toContain('UTF-16');
  });

  test('a torn beginning is told, the rest read', async () => {
    const torn = await read(`From \nrest of a mail\n\n${from}${mail(1)}\n${from}${mail(2)}`);
    expect([torn.mails, torn.codes]).toEqual([
      [mail(1), mail(2)],
      ['from-line', 'leading-bytes'],
    ]);
  });

  test('neither mail nor empty', async () => {
    expect((await read('hello, this is no mail\n')).codes).toEqual(['not-mail']);
    expect((await read('')).issues.map((issue) => [issue.severity, issue.code])).toEqual([['note', 'not-mail']]);
    expect((await readFrom(join(home, 'absent'))).codes).toEqual(['unreadable']);
  });

  test('a folder is all its files; standard input is a file', async () => {
    const folder = mkdtempSync(join(home, 'folder-'));
    writeFileSync(join(folder, 'b.eml'), mail(2));
    writeFileSync(join(folder, 'a.eml'), mail(1));
    expect((await listFiles(folder)).map((file) => file.slice(folder.length + 1))).toEqual(['a.eml', 'b.eml']);
    async function* stdin() {
      yield Buffer.from(mail(3));
    }
    expect((await readFrom('-', { stdin: stdin() })).mails).toEqual([mail(3)]);
  });
});

describe('size', () => {
  test('what unpacks to more than is taken is told, what came before is read', async () => {
    const bytes = gzipSync(
      Buffer.concat([1, 2, 3].map((n) => Buffer.from(writeMboxrd(Buffer.from(mail(n, 'x'.repeat(400_000))))))),
    );
    expect(bytes.length).toBeLessThan(5000);
    const found = await read(bytes, { mostUnpacked: 900_000 });
    expect([found.mails[0], found.codes]).toEqual([`${mail(1, 'x'.repeat(400_000))}\n`, ['too-large']]);
  });

  test('a mail of 4 MB between two small ones', async () => {
    const big = mail(2, `${'x'.repeat(79)}\n`.repeat(52_429));
    const found = await read(`${from}${mail(1)}\n${from}${big}\n${from}${mail(3)}\n`);
    expect(found.mails.map((text) => text.length)).toEqual([mail(1).length, big.length, mail(3).length]);
    expect(found.mails[1] === big).toBe(true);
  });

  test('a mail too large to be one is passed over, told, and the next is read', async () => {
    const line = Buffer.from(`${'x'.repeat(1023)}\n`);
    async function* stdin() {
      yield Buffer.from(`${from}${mail(1)}\n${from}Subject: huge\n\n`);
      const chunk = Buffer.concat(Array.from({ length: 8192 }, () => line));
      for (let i = 0; i < 18; i++) yield chunk;
      yield Buffer.from(`\n${from}${mail(3)}\n`);
    }
    const found = await readFrom('-', { stdin: stdin() });
    expect(found.mails).toEqual([mail(1), mail(3)]);
    expect(found.codes).toEqual(['kind-assumed', 'too-large']);
    expect(found.issues[1]?.offset).toBe(`${from}${mail(1)}\n`.length);
  });

  test('separators broken by chunks of any size', async () => {
    const text = `${from}${mail(1, 'a\n\nFrom b\n')}\n${from}${mail(2)}\n`;
    for (let size = 1; size < 60; size++) {
      async function* stdin() {
        for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
      }
      expect((await readFrom('-', { stdin: stdin() })).mails).toEqual([mail(1, 'a\n\nFrom b\n'), mail(2)]);
    }
  });
});

/** What every source must do, whatever it reads. */
describe.each(containers.map((source) => [source.name, source] as const))(
  'the contract of containers: %s',
  (_, source) => {
    const hostile = [
      '',
      '\n',
      'From ',
      from,
      `${from}${from}`,
      '\0'.repeat(300),
      `${from}\n\n\n`,
      'Subject: x',
      `${from}Content-Length: 99999999999\n\nx`,
    ];
    test('ends, without throwing, on anything; offsets do not fall', async () => {
      for (const text of hostile) {
        let last = -1;
        async function* chunks() {
          if (text !== '') yield Buffer.from(text);
        }
        for await (const item of source.read({ file: 'x', chunks: chunks() })) {
          if (item.kind === 'message') {
            expect(item.offset).toBeGreaterThanOrEqual(last);
            last = item.offset;
          }
          expect(item.file).toBe('x');
        }
      }
    });
  },
);
