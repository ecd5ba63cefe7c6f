import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'moot-search-records-'));
process.env.MOOT_DATA = folder;

const { openMoot } = await import('../../lib/db/open-moot.ts');
const { getMoot } = await import('../../lib/db/open.ts');
const { searchRecords } = await import('../../lib/db/search-records.ts');
const { readSearch } = await import('../../lib/db/search-query.ts');

async function put(kind: string, slug: string, title: string, body: string): Promise<void> {
  const { prisma } = await getMoot();
  await prisma.record.upsert({
    where: { kind_slug: { kind, slug } },
    create: { kind, slug, title, front: '{}', body, hash: '' },
    update: { title, body, version: { increment: 1 } },
  });
}

beforeAll(async () => {
  await (await openMoot()).prisma.$disconnect();
  await put('claim', 'mark', 'A mark stands beside the bytes', 'Whoever fills a **page** marks it.');
  await put('term', 'page', 'page', 'What a `page_count` counts.');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function search(query: string) {
  const asked = await readSearch(query, await getMoot());
  return 'problem' in asked ? [] : searchRecords(asked);
}

const slugs = async (query: string) => (await search(query)).map(({ slug }) => slug);

test('all words have to occur, whole, in any case', async () => {
  expect(await slugs('PAGE marks')).toEqual(['mark']);
  expect(await slugs('mark')).toEqual(['mark']);
  expect(await slugs('pag')).toEqual([]);
});

test('a star makes a beginning, quotation marks a phrase; _ belongs to a word', async () => {
  expect((await slugs('pag*')).toSorted()).toEqual(['mark', 'page']);
  expect(await slugs('"beside the bytes"')).toEqual(['mark']);
  expect(await slugs('"bytes the beside"')).toEqual([]);
  expect(await slugs('page_count')).toEqual(['page']);
});

test('the words found are marked in the snippet, without the marks of Markdown', async () => {
  const [hit] = await search('fills page');
  expect(hit?.snippet.filter(({ isHit }) => isHit).map(({ text }) => text)).toEqual(['fills', 'page']);
  expect(hit?.snippet.map(({ text }) => text).join('')).toBe('Whoever fills a page marks it.');
});

test('a title counts more than a body', async () => {
  expect((await slugs('page'))[0]).toBe('page');
});

test('a record that is saved, new or gone is found as it is now', async () => {
  await put('claim', 'mark', 'A mark stands beside the bytes', 'Nothing of zebras.');
  expect(await slugs('zebras')).toEqual(['mark']);
  await put('claim', 'second', 'Another claim', 'zebras too');
  expect((await slugs('zebras')).toSorted()).toEqual(['mark', 'second']);
  const { prisma } = await getMoot();
  await prisma.record.delete({ where: { kind_slug: { kind: 'claim', slug: 'second' } } });
  expect(await slugs('zebras')).toEqual(['mark']);
});

test.each(['', '"', '*', '-', '(', 'a AND (', 'NEAR(a b)', "';--", 's:mark', 'd:2021..', '\u0000'])(
  'nothing is found for %j, and nothing breaks',
  async (query) => {
    expect(await slugs(query)).toEqual([]);
  },
);
