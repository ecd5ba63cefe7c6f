import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBulk } from '#lib/db/bulk/open';
import type { BulkTables, Row } from '#lib/db/bulk/tables';
import type { Moot } from '#lib/db/open';
import { engines, type TestDatabase } from './engines.ts';

/** Text and bytes of any kind; PostgreSQL has no NUL in text. */
const someText = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replaceAll('\0', ''));
const someBytes = fc.uint8Array({ maxLength: 60 });
const someDate = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

describe.each(engines)('bulk writing on $name', ({ open, takesMany, name }) => {
  let database: TestDatabase;
  let moot: Moot;
  let tables: BulkTables;
  beforeAll(async () => {
    database = await open();
    moot = database.moot;
    tables = await openBulk(moot);
  });
  afterAll(async () => {
    await tables.close();
    await database.close();
  });

  const sources = ['address', 'kind', 'list', 'cursor', 'checkedAt'];
  const address = (row: Row) => row.address;

  test('what is written comes out as the contract says: truth as 0 and 1, dates as milliseconds, bytes as bytes', async () => {
    const source = await tables.reserve('MailSource', 1);
    const thread = await tables.reserve('Thread', 1);
    const date = new Date('2021-12-17T11:30:00.123Z');
    await tables.transact(async () => {
      await tables.insert('MailSource', ['id', ...sources], [[source, 'types', 'mbox', null, 'at 7', date]]);
      await tables.insert('Import', ['sourceId', 'mails', 'bytes'], [[source, 3, 2 ** 40]]);
      await tables.insert('Thread', ['id', 'subject', 'first', 'last', 'messages'], [[thread, 't', date, date, 1]]);
      await tables.insert(
        'Series',
        ['threadId', 'title', 'version', 'author', 'date', 'isRfc', 'isResend'],
        [[thread, 'wrong', 1.5, 'a', date, true, false]],
      );
    });
    expect(await tables.findIn('MailSource', ['id', ...sources], 'id', [source])).toEqual([
      { id: source, address: 'types', kind: 'mbox', list: null, cursor: 'at 7', checkedAt: date.getTime() },
    ]);
    expect(await tables.findIn('Import', ['mails', 'bytes', 'finishedAt'], 'sourceId', [source])).toEqual([
      { mails: 3, bytes: 2 ** 40, finishedAt: null },
    ]);
    const series = await tables.findIn('Series', ['isRfc', 'isResend', 'version', 'total'], 'threadId', [thread]);
    expect(series).toEqual([{ isRfc: 1, isResend: 0, version: 1.5, total: null }]);
    const known = await moot.prisma.series.findFirst({ where: { threadId: thread } });
    expect(known).toMatchObject({ isRfc: true, isResend: false, version: 1.5, date });
  });

  test('any text, bytes and dates come back as they were, through bulk reading and through the models', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(someText, fc.option(someDate), someBytes), { minLength: 1, maxLength: 20 }),
        async (cells) => {
          const first = await tables.reserve('MailSource', cells.length);
          const bytesFirst = await tables.reserve('Dictionary', cells.length);
          await tables.transact(async () => {
            await tables.insert(
              'MailSource',
              ['id', 'address', 'kind', 'checkedAt'],
              cells.map(([text, date], i) => [first + i, `${first + i}`, text, date]),
            );
            await tables.insert(
              'Dictionary',
              ['id', 'bytes'],
              cells.map(([, , bytes], i) => [bytesFirst + i, bytes]),
            );
          });
          const ids = cells.map((_, i) => first + i);
          const rows = await tables.findIn('MailSource', ['id', 'kind', 'checkedAt'], 'id', ids);
          const expected = cells.map(([kind, date], i) => ({
            id: first + i,
            kind,
            checkedAt: date?.getTime() ?? null,
          }));
          expect(rows.toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual(expected);
          const texts = await tables.findIn('MailSource', ['kind'], 'kind', [cells[0]?.[0] ?? '']);
          expect(texts).toContainEqual({ kind: cells[0]?.[0] });
          const models = await moot.prisma.mailSource.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
          expect(models.map(({ kind, checkedAt }) => [kind, checkedAt])).toEqual(
            cells.map(([kind, date]) => [kind, date]),
          );
          const bytesIds = cells.map((_, i) => bytesFirst + i);
          const packed = await tables.findIn<{ id: number; bytes: Uint8Array }>(
            'Dictionary',
            ['id', 'bytes'],
            'id',
            bytesIds,
          );
          const own = packed.toSorted((a, b) => a.id - b.id).map(({ bytes }) => [...bytes]);
          expect(own).toEqual(cells.map(([, , bytes]) => [...bytes]));
        },
      ),
      { numRuns: 25 },
    ));

  test('any number of values is looked up, and rows of any size are written', async () => {
    const count = 12_000;
    const first = await tables.reserve('MailSource', count);
    const long = 'x'.repeat(3_000_000);
    await tables.transact(() =>
      tables.insert(
        'MailSource',
        ['id', 'address', 'kind'],
        Array.from({ length: count }, (_, i) => [first + i, `many ${first + i}`, i % 2000 === 0 ? long : 'many']),
      ),
    );
    const ids = Array.from({ length: count + 500 }, (_, i) => first + i);
    expect(await tables.findIn('MailSource', ['id'], 'id', ids)).toHaveLength(count);
    expect(await tables.findIn('MailSource', ['id'], 'id', [])).toEqual([]);
    expect(await tables.findIn('MailSource', ['id'], 'kind', [long])).toHaveLength(6);
    const names = ids.slice(0, 9000).map((id) => `many ${id}`);
    expect(await tables.findIn('MailSource', ['id'], 'address', names)).toHaveLength(9000);
  });

  test('numbers are given out once: to bulk writers, to the models, and not after one was given by hand', async () => {
    const first = await tables.reserve('Dictionary', 10);
    await tables.transact(() => tables.insert('Dictionary', ['id', 'bytes'], [[first + 9, Buffer.from('a')]]));
    const { id } = await moot.prisma.dictionary.create({ data: { bytes: new Uint8Array([1]) } });
    expect(id).toBeGreaterThanOrEqual(first + 10);
    const hand = id + 5000;
    await tables.transact(() => tables.insert('Dictionary', ['id', 'bytes'], [[hand, Buffer.from('b')]]));
    const next = await moot.prisma.dictionary.create({ data: { bytes: new Uint8Array([2]) } });
    expect(next.id).toBeGreaterThan(hand);
    const last = await tables.transact(async () => {
      const [one, two] = [await tables.reserve('Dictionary', 3), await tables.reserve('Dictionary', 3)];
      expect(Math.abs(one - two)).toBeGreaterThanOrEqual(3);
      return Math.max(one, two);
    });
    expect(last).toBeGreaterThan(next.id);
  });

  test('rows are changed, passed over where they are, and deleted', async () => {
    const first = await tables.reserve('MailSource', 4);
    const date = new Date(5000);
    await tables.transact(async () => {
      const rows = [0, 1, 2, 3].map((i) => [first + i, `change ${i}`, 'mbox', 'a']);
      await tables.insert('MailSource', ['id', 'address', 'kind', 'list'], rows);
      await tables.update(
        'MailSource',
        ['list', 'checkedAt'],
        [
          [first, 'b', date],
          [first + 1, null, null],
          [first + 900, 'nobody', null],
        ],
      );
      await tables.updateIn('MailSource', 'cursor', 'here', 'list', ['a', 'b']);
      await tables.insert(
        'MailSource',
        ['address', 'kind'],
        [
          ['change 0', 'eml'],
          ['change 9', 'eml'],
        ],
        'skip',
      );
    });
    const rows = await tables.query(
      `SELECT "address", "list", "cursor", "kind", "checkedAt" FROM "MailSource"
        WHERE "address" LIKE 'change%' ORDER BY "address"`,
      [],
    );
    expect(rows).toEqual([
      { address: 'change 0', list: 'b', cursor: 'here', kind: 'mbox', checkedAt: 5000 },
      { address: 'change 1', list: null, cursor: null, kind: 'mbox', checkedAt: null },
      { address: 'change 2', list: 'a', cursor: 'here', kind: 'mbox', checkedAt: null },
      { address: 'change 3', list: 'a', cursor: 'here', kind: 'mbox', checkedAt: null },
      { address: 'change 9', list: null, cursor: null, kind: 'eml', checkedAt: null },
    ]);
    expect(await tables.deleteIn('MailSource', 'address', ['change 1', 'change 9', 'change 77'])).toBe(2);
    expect(await tables.deleteIn('MailSource', 'address', [])).toBe(0);
    await expect(
      tables.insert('MailSource', ['address', 'kind'], [['change 0', 'eml']]),
      'a row that is there',
    ).rejects.toThrow();
  });

  test('a question has its values at its places, and marks in strings are none', async () => {
    const first = await tables.reserve('MailSource', 3);
    const dates = [1000, 2000, 3000].map((ms) => new Date(ms));
    await tables.transact(() =>
      tables.insert(
        'MailSource',
        ['id', 'address', 'kind', 'checkedAt'],
        dates.map((date, i) => [first + i, `what? ${i}`, 'a ?? b', date]),
      ),
    );
    const ask = (where: string, values: Parameters<BulkTables['query']>[1]) =>
      tables.query(
        `SELECT "address" FROM "MailSource" WHERE "address" LIKE 'what? %' AND ${where} ORDER BY "id"`,
        values,
      );
    const named = (...numbers: readonly number[]) => numbers.map((i) => `what? ${i}`);
    expect((await ask('"kind" = ?', ['a ?? b'])).map(address)).toEqual(named(0, 1, 2));
    expect((await ask(`"kind" = 'a ?? b' AND "id" IN ??`, [[first, first + 2]])).map(address)).toEqual(named(0, 2));
    expect((await ask('"id" IN ?? AND "checkedAt" >= ?', [[first, first + 2], dates[1] ?? null])).map(address)).toEqual(
      named(2),
    );
    expect((await ask('"address" IN ??', [['what? 1', 'what? {"}', "it's"]])).map(address)).toEqual(named(1));
    expect(await ask('"id" IN ??', [[]])).toEqual([]);
    expect((await ask('"id" NOT IN ??', [[first]])).map(address)).toEqual(named(1, 2));
    const [counted] = await tables.query(
      'SELECT count(*) AS "n", max("id") AS "most" FROM "MailSource" WHERE "id" IN ??',
      [[first, first + 1]],
    );
    expect(counted).toEqual({ n: 2, most: first + 1 });
  });

  test('a transaction that fails leaves nothing, and the next one goes on', async () => {
    const failed = tables.transact(async () => {
      await tables.insert('MailSource', ['address', 'kind'], [['lost', 'mbox']]);
      expect(await tables.findIn('MailSource', ['kind'], 'address', ['lost'])).toHaveLength(1);
      throw new Error('the mail was odd');
    });
    await expect(failed).rejects.toThrow('the mail was odd');
    expect(await tables.findIn('MailSource', ['kind'], 'address', ['lost'])).toEqual([]);
    expect(await tables.transact(() => tables.findIn('MailSource', ['kind'], 'address', ['lost']))).toEqual([]);
  });

  test.runIf(takesMany)('bulk writers wait for each other, over connections and processes', async () => {
    const other = await database.openAgain();
    const others = await openBulk(other);
    try {
      await tables.insert('MailSource', ['address', 'kind', 'cursor'], [['counter', 'mbox', '0']]);
      const addOne = (own: BulkTables) =>
        own.transact(async () => {
          const [row] = await own.findIn<{ id: number; cursor: string }>('MailSource', ['id', 'cursor'], 'address', [
            'counter',
          ]);
          await new Promise((resolve) => setTimeout(resolve, 1));
          await own.update('MailSource', ['cursor'], [[row?.id ?? 0, String(Number(row?.cursor) + 1)]]);
          await own.insert(
            'MailSource',
            ['id', 'address', 'kind'],
            [[await own.reserve('MailSource', 1), `counted ${row?.cursor}`, 'x']],
          );
        });
      await Promise.all(Array.from({ length: 20 }, (_, i) => addOne(i % 2 === 0 ? tables : others)));
      const [row] = await tables.findIn('MailSource', ['cursor'], 'address', ['counter']);
      expect(row).toEqual({ cursor: '20' });
    } finally {
      await others.close();
    }
  });

  test.runIf(name !== 'SQLite')('text goes in without the NUL that PostgreSQL refuses', async () => {
    await tables.transact(() => tables.insert('MailSource', ['address', 'kind'], [['n\0u\0l', 'm\0box']]));
    expect(await tables.findIn('MailSource', ['address', 'kind'], 'address', ['nu\0l'])).toEqual([
      { address: 'nul', kind: 'mbox' },
    ]);
    expect(await tables.query('SELECT "kind" FROM "MailSource" WHERE "address" = ?', ['\0nul'])).toEqual([
      { kind: 'mbox' },
    ]);
  });
});
