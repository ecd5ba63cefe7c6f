import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMailFile } from '#lib/source/read-file';
import { findShared, needs } from '../needs.ts';
import { importTexts, withMoot } from './archive-moot.ts';

const notmuch = needs('notmuch', spawnSync('notmuch', ['--version']).status === 0);
const folder = join(import.meta.dirname, 'tricky');

/** The thread of each Message-ID, as notmuch sees them: lists of ids, sorted. */
function threadsOfNotmuch(mails: readonly Uint8Array[]): string[][] {
  const home = mkdtempSync(join(tmpdir(), 'moot-notmuch-'));
  try {
    mkdirSync(join(home, 'mail'));
    for (const [i, bytes] of mails.entries()) writeFileSync(join(home, 'mail', `${i}.eml`), bytes);
    const config = join(home, 'config');
    writeFileSync(
      config,
      `[database]\npath=${join(home, 'mail')}\n[user]\nname=A\nprimary_email=a@b.example\n[new]\ntags=\n`,
    );
    const run = (...args: string[]) =>
      execFileSync('notmuch', args, {
        env: { ...process.env, NOTMUCH_CONFIG: config, HOME: home },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 1 << 28,
      });
    run('new');
    const threads = run('search', '--output=threads', '*').split('\n').filter(Boolean);
    return sortThreads(
      threads.map((thread) =>
        run('search', '--output=messages', thread)
          .split('\n')
          .filter(Boolean)
          .map((line) => line.slice(3)),
      ),
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const sortThreads = (threads: readonly (readonly string[])[]) =>
  threads.map((ids) => ids.toSorted()).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));

async function threadsOfMoot(mails: readonly Uint8Array[]): Promise<string[][]> {
  const threads = new Map<number, Set<string>>();
  await withMoot(async (moot) => {
    await importTexts(moot, mails);
    const rows = await moot.prisma.message.findMany({ select: { threadId: true, name: { select: { text: true } } } });
    for (const { threadId, name } of rows)
      threads.set(threadId, new Set([...(threads.get(threadId) ?? []), name.text]));
  });
  return sortThreads([...threads.values()].map((ids) => [...ids]));
}

async function readMails(file: string): Promise<Uint8Array[]> {
  const mails: Uint8Array[] = [];
  for await (const item of readMailFile(file)) if (item.kind === 'message') mails.push(item.bytes);
  return mails;
}

/** Without an id the two make up different ones; of a header that stands twice notmuch reads one. */
const other = /^(?:16-header-twice|17-no-id)/;

const files = readdirSync(folder)
  .filter((file) => file.endsWith('.mbox') && !other.test(file))
  .map((file) => join(folder, file));
const debate = findShared('data/mail/cow-debate.mbox');

test.skipIf(!notmuch)('threads are those of notmuch', { timeout: 120_000 }, async () => {
  for (const file of [...files, ...(debate === undefined ? [] : [debate])]) {
    const mails = await readMails(file);
    expect(await threadsOfMoot(mails), file).toEqual(threadsOfNotmuch(mails));
  }
});
