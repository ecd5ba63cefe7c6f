import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchUp, countBehind } from '#lib/db/index/catch-up';
import { openSearch } from '#lib/db/index/open';
import { SqliteIndex } from '#lib/db/index/sqlite';
import type { FindOptions, IndexEntry } from '#lib/db/mail-index';
import { searchMail } from '#lib/db/search';
import { readSearch } from '#lib/db/search-query';
import { wordColumns } from '#lib/search/column';
import type { Condition } from '#lib/search/query';
import { importTexts, mail, withMoot } from './archive-moot.ts';

let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moot-index-file-'));
  path = join(folder, 'search.db');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const zebra: Condition = { kind: 'words', columns: wordColumns, terms: ['zebra'], isBeginning: false };
const byDate: FindOptions = { limit: 25, order: 'date', countLimit: 1000 };
const count = async (index: SqliteIndex) => (await index.find(zebra, byDate)).count;
const zebras: IndexEntry[] = Array.from({ length: 2000 }, (_, i) => ({
  id: i + 1,
  dateMs: i,
  texts: { nq: `zebra ${Array.from({ length: 30 }, (__, j) => `word${(i * 31 + j * 17) % 5000}`).join(' ')}` },
}));

async function makeFile(entries: readonly IndexEntry[]): Promise<void> {
  const index = new SqliteIndex(path);
  await index.alone((writer) => writer.add(entries));
  await index.close();
}

test('a file of another format, with whatever tables, is made anew', async () => {
  const old = new Database(path);
  old.exec(`CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL); INSERT INTO state VALUES ('last', 900);
    CREATE TABLE pending (id INTEGER PRIMARY KEY); CREATE TABLE "strange one" (x);
    CREATE VIRTUAL TABLE ft USING fts5(subject, sender, content='', contentless_delete=1);
    INSERT INTO ft (rowid, subject) VALUES (1, 'zebra')`);
  old.close();
  const index = new SqliteIndex(path);
  expect(await index.last()).toBe(0);
  await index.alone((writer) => writer.add(zebras.slice(0, 3)));
  expect(await count(index)).toBe(3);
  await index.close();
});

test.each<[string, () => void]>([
  ['is no database', () => writeFileSync(path, 'hello '.repeat(1000))],
  ['is cut off', () => truncateSync(path, Math.floor(statSync(path).size / 2 / 4096) * 4096)],
  ['is cut off within a page', () => truncateSync(path, 5000)],
  [
    'has zeros for its first page',
    () => writeFileSync(path, Buffer.concat([Buffer.alloc(4096), readFileSync(path).subarray(4096)])),
  ],
])('a file that %s is said to be damaged and made anew', async (_, damage) => {
  await makeFile(zebras);
  damage();
  const said: string[] = [];
  const index = new SqliteIndex(path, { onDamage: (why) => said.push(why) });
  expect(await count(index)).toBe(0);
  expect(said.length).toBe(1);
  expect(await index.last()).toBe(0);
  await index.alone((writer) => writer.add(zebras.slice(0, 5)));
  expect(await count(index)).toBe(5);
  await index.close();
});

test('damage that shows when words are looked up is noticed then', async () => {
  await makeFile(zebras);
  const database = new Database(path);
  database.unsafeMode();
  database.exec(`UPDATE ft_data SET block = x'ffffffff' WHERE id > 100`);
  database.close();
  const said: string[] = [];
  const index = new SqliteIndex(path, { onDamage: (why) => said.push(why) });
  expect(await index.last()).toBe(2000);
  expect(await count(index)).toBe(0);
  expect(said.length).toBe(1);
  expect(await index.last()).toBe(0);
  await index.close();
});

