import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { exportMail } from '#lib/cli/export-mail';
import { writeMboxrd } from '#lib/mail/mboxrd';
import { importTexts, mail, withMoot } from './archive-moot.ts';

const root = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'moot-import-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function moot(args: readonly string[], input?: string) {
  const env = { ...process.env, MOOT_DATA: join(home, 'data'), NO_COLOR: '1' };
  const run = spawnSync(process.execPath, ['lib/cli/moot.js', ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
  return { out: run.stdout, err: run.stderr, code: run.status };
}

const entry = (id: string, body: string) => Buffer.from(writeMboxrd(Buffer.from(mail(id, body))));

describe('moot import and moot search', () => {
  test('a file in, a summary out, and the words are found', () => {
    const file = join(home, 'one.mbox.gz');
    writeFileSync(file, gzipSync(Buffer.concat([entry('a', 'the mapcount again\n'), entry('b', 'nothing\n')])));
    const first = moot(['import', file, '--json', '--list', 'extra.example.org']);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({ mails: 2, added: 2, known: 0, problems: 0, files: 1 });
    const again = moot(['import', file]);
    expect([again.code, again.out]).toEqual([0, '2 mails read, 0 added (0 of them patches); 2 held already.\n']);
    const found = moot(['search', 'mapcount', 'l:extra', '--json']);
    expect(JSON.parse(found.out).mails.map((hit: { messageId: string }) => hit.messageId)).toEqual(['a@example.org']);
    expect(moot(['search', 'mapcount']).out).toContain('<a@example.org>  2021-01-01  Ann Example');
    const none = moot(['search', 'absentword']);
    expect([none.code, none.out]).toEqual([1, '0 records, 0 mails.\n']);
  });

  test('standard input; problems with file and byte, exit code 1', () => {
    const good = entry('c', 'x\n').toString();
    const run = moot(['import', '-'], `torn off\n\n${good}`);
    expect(run.code).toBe(1);
    expect(run.err).toBe('-: byte 0: 10 bytes before the first mail were passed over\n');
    expect(moot(['import', '-'], 'torn off\n').err).toBe('-: byte 0: neither an mbox nor a mail\n');
    const cut = join(home, 'cut.mbox.gz');
    writeFileSync(cut, gzipSync(Buffer.concat([entry('d', `${'words '.repeat(5000)}\n`)])).subarray(0, -20));
    const damaged = moot(['import', cut]);
    expect(damaged.code).toBe(1);
    expect(damaged.err).toMatch(/^\S+cut\.mbox\.gz: byte \d+: the gzip is damaged or cut off/m);
  });

  test('wrong usage is told in a sentence, exit code 2', () => {
    expect(moot(['import', join(home, 'absent')]).code).toBe(2);
    const wrong = moot(['import', home, '--format', 'pst']);
    expect([wrong.code, wrong.err]).toEqual([
      2,
      'Cannot read mail as "pst", expected one of server, public-inbox, maildir, folder, file, mboxcl2, mboxcl, mboxo, mboxrd, rendered, eml; for records json, argdown, aif.\n',
    ]);
    expect(moot(['import']).code).toBe(2);
    expect(moot(['search']).code).toBe(2);
    expect(moot(['search', 'x', '--limit', '0']).code).toBe(2);
  });
});

test('exported mail is what was imported, also to a slow reader', async () => {
  await withMoot(async (moot) => {
    const texts = Array.from({ length: 30 }, (_, i) => mail(`m${i}`, `${'word '.repeat(2000)}\n`));
    await importTexts(moot, texts);
    const pieces: Buffer[] = [];
    const slow = new Writable({
      highWaterMark: 1000,
      write: (chunk, _, done) => {
        pieces.push(Buffer.from(chunk));
        setImmediate(done);
      },
    });
    expect(await exportMail(moot, 'mail', slow)).toBe(30);
    await new Promise<void>((done) => slow.end(() => done()));
    expect(Buffer.concat(pieces).toString()).toBe(
      texts.map((text) => Buffer.from(writeMboxrd(Buffer.from(text))).toString()).join(''),
    );
    for (const [what, count] of [
      ['<m3@example.org>', 1],
      ['list:list.example.org', 30],
      ['list:other', 0],
      ['thread:1', 1],
      ['absent@x', 0],
    ] as const) {
      expect(await exportMail(moot, what, new Writable({ write: (_, __, done) => done() }))).toBe(count);
    }
  });
});
