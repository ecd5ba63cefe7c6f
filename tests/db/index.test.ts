import '../seed.ts';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIndex } from '#lib/db/index/open';
import type { FindOptions, HitPlace, IndexEntry, MailIndex } from '#lib/db/mail-index';
import { type Column, columns, wordColumns } from '#lib/search/column';
import type { Condition } from '#lib/search/query';
import { cutTerms } from '#lib/search/terms';
import { engines, type TestDatabase } from './engines.ts';
import { findNaively } from './naive-find.ts';

/** Few words, so that they meet; of all kinds. */
const vocabulary = ['page', 'pages', 'pag', 'fork_it', 'mm/memory.c', 'a->b', '内存', 'Große', 'v5.10.3', 'x', 'x'];
const someText = fc.array(fc.constantFrom(...vocabulary), { maxLength: 8 }).map((words) => words.join(' '));
const someTexts = fc
  .array(fc.tuple(fc.constantFrom<Column>(...columns), someText), { maxLength: 5 })
  .map((pairs) => Object.fromEntries(pairs));

const day = 86_400_000;
/** Few dates, so that many messages share one; some far out. */
const someDate = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 30 }).map((days) => 1_600_000_000_000 + days * day) },
  { weight: 1, arbitrary: fc.constantFrom(0, 3_376_684_800_000, -day) },
);

const someArchive = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 400 }), someDate, someTexts), { maxLength: 40 })
  .map((rows) => {
    let id = 0;
    return rows.map(([step, dateMs, texts]): IndexEntry => {
      id += step;
      return { id, dateMs, texts };
    });
  });

const someWords = fc.record({
  kind: fc.constant('words' as const),
  columns: fc.oneof(
    fc.constant(wordColumns),
    fc.constant(columns),
    fc.uniqueArray(fc.constantFrom<Column>(...columns), { minLength: 1, maxLength: 3 }),
  ),
  terms: fc
    .array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 2 })
    .map((words) => words.flatMap((word) => cutTerms(word))),
  isBeginning: fc.boolean(),
});

const { condition: someCondition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    someWords,
    fc.record({
      kind: fc.constant('date' as const),
      fromMs: fc.option(someDate, { nil: undefined }),
      untilMs: fc.option(someDate, { nil: undefined }),
    }),
    fc.record({
      kind: fc.constant('numbered' as const),
      ids: fc.array(fc.integer({ min: 1, max: 9000 }), { maxLength: 30 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('condition'), { maxLength: 4 }),
    }),
  ),
}));

async function addAll(index: MailIndex, entries: readonly IndexEntry[]): Promise<void> {
  for (let i = 0; i < entries.length; i += 25) {
    await index.alone((writer) => writer.add(entries.slice(i, i + 25)));
  }
}

/** All hits, page by page. */
async function readAll(index: MailIndex, condition: Condition, limit: number): Promise<HitPlace[]> {
  const all: HitPlace[] = [];
  for (let after: HitPlace | undefined; ; ) {
    const { hits, isMore } = await index.find(condition, { limit, order: 'date', countLimit: 3, after });
    all.push(...hits);
    if (!isMore) return all;
    after = hits.at(-1);
  }
}

const words = (text: string, own: readonly Column[] = wordColumns): Condition => ({
  kind: 'words',
  columns: own,
  terms: cutTerms(text),
  isBeginning: false,
});
const byDate: FindOptions = { limit: 25, order: 'date', countLimit: 1000 };

