import { describe, expect, test } from 'vitest';
import { openIndex } from '#lib/db/index/open';
import type { IndexEntry, MailIndex } from '#lib/db/mail-index';
import type { Moot } from '#lib/db/open';
import { engines } from './engines.ts';

const entry = (id: number): IndexEntry => ({ id, dateMs: id, texts: { nq: `word n${id}` } });

async function findAll(index: MailIndex): Promise<number[]> {
  const found = await index.find(
    { kind: 'words', columns: ['nq'], terms: ['word'], isBeginning: false },
    { limit: 1000, order: 'date', countLimit: 1000 },
  );
  return found.hits.map(({ id }) => id).toReversed();
}

describe.each(engines.filter(({ name }) => name === 'PostgreSQL'))(
  'a full text on $name written by two',
  ({ open }) => {
    test('each has its turn while the other writes much, and neither loses anything', async () => {
      const database = await open();
      const indexes = [await openIndex(database.moot), await openIndex(await database.openAgain())];
      let id = 0;
      await Promise.all(
        indexes.map(async (index) => {
          await index.prepareBulk();
          for (let i = 0; i < 30; i++) {
            await index.alone(async (writer) => {
              id += 1;
              expect(await writer.last()).toBe(id - 1);
              await writer.add([entry(id)]);
            });
          }
          await index.settle();
        }),
      );
      for (const index of indexes) {
        expect(await index.last()).toBe(60);
        expect(await findAll(index)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
        await index.close();
      }
      await database.close();
    });

    test('what one wrote to the archive and was killed before it indexed is noted by the next', async () => {
      const database = await open();
      await addMessages(database.moot, 5);
      const index = await openIndex(database.moot);
      await index.alone((writer) => writer.add([entry(1), entry(4)]));
      expect(await index.pending()).toEqual([2, 3]);
      expect(await index.last()).toBe(4);
      await index.close();
      await database.close();
    });

    test('a format of another program is made again', async () => {
      const database = await open();
      const before = await openIndex(database.moot);
      await before.alone((writer) => writer.add([entry(1)]));
      await database.moot.pool?.query(`UPDATE moot_search.state SET value = 0 WHERE name = 'format'`);
      const after = await openIndex(database.moot);
      expect([await after.last(), await findAll(after)]).toEqual([0, []]);
      await database.close();
    });
  },
);

async function addMessages({ prisma }: Moot, count: number): Promise<void> {
  const date = new Date(0);
  const thread = await prisma.thread.create({ data: { subject: '', first: date, last: date, messages: count } });
  for (let id = 1; id <= count; id++) {
    const name = await prisma.messageName.create({ data: { text: `${id}@x`, threadId: thread.id } });
    const texts = { subject: '', fromName: '', fromAddress: '', dateAsWritten: '', textHash: '', flags: '[]' };
    const data = { id, nameId: name.id, threadId: thread.id, date, fidelity: 'raw', size: 1, ...texts };
    await prisma.message.create({ data });
  }
}