test('who had the file open sees that it was deleted or replaced', async () => {
  const [first, second] = [new SqliteIndex(path), new SqliteIndex(path)];
  await first.alone((writer) => writer.add(zebras.slice(0, 3)));
  expect(await count(second)).toBe(3);
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  expect(await count(second)).toBe(0);
  await second.alone((writer) => writer.add(zebras.slice(0, 1)));
  expect(await count(first)).toBe(1);
  await first.alone((writer) => writer.add(zebras.slice(1, 2)));
  expect(await count(second)).toBe(2);
  await Promise.all([first.close(), second.close()]);
});

test('writers in one process wait for each other, and a search for none', async () => {
  const [first, second] = [new SqliteIndex(path), new SqliteIndex(path)];
  const order: string[] = [];
  const slow = first.alone(async (writer) => {
    await writer.add(zebras.slice(0, 2));
    order.push('first begins');
    expect(await count(second)).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    order.push('first ends');
  });
  await new Promise((resolve) => setTimeout(resolve, 10));
  const other = second.alone(async (writer) => {
    order.push('second begins');
    expect(await writer.last()).toBe(2);
    await writer.add(zebras.slice(2, 4));
  });
  await Promise.all([slow, other]);
  expect(order).toEqual(['first begins', 'first ends', 'second begins']);
  expect(await count(first)).toBe(4);
  await Promise.all([first.close(), second.close()]);
});

test('who waits too long for another writer is told', async () => {
  const [first, second] = [new SqliteIndex(path), new SqliteIndex(path, { patienceMs: 20 })];
  await first.alone(async () => {
    await expect(second.alone(async () => 1)).rejects.toThrow('locked');
  });
  await Promise.all([first.close(), second.close()]);
});

test('after a bulk import there is one segment and no free page, and the settings are those of daily use', async () => {
  const index = new SqliteIndex(path);
  await index.prepareBulk();
  for (let i = 0; i < 2000; i += 100) await index.alone((writer) => writer.add(zebras.slice(i, i + 100)));
  await index.settle();
  expect(await count(index)).toBe(1000);
  await index.close();
  const database = new Database(path, { readonly: true });
  const settings = database.prepare<[], { k: string; v: number }>('SELECT k, v FROM ft_config').all();
  expect(Object.fromEntries(settings.map(({ k, v }) => [k, v]))).toMatchObject({ automerge: 4, crisismerge: 16 });
  const segments = database.prepare<[], number>('SELECT count(DISTINCT segid) FROM ft_idx').pluck().get();
  expect(segments).toBe(1);
  expect(database.pragma('freelist_count', { simple: true })).toBe(0);
  database.close();
  expect(existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : 0).toBe(0);
});

test(
  'a damaged full text is made again from the archive while it is searched',
  () =>
    withMoot(async (moot) => {
      await importTexts(
        moot,
        Array.from({ length: 450 }, (_, i) => mail(`m${i}`, i % 2 === 0 ? 'a zebra\n' : 'a horse\n')),
      );
      const find = async () => (await (await openSearch(moot)).index.find(zebra, byDate)).count;
      expect(await find()).toBe(225);
      truncateSync(moot.paths.search, 10_000);
      rmSync(`${moot.paths.search}-wal`, { force: true });
      const asked = await readSearch('zebra', moot);
      if ('problem' in asked) throw new Error(asked.problem.message);
      const answer = await searchMail(asked, {}, moot);
      // Whatever was made again by then, what cannot be found yet is said.
      expect(answer.behind > 0 || answer.count === 225).toBe(true);
      const { index } = await openSearch(moot);
      await catchUp(moot, index);
      expect(await countBehind(moot, index)).toBe(0);
      expect(await find()).toBe(225);
    }),
  60_000,
);

test('numbers that were passed over are noted: of somebody who was killed before the index had them', async () => {
  const index = new SqliteIndex(path);
  const add = (from: number, to: number) => index.alone((writer) => writer.add(zebras.slice(from, to)));
  await add(0, 3);
  await add(6, 8);
  expect(await index.last()).toBe(8);
  expect(await index.pending()).toEqual([4, 5, 6]);
  await add(8, 10);
  expect(await index.pending()).toEqual([4, 5, 6]);
  await index.close();
});
