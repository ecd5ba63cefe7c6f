import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadContent } from '#lib/content/load';
import { backUp } from '#lib/db/copy/backup';
import { digestAll, findDifferences } from '#lib/db/copy/digest';
import { moveTo } from '#lib/db/copy/move';
import { restore } from '#lib/db/copy/restore';
import { withSnapshot } from '#lib/db/copy/snapshot';
import { readModels } from '#lib/db/models';
import type { Moot } from '#lib/db/open';
import { findMails, searchMail } from '#lib/db/search';
import { readSearch } from '#lib/db/search-query';
import { findDamage } from '#lib/db/verify/verify';
import { copyContent } from '../content/temp.ts';
import { importTexts, mail } from './archive-moot.ts';
import { engines } from './engines.ts';

const models = readModels(process.cwd());

const digest = (moot: Moot) => withSnapshot(moot, (snapshot) => digestAll(snapshot, models));

/** How many mails a query finds. */
async function count(query: string, moot: Moot): Promise<number> {
  const asked = await readSearch(query, moot);
  if ('problem' in asked) throw new Error(asked.problem.message);
  return (await findMails(asked, {}, moot)).count;
}

async function listDamage(moot: Moot): Promise<string[]> {
  const found: string[] = [];
  for await (const { place, message } of findDamage(moot)) found.push(`${place}: ${message}`);
  return found;
}

const patch = `Words.

Signed-off-by: Ann Example <ann@example.org>
---
diff --git a/mm/a.c b/mm/a.c
index 111..222 100644
--- a/mm/a.c
+++ b/mm/a.c
@@ -1,1 +1,1 @@
-old
+new
`;

const mails = [
  mail('p', patch, { Subject: '[PATCH] größer' }),
  ...Array.from({ length: 250 }, (_, i) =>
    mail(`r${i}`, `word${i} 写时复制 ${'page '.repeat(i)}\n`, {
      'In-Reply-To': '<p@example.org>',
      Subject: 'Re: [PATCH] größer',
    }),
  ),
];