describe.each(engines)('the full text on $name', ({ open }) => {
  let database: TestDatabase;
  let count = 0;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  /** Runs `use` on an empty index. */
  const withIndex = async (use: (index: MailIndex) => Promise<void>) => {
    const { paths, pool } = database.moot;
    await pool?.query('DROP SCHEMA IF EXISTS moot_search CASCADE');
    count += 1;
    const index = await openIndex({ ...database.moot, paths: { ...paths, search: join(paths.folder, `${count}.db`) } });
    try {
      await use(index);
    } finally {
      await index.close();
    }
  };

  test(
    'finds what a look at every message finds: the same hits, order and count, and every page once',
    () =>
      fc.assert(
        fc.asyncProperty(
          someArchive,
          fc.array(someCondition, { minLength: 1, maxLength: 12 }),
          fc.integer({ min: 1, max: 6 }),
          fc.integer({ min: 1, max: 12 }),
          (entries, conditions, limit, countLimit) =>
            withIndex(async (index) => {
              await addAll(index, entries);
              for (const condition of conditions) {
                const options: FindOptions = { limit, order: 'date', countLimit };
                expect(await index.find(condition, options)).toEqual(findNaively(entries, condition, options));
                const all = findNaively(entries, condition, { ...options, limit: 1000 }).hits;
                expect(await readAll(index, condition, limit)).toEqual(all);
              }
            }),
        ),
        { numRuns: 40 },
      ),
    120_000,
  );

  test(
    'finds what was changed and not what was taken out',
    () =>
      fc.assert(
        fc.asyncProperty(
          someArchive,
          fc.infiniteStream(fc.tuple(fc.constantFrom('keep', 'change', 'remove'), someDate, someTexts)),
          fc.array(someCondition, { minLength: 1, maxLength: 6 }),
          (entries, changes, conditions) =>
            withIndex(async (index) => {
              await addAll(index, entries);
              await index.find(words('page'), byDate);
              const after: IndexEntry[] = [];
              const changed: IndexEntry[] = [];
              const removed: number[] = [];
              for (const entry of entries) {
                const [what, dateMs, texts] = changes.next().value;
                if (what === 'keep') after.push(entry);
                if (what === 'remove') removed.push(entry.id);
                if (what === 'change') changed.push({ id: entry.id, dateMs, texts });
              }
              await index.alone(async (writer) => {
                await writer.add(changed);
                await writer.remove(removed);
              });
              after.push(...changed);
              for (const condition of conditions) {
                expect(await index.find(condition, byDate)).toEqual(findNaively(after, condition, byDate));
              }
            }),
        ),
        { numRuns: 25 },
      ),
    120_000,
  );

  /** Two lists one after the other, each with mails far out of order, and of words that all, some and few have. */
  const many: IndexEntry[] = Array.from({ length: 4000 }, (_, i) => {
    const place = i % 2000;
    const jump = i % 97 === 0 ? -500 : i % 331 === 0 ? 40 : 0;
    const body = `page ${i % 3 === 0 ? 'fork' : 'exec'} ${i % 50 === 0 ? 'seldom' : ''} n${i}`;
    return {
      id: i + 1,
      dateMs: 1_500_000_000_000 + (place + jump) * 3_600_000,
      texts: { nq: body, subject: `s${i % 7}` },
    };
  });

  test(
    'many messages, whatever the order they came in',
    () =>
      withIndex(async (index) => {
        await index.prepareBulk();
        for (let i = 0; i < many.length; i += 500) await index.alone((writer) => writer.add(many.slice(i, i + 500)));
        await index.settle();
        const range: Condition = { kind: 'date', fromMs: 1_501_000_000_000, untilMs: 1_503_000_000_000 };
        const conditions: Condition[] = [
          words('page'),
          words('fork'),
          words('seldom'),
          words('n77'),
          words('nothing'),
          range,
          { kind: 'all', of: [words('fork'), range] },
          { kind: 'all', of: [words('page'), { kind: 'not', of: words('fork') }] },
          { kind: 'not', of: words('fork') },
          { kind: 'any', of: [words('seldom'), range] },
          { kind: 'all', of: [] },
          { kind: 'any', of: [] },
          { kind: 'all', of: [words('s3', ['subject']), { kind: 'numbered', ids: [4, 11, 12, 1004, 99_999] }] },
          { kind: 'words', columns: wordColumns, terms: ['n1'], isBeginning: true },
          { kind: 'words', columns: wordColumns, terms: ['page', 'ex'], isBeginning: true },
        ];
        for (const condition of conditions) {
          for (const after of [undefined, { dateMs: 1_502_000_000_000, id: 10 }]) {
            const options = { ...byDate, countLimit: 100, after };
            expect(await index.find(condition, options)).toEqual(findNaively(many, condition, options));
          }
        }
        const [all, expected] = [
          await readAll(index, words('fork'), 111),
          findNaively(many, words('fork'), { ...byDate, limit: 9999 }),
        ];
        expect(all).toEqual(expected.hits);
      }),
    60_000,
  );

  test(
    'a mail of over a megabyte of different words is found as any other',
    () =>
      withIndex(async (index) => {
        const long = Array.from({ length: 130_000 }, (_, i) => `w${i.toString(36)}z page`).join(' ');
        const entries: IndexEntry[] = [
          { id: 1, dateMs: 5, texts: { nq: 'page w1z', subject: 'short' } },
          { id: 2, dateMs: 4, texts: { nq: long, subject: 'long', to: 'somebody' } },
          { id: 3, dateMs: 3, texts: { q: 'page', subject: 'w2s8fz other' } },
        ];
        await addAll(index, entries);
        const conditions: Condition[] = [
          words('page'),
          words('w2s8fz'),
          words('page w2s8fz'),
          words('w2s8fz page'),
          { kind: 'not', of: words('w2s8fz') },
          { kind: 'not', of: words('page w2s8fz') },
          { kind: 'all', of: [words('page'), { kind: 'not', of: words('short') }] },
          { kind: 'words', columns: wordColumns, terms: ['page', 'w2s8'], isBeginning: true },
          { kind: 'words', columns: ['subject'], terms: ['w2s'], isBeginning: true },
          words('somebody', ['to', 'cc']),
          { kind: 'date', fromMs: 4, untilMs: 4 },
        ];
        const holds = async (held: readonly IndexEntry[]) => {
          for (const condition of conditions) {
            for (const limit of [1, 10]) {
              const options = { ...byDate, limit };
              expect(await index.find(condition, options)).toEqual(findNaively(held, condition, options));
            }
            const ranked = await index.find(condition, { ...byDate, order: 'rank' });
            const ids = findNaively(held, condition, byDate).hits.map(({ id }) => id);
            expect(ranked.hits.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
          }
        };
        await holds(entries);
        // One becomes long, the other short.
        const turned = entries.map((entry, i) => ({ ...entry, texts: entries[[1, 0, 2][i] ?? 0]?.texts ?? {} }));
        await index.alone((writer) => writer.add(turned));
        await holds(turned);
        await index.alone((writer) => writer.remove([1, 2]));
        await holds(turned.slice(2));
      }),
    60_000,
  );

  test('a text may hold anything, also what is no character', () =>
    withIndex(async (index) => {
      const odd = `zebra\0horse \ud800 lone ${String.fromCharCode(1)} 'quoted' \\back "double" a:* & | ! <->`;
      const entries: IndexEntry[] = [{ id: 1, dateMs: 1, texts: { nq: odd, subject: odd, mid: `${odd}@x` } }];
      await addAll(index, entries);
      for (const word of ['zebra', 'horse', 'zebra horse', 'lone', 'quoted back', 'double', 'a', "back 'double"]) {
        expect(await index.find(words(word), byDate), word).toEqual(findNaively(entries, words(word), byDate));
      }
    }));

  test('is ranked on request: first the message whose subject has the word, and as many as there are', () =>
    withIndex(async (index) => {
      const filler = Array.from({ length: 30 }, (_, i) => ({
        id: i + 10,
        dateMs: i,
        texts: { nq: 'nothing of the kind' },
      }));
      await addAll(index, [
        { id: 1, dateMs: 1, texts: { subject: 'folio', nq: 'text' } },
        { id: 2, dateMs: 2, texts: { nq: `folio ${'other words '.repeat(40)}` } },
        { id: 3, dateMs: 3, texts: { q: `folio ${'other words '.repeat(40)}` } },
        ...filler,
      ]);
      const ranked = await index.find(words('folio'), { ...byDate, order: 'rank' });
      expect(ranked.hits.map(({ id }) => id)).toEqual([1, 2, 3]);
      expect(ranked).toMatchObject({ order: 'rank', count: 3, isMore: false, isCountCapped: false });
      const second = await index.find(words('folio'), { ...byDate, order: 'rank', limit: 1, skip: 1 });
      expect(second).toMatchObject({ hits: [{ id: 2, dateMs: 2 }], isMore: true });
      const early: Condition = { kind: 'all', of: [words('folio'), { kind: 'date', fromMs: 2, untilMs: undefined }] };
      expect((await index.find(early, { ...byDate, order: 'rank' })).hits.map(({ id }) => id)).toEqual([2, 3]);
      const dateOnly = await index.find({ kind: 'date', fromMs: 2, untilMs: 3 }, { ...byDate, order: 'rank' });
      expect(dateOnly.order).toBe('date');
    }));

  test('notes last, and are kept apart from what is indexed', () =>
    withIndex(async (index) => {
      expect(await index.last()).toBe(0);
      await addAll(index, many.slice(0, 10));
      expect(await index.last()).toBe(10);
      await index.notePending([7, 3, 3]);
      expect(await index.pending()).toEqual([3, 7]);
      await index.alone(async (writer) => {
        expect(await writer.pending()).toEqual([3, 7]);
        expect(await writer.last()).toBe(10);
        await writer.dropPending([3]);
        await writer.remove([10, 4711]);
      });
      expect(await index.pending()).toEqual([7]);
      expect(await index.last()).toBe(10);
    }));

  test('of many works at once each sees what the ones before wrote, and what failed is not kept', () =>
    withIndex(async (index) => {
      await index.prepareBulk();
      const add = (first: number) =>
        index.alone(async (writer) => {
          expect(await writer.last()).toBe(first - 1);
          await writer.add(many.slice(first - 1, first + 99));
          await writer.dropPending([first]);
          expect(await writer.pending()).not.toContain(first);
        });
      await index.notePending([1, 101, 2001]);
      for (let first = 1; first < 1200; first += 100) await add(first);
      const failed = index.alone(async (writer) => {
        await writer.add(many.slice(1200, 1300));
        throw new Error('the archive could not be written');
      });
      await expect(failed).rejects.toThrow('the archive could not be written');
      await Promise.all([1201, 1301, 1401].map(add));
      await index.settle();
      expect(await index.last()).toBe(1500);
      expect(await index.pending()).toEqual([2001]);
      const held = many.slice(0, 1500);
      expect(await index.find(words('fork'), byDate)).toEqual(findNaively(held, words('fork'), byDate));
    }));

  test('what failed is not kept, and what follows is', () =>
    withIndex(async (index) => {
      await addAll(index, many.slice(0, 3));
      const failed = index.alone(async (writer) => {
        await writer.add([{ id: 9, dateMs: 1, texts: { nq: 'zebra' } }]);
        throw new Error('the archive could not be written');
      });
      await expect(failed).rejects.toThrow('the archive could not be written');
      expect(await index.last()).toBe(3);
      expect((await index.find(words('zebra'), byDate)).count).toBe(0);
      await addAll(index, many.slice(3, 5));
      expect(await index.last()).toBe(5);
    }));

  test('one writes at a time, and what is not kept yet is not found', () =>
    withIndex(async (index) => {
      let busy = 0;
      const write = (id: number) =>
        index.alone(async (writer) => {
          expect(++busy).toBe(1);
          expect(await writer.last()).toBe(id - 1);
          await writer.add([{ id, dateMs: id, texts: { nq: 'zebra' } }]);
          await new Promise((resolve) => setTimeout(resolve, 2));
          expect((await index.find(words('zebra'), byDate)).count).toBe(id - 1);
          busy--;
        });
      await Promise.all([1, 2, 3, 4, 5].map(write));
      expect((await index.find(words('zebra'), byDate)).count).toBe(5);
    }));
});
