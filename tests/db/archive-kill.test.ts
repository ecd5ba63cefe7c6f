import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMoot } from '#lib/db/open-moot';
import { writeMboxrd } from '#lib/mail/mboxrd';
import { dump, dumpSearch, importFile, mail, pathsIn } from './archive-moot.ts';

/** An import in a process of its own, so that it can be killed as a user or the kernel would. */
const program = `
  import { importMail } from '#lib/db/archive-import';
  import { openMoot } from '#lib/db/open-moot';
  import { readMailFile } from '#lib/source/read-file';
  const [folder, file] = process.argv.slice(-2);
  const moot = await openMoot({ folder, database: folder + '/moot.db', search: folder + '/search.db' });
  async function* mails() {
    for await (const item of readMailFile(file)) if (item.kind === 'message') yield { ...item, kind: 'mail' };
  }
  const onProgress = (mails) => process.stdout.write(mails + '\\n');
  await importMail(moot, mails(), { source: { address: file, kind: 'file' }, batch: 120, latestMs: 1900000000000, onProgress });
  await moot.prisma.$disconnect();
`;

const root = join(import.meta.dirname, '..', '..');
const diff = 'diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-x\n+y\n';
let home = '';
let file = '';
let whole = '';
let wholeText = '';
let total = 0;

/** 1,500 mails in threads that join late, series whose cover comes last, copies, other bodies, ghosts. */
function makeMails(): string[] {
  const mails: string[] = [];
  for (let i = 0; i < 1500; i++) {
    const replyTo = i % 7 === 0 ? '' : `<m${(i * 13) % 1500}@example.org>`;
    const date = new Date(Date.UTC(2021, 0, 1) + ((i * 37) % 1500) * 60_000).toUTCString();
    const headers: Record<string, string> = { 'In-Reply-To': replyTo, Date: date };
    if (i % 5 === 0) headers.Subject = `[PATCH v${1 + (i % 3)} ${1 + (i % 4)}/4] change ${i}`;
    mails.push(mail(`m${i}`, `mail ${i} word${i % 90}\n${i % 5 === 0 ? diff : ''}`, headers));
    const rule = '_'.repeat(47);
    if (i % 50 === 3)
      mails.push(
        mail(
          `m${Math.max(0, i - 120)}`,
          `mail ${Math.max(0, i - 120)} word${Math.max(0, i - 120) % 90}\n\n${rule}\nfooter\n`,
          { Subject: `[tag] m${i}` },
        ),
      );
    if (i % 90 === 7) mails.push(mail(`m${i - 5}`, 'another body\n', { Date: date }));
  }
  return mails;
}

function start(folder: string): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, '--', folder, file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return child;
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'moot-kill-'));
  file = join(home, 'mails.mbox');
  writeFileSync(file, Buffer.concat(makeMails().map((text) => writeMboxrd(Buffer.from(text)))));
  const paths = pathsIn(mkdtempSync(join(home, 'whole-')));
  const moot = await openMoot(paths);
  await importFile(moot, file, { batch: 120, latestMs: 1_900_000_000_000 });
  total = await moot.prisma.message.count();
  await moot.prisma.$disconnect();
  whole = dump(paths.database);
  wholeText = dumpSearch(paths.search);
  expect(whole.length).toBeGreaterThan(100_000);
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

test.each([1, 4, 11])('killed after batch %i and started again: the same database', async (batches) => {
  const paths = pathsIn(mkdtempSync(join(home, 'killed-')));
  const child = start(paths.folder);
  let errors = '';
  child.stderr?.on('data', (data) => {
    errors += String(data);
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((done) =>
    child.on('close', (code, signal) => done({ code, signal })),
  );
  let seen = 0;
  child.stdout?.on('data', (data) => {
    seen += String(data).split('\n').length - 1;
    if (seen >= batches) child.kill('SIGKILL');
  });
  const { signal } = await ended;
  expect({ signal, errors }).toEqual({ signal: 'SIGKILL', errors });
  expect(existsSync(paths.database)).toBe(true);
  const half = new Database(paths.database, { readonly: true });
  const held = half.prepare('SELECT count(*) AS n FROM "Message"').get() as { n: number };
  half.close();
  expect(held.n).toBeGreaterThan(0);
  expect(held.n).toBeLessThan(total);
  const moot = await openMoot(paths);
  await importFile(moot, file, { batch: 120, latestMs: 1_900_000_000_000 });
  await moot.prisma.$disconnect();
  expect(dump(paths.database)).toBe(whole);
  expect(dumpSearch(paths.search)).toBe(wholeText);
});

test('a lost full text is made again from the archive', async () => {
  const paths = pathsIn(mkdtempSync(join(home, 'lost-')));
  const moot = await openMoot(paths);
  await importFile(moot, file, { batch: 120, latestMs: 1_900_000_000_000 });
  for (const end of ['', '-wal', '-shm']) rmSync(`${paths.search}${end}`, { force: true });
  await importFile(moot, file, { batch: 120, latestMs: 1_900_000_000_000 });
  await moot.prisma.$disconnect();
  expect(dumpSearch(paths.search)).toBe(wholeText);
});

test('messages noted as changed are indexed anew', async () => {
  const paths = pathsIn(mkdtempSync(join(home, 'noted-')));
  const moot = await openMoot(paths);
  await importFile(moot, file, { batch: 120, latestMs: 1_900_000_000_000 });
  // As after a kill between the archive's commit and the index's: noted, and the index still has the old text.
  const index = new Database(paths.search);
  index.exec('DELETE FROM ft WHERE rowid IN (3, 700); INSERT INTO pending (id) VALUES (3), (700)');
  index.close();
  await importFile(moot, file, { batch: 120, latestMs: 1_900_000_000_000 });
  await moot.prisma.$disconnect();
  expect(dumpSearch(paths.search)).toBe(wholeText);
});
