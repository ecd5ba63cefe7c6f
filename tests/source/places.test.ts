import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { writeMboxrd } from '#lib/mail/mboxrd';
import { findPlace } from '#lib/source/places';
import type { PlaceOptions } from '#lib/source/source';
import { sources } from '#lib/source/sources';

const home = mkdtempSync(join(tmpdir(), 'moot-places-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let count = 0;
const path = (name: string) => join(home, `${count++}-${name}`);

async function read(address: string, options: Partial<PlaceOptions> = {}, onMail?: (n: number) => void) {
  const place = await findPlace(address);
  const mails: string[] = [];
  const codes: string[] = [];
  const cursors: string[] = [];
  for await (const item of place.read(address, { unchanged: 'read-again', hosts: [], ...options })) {
    if (item.kind === 'message') {
      mails.push(/Subject: (\S+)/.exec(Buffer.from(item.bytes).toString('latin1'))?.[1] ?? '');
      onMail?.(mails.length);
    }
    if (item.kind === 'issue') codes.push(item.code);
    if ('cursor' in item && item.cursor !== undefined) cursors.push(item.cursor);
  }
  return { place: place.name, mails, codes, cursor: cursors.at(-1) ?? options.cursor, cursors };
}

const mail = (n: string | number) => `Subject: ${n}\nMessage-ID: <m${n}@x.org>\n\nbody ${n}\n`;
const entry = (n: string | number) => writeMboxrd(Buffer.from(mail(n)));
const mbox = (...ns: (string | number)[]) => Buffer.concat(ns.map(entry));
/** As if the file had been written an hour ago: a watcher waits for what changes right now. */
const settle = (file: string) => utimesSync(file, Date.now() / 1000 - 3600, Date.now() / 1000 - 3600);

describe('a file', () => {
  test('an mbox that grew is read from its last mail on; one that did not, again or not at all', async () => {
    const file = path('box');
    writeFileSync(file, mbox(1, 2));
    const first = await read(file);
    expect(first).toMatchObject({ place: 'file', mails: ['1', '2'] });
    expect((await read(file, { cursor: first.cursor })).mails).toEqual(['1', '2']);
    expect((await read(file, { cursor: first.cursor, unchanged: 'skip' })).mails).toEqual([]);
    appendFileSync(file, mbox(3));
    expect((await read(file, { cursor: first.cursor, unchanged: 'skip' })).mails).toEqual([]);
    settle(file);
    expect((await read(file, { cursor: first.cursor, unchanged: 'skip' })).mails).toEqual(['3']);
  });

  test('broken off after any mail, it goes on after it; packed too', async () => {
    const file = path('box');
    for (const bytes of [mbox(1, 2, 3), gzipSync(mbox(1, 2, 3))]) {
      writeFileSync(file, bytes);
      const { cursors } = await read(file);
      const rests = await Promise.all(cursors.slice(0, 3).map(async (cursor) => (await read(file, { cursor })).mails));
      expect(rests).toEqual([['2', '3'], ['3'], []]);
    }
  });

  test('a mailbox begun anew, cut short, or whose last mail was only half there is read from the start', async () => {
    const file = path('box');
    writeFileSync(file, mbox(1, 2).subarray(0, -8));
    const { cursor } = await read(file);
    for (const bytes of [mbox(1, 2, 3), mbox(7, 8, 9), mbox(1), Buffer.from(mail(5))]) {
      writeFileSync(file, bytes);
      expect((await read(file, { cursor })).mails).toEqual((await read(file)).mails);
    }
  });

  test('a foreign cursor means: from the start', async () => {
    const file = path('box');
    writeFileSync(file, mbox(1));
    for (const cursor of ['', 'x', '{}', '{"at":1e9,"crc":1,"size":3,"container":"mboxrd"}', '[]', '{"at":-1}'])
      expect((await read(file, { cursor })).mails).toEqual(['1']);
  });

  test('what is neither file, folder nor pipe is refused; a pipe is read', async () => {
    await expect(read('/dev/zero')).rejects.toThrow('no file, no folder and no pipe');
    const pipe = path('pipe');
    execFileSync('mkfifo', [pipe]);
    const box = path('box');
    writeFileSync(box, mbox(1));
    const cat = execFileSync.bind(undefined, 'sh', ['-c', `cat ${box} > ${pipe} &`], { stdio: 'ignore' });
    cat();
    expect((await read(pipe)).mails).toEqual(['1']);
  });
});

describe('folders', () => {
  test('a Maildir: cur and new, not tmp, no hidden file; sub-folders; packed mails', async () => {
    const dir = path('maildir');
    for (const sub of ['cur', 'new', 'tmp', '.Sent/cur', '.Sent/new', '.junk', 'inner/cur', 'inner/new'])
      mkdirSync(join(dir, sub), { recursive: true });
    writeFileSync(join(dir, 'cur', '1.a.host:2,S'), mail(1));
    writeFileSync(join(dir, 'new', '2.b.host'), mail(2));
    writeFileSync(join(dir, 'tmp', '3.c.host'), mail('tmp'));
    writeFileSync(join(dir, 'cur', '.hidden'), mail('hidden'));
    writeFileSync(join(dir, '.junk', 'x'), mail('junk'));
    writeFileSync(join(dir, 'dovecot-uidlist'), 'no mail\n');
    writeFileSync(join(dir, '.Sent', 'cur', '4.d.host:2,'), gzipSync(mail(4)));
    // In a Maildir a file is one mail, even if it looks like more.
    writeFileSync(join(dir, 'inner', 'cur', '5.e.host:2,FS'), Buffer.concat([Buffer.from(mail(5)), mbox(6)]));
    expect(await read(dir)).toMatchObject({ place: 'maildir', mails: ['4', '1', '5', '2'], codes: [] });
  });

  test('a mail that was looked at meanwhile is found under its new name; one that went away is noted', async () => {
    const dir = path('maildir');
    for (const sub of ['cur', 'new']) mkdirSync(join(dir, sub), { recursive: true });
    for (const n of [1, 2, 3, 4]) writeFileSync(join(dir, 'new', `${n}.host`), mail(n));
    const found = await read(dir, {}, (n) => {
      if (n !== 1) return;
      renameSync(join(dir, 'new', '2.host'), join(dir, 'cur', '2.host:2,S'));
      rmSync(join(dir, 'new', '3.host'));
    });
    expect([found.mails, found.codes]).toEqual([['1', '2', '4'], ['vanished']]);
  });

  test('only what came since, by the time of change; broken off, it goes on, and what came meanwhile is not missed', async () => {
    const dir = path('folder');
    mkdirSync(dir);
    for (const n of [2, 4, 6]) writeFileSync(join(dir, `${n}.eml`), mail(n));
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const first = await read(dir);
    expect(first).toMatchObject({ place: 'folder', mails: ['2', '4', '6'] });
    expect((await read(dir, { cursor: first.cursor, unchanged: 'skip' })).mails).toEqual([]);
    expect((await read(dir, { cursor: first.cursor })).mails).toEqual(['2', '4', '6']);
    const broken = first.cursors[1];
    writeFileSync(join(dir, '1.eml'), mail(1));
    writeFileSync(join(dir, '9.eml'), mail(9));
    // An old date does not hide it.
    settle(join(dir, '1.eml'));
    const rest = await read(dir, { cursor: broken });
    expect(rest.mails).toEqual(['1', '6', '9']);
    // Both are so young that they may have been half written: read again, and then no more.
    expect((await read(dir, { cursor: rest.cursor })).mails).toEqual(['1', '9']);
    expect((await read(dir, { cursor: first.cursor, unchanged: 'skip' })).mails).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect((await read(dir, { cursor: first.cursor, unchanged: 'skip' })).mails).toEqual(['1', '9']);
  }, 20_000);

  test('a folder that was moved in is read, though its files are old; one that cannot be read is told, and read when it can', async () => {
    const dir = path('folder');
    const other = path('other');
    mkdirSync(dir);
    mkdirSync(other);
    writeFileSync(join(other, 'old.eml'), mail('old'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(join(dir, 'new.eml'), mail('new'));
    await new Promise((resolve) => setTimeout(resolve, 2100));
    const { cursor } = await read(dir);
    renameSync(other, join(dir, 'moved'));
    const moved = await read(dir, { cursor, unchanged: 'skip' });
    expect(moved.mails).toEqual(['old']);
    expect((await read(dir, { cursor: moved.cursor, unchanged: 'skip' })).mails).toEqual([]);
    // A folder that is none any more when it is looked into stands for one without permission, which root does not lack.
    const gone = path('gone');
    await expect(read(gone)).rejects.toThrow('Cannot read');
  }, 20_000);

  test('loops of links, pipes and repositories in a folder hurt nothing, and are told', async () => {
    const dir = path('folder');
    mkdirSync(join(dir, 'sub', 'repo', 'objects'), { recursive: true });
    mkdirSync(join(dir, 'sub', 'repo', 'refs'));
    writeFileSync(join(dir, 'sub', 'repo', 'HEAD'), 'x');
    symlinkSync(dir, join(dir, 'sub', 'loop'));
    symlinkSync('nowhere', join(dir, 'dangling'));
    execFileSync('mkfifo', [join(dir, 'pipe')]);
    writeFileSync(join(dir, 'sub', 'a.eml'), mail('a'));
    expect(await read(dir)).toMatchObject({ mails: ['a'], codes: ['not-a-file', 'not-a-file', 'not-a-file'] });
  });
});

test('every source has a name of its own and says what it is', () => {
  expect(new Set(sources.map(({ name }) => name)).size).toBe(sources.length);
  const read = (file: string) => readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8');
  const [readme, guide] = [read('lib/source/README.md'), read('content/guide/import-mail.md')];
  for (const { name, title } of sources) {
    expect(title.length).toBeGreaterThan(10);
    for (const text of [readme, guide]) expect(text).toContain(`\`${name}\``);
  }
});