async function fill(moot: Moot): Promise<void> {
  await loadContent(moot, copyContent());
  await importTexts(moot, mails);
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moot-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const [sqlite] = engines;

describe.each(engines)('a database on $name', ({ makeMoot, name }) => {
  test('is moved to SQLite and back, and is equal', async () => {
    const first = await makeMoot();
    await fill(first);
    const before = await digest(first);
    expect(before.find(({ table }) => table === 'Message')?.rows).toBe(mails.length);
    const second = await sqlite!.makeMoot();
    const moved = await moveTo(first, second);
    expect(moved.tables).toEqual(before);
    expect(moved.indexed).toBe(mails.length);
    expect(await count('word17', second)).toBe(1);
    const third = await makeMoot();
    await moveTo(second, third);
    expect(findDifferences(before, await digest(third))).toEqual([]);
    expect(await listDamage(third)).toEqual([]);
    // What comes after goes on with numbers that nobody has.
    await importTexts(third, [mail('new', 'newest\n')]);
    await third.prisma.record.create({
      data: { kind: 'guide', slug: 'made', title: 'Made', front: '{}', body: '', hash: '' },
    });
    expect(await count('newest', third)).toBe(1);
    await expect(moveTo(first, third)).rejects.toThrow('not empty');
  }, 120_000);

  test('is backed up while it is written, and restored', async () => {
    const moot = await makeMoot();
    await fill(moot);
    const before = await digest(moot);
    const file = join(folder, 'backup.db');
    await backUp(moot, file);
    expect(existsSync(`${file}.partial`)).toBe(false);
    await expect(backUp(moot, file)).rejects.toThrow('there already');
    await importTexts(moot, [mail('later', 'afterwards\n')]);
    expect(await count('afterwards', moot)).toBe(1);
    await expect(restore(moot, file)).rejects.toThrow('not empty');
    await restore(moot, file, { replaces: true });
    expect(findDifferences(before, await digest(moot))).toEqual([]);
    expect(await count('afterwards', moot)).toBe(0);
    expect(await count('word17', moot)).toBe(1);
    // Numbers begin anew: what came after the backup gives its own to others.
    await importTexts(moot, [mail('other', 'instead\n')]);
    expect(await count('instead', moot)).toBe(1);
    expect(await listDamage(moot)).toEqual([]);
  }, 120_000);

  test('shows what it was when reading began', async () => {
    const moot = await makeMoot();
    await importTexts(moot, mails.slice(0, 3));
    await withSnapshot(moot, async (snapshot) => {
      const count = async () => (await snapshot.read('SELECT count(*) AS "n" FROM "Message"', []))[0]?.['n'];
      expect(await count()).toBe(3);
      // One connection cannot write while it reads.
      if (name !== 'PGlite') await importTexts(moot, mails.slice(3, 6));
      expect(await count()).toBe(3);
    });
  });

  test('is found damaged where it is', async () => {
    const moot = await makeMoot();
    await importTexts(moot, mails.slice(0, 5));
    expect(await listDamage(moot)).toEqual([]);
    const [thread] = await moot.prisma.thread.findMany({ take: 1 });
    await moot.prisma.thread.update({ where: { id: thread?.id ?? 0 }, data: { messages: 7 } });
    const [raw] = await moot.prisma.raw.findMany({ take: 1, orderBy: { id: 'asc' } });
    await moot.prisma.raw.update({ where: { id: raw?.id ?? 0 }, data: { hash: 'f'.repeat(64) } });
    const [lost] = await moot.prisma.raw.findMany({ take: 1, orderBy: { id: 'desc' } });
    await moot.prisma.raw.delete({ where: { id: lost?.id ?? 0 } });
    expect(await listDamage(moot)).toEqual([
      `Raw ${raw?.id} of message ${raw?.messageId}: its bytes are not those that came: their hash is another`,
      `Message ${lost?.messageId}: it and 0 more have no bytes`,
      `Thread ${thread?.id}: says 7 messages, has 5`,
    ]);
  });
});

test('a dictionary has the number of its bytes, so that none means two in one process', async () => {
  const [one, two] = [await sqlite!.makeMoot(), await sqlite!.makeMoot()];
  await importTexts(one, mails);
  await importTexts(
    two,
    mails.map((text) => text.replaceAll('Ann Example', 'Bo Other').replaceAll('example.org', 'other.example')),
  );
  const file = join(folder, 'other.db');
  await backUp(two, file);
  expect(await count('word17', one)).toBe(1);
  await restore(one, file, { replaces: true });
  const asked = await readSearch('word17', one);
  if ('problem' in asked) throw new Error(asked.problem.message);
  const { hits } = await searchMail(asked, {}, one);
  expect(hits.map(({ author, snippet }) => [author.name, snippet.some(({ isHit }) => isHit)])).toEqual([
    ['Bo Other', true],
  ]);
  expect(await listDamage(one)).toEqual([]);
});

test('a backup ends beside one who writes without a pause', async () => {
  const moot = await sqlite!.makeMoot();
  await importTexts(moot, mails);
  const writer = new Database(moot.paths.database);
  const timer = setInterval(() => writer.exec(`UPDATE "Thread" SET "subject" = "subject" || '.'`), 5);
  try {
    await backUp(moot, join(folder, 'beside.db'));
  } finally {
    clearInterval(timer);
    writer.close();
  }
  expect(existsSync(join(folder, 'beside.db'))).toBe(true);
});

describe('a backup that is none', () => {
  test('changes nothing', async () => {
    const moot = await sqlite!.makeMoot();
    await importTexts(moot, mails.slice(0, 3));
    const before = await digest(moot);
    const junk = join(folder, 'junk.db');
    writeFileSync(junk, 'no database');
    await expect(restore(moot, junk, { replaces: true })).rejects.toThrow('cannot be read as a backup');
    await expect(restore(moot, join(folder, 'none.db'), { replaces: true })).rejects.toThrow('There is no');
    const cut = join(folder, 'cut.db');
    await backUp(moot, cut);
    truncateSync(cut, 20_480);
    await expect(restore(moot, cut, { replaces: true })).rejects.toThrow(/damaged|cannot be read/);
    expect(findDifferences(before, await digest(moot))).toEqual([]);
  });
});
