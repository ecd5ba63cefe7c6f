import { expect, test } from 'vitest';
import { findGhost, findMessage, findThread } from '#lib/db/archive';
import { type ImportProblem, type IncomingItem, importMail } from '#lib/db/archive-import';
import { openIndex } from '#lib/db/index/open';
import { listLineages } from '#lib/db/lineages';
import type { Moot } from '#lib/db/open';
import { mail, withMoot } from './archive-moot.ts';

const diff = 'why\n---\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-x\n+y\n';
const source = { address: '/some/list.mbox', kind: 'mboxrd' };

async function* all(items: readonly IncomingItem[]): AsyncGenerator<IncomingItem> {
  yield* items;
}

function incoming(text: string, cursor?: string): IncomingItem {
  return { kind: 'mail', bytes: Buffer.from(text), file: 'list.mbox', offset: 0, cursor };
}

function removal(text: string, cursor?: string): IncomingItem {
  return { kind: 'removal', bytes: Buffer.from(text), file: 'list.mbox', cursor };
}

async function take(moot: Moot, items: readonly IncomingItem[], list?: string, batch?: number) {
  const told: ImportProblem[] = [];
  const more = { ...(list === undefined ? {} : { list }), ...(batch === undefined ? {} : { batch }) };
  const summary = await importMail(moot, all(items), { source, ...more, onProblem: (one) => told.push(one) });
  return { summary, told };
}

/** How many messages the full text has that say a word. */
async function found(moot: Moot, word: string): Promise<number> {
  const index = await openIndex(moot);
  try {
    const words = { kind: 'words', columns: ['nq'], terms: [word], isBeginning: false } as const;
    return (await index.find(words, { limit: 10, order: 'date', countLimit: 10 })).count;
  } finally {
    await index.close();
  }
}

test('where a source goes on, and what came, are kept with the mails', () =>
  withMoot(async (moot) => {
    const broken = async function* () {
      yield incoming(mail('a', 'one\n'), 'after a');
      yield incoming(mail('b', 'two\n'), 'after b');
      yield incoming(mail('c', 'three\n'), 'after c');
      throw new Error('the disk went away');
    };
    await expect(importMail(moot, broken(), { source, batch: 1 })).rejects.toThrow('the disk went away');
    // What is being read when it breaks is not written yet; its cursor is not kept either.
    const [held] = await moot.prisma.mailSource.findMany({ include: { imports: true }, where: source });
    const count = await moot.prisma.message.count();
    expect(held?.cursor).toBe(['after a', 'after b', 'after c'][count - 1]);
    expect(held?.imports.map(({ added, finishedAt }) => [added, finishedAt])).toEqual([[count, null]]);

    await take(moot, [incoming(mail('c', 'three\n'), 'after c'), incoming(mail('d', 'x\n', { Date: '' }), 'after d')]);
    const [whole] = await moot.prisma.mailSource.findMany({ include: { imports: true }, where: source });
    expect(whole?.cursor).toBe('after d');
    expect(whole?.checkedAt).not.toBeNull();
    expect(whole?.imports).toHaveLength(1);
    expect(whole?.imports[0]).toMatchObject({ mails: count + 2, added: count + 2, known: 0 });
    expect(whole?.imports[0]?.first?.toISOString()).toBe('2021-01-01T10:00:00.000Z');
    expect(whole?.imports[0]?.finishedAt).not.toBeNull();

    await take(moot, [incoming(mail('d', 'x\n', { Date: '' }))]);
    const again = await moot.prisma.import.findMany({ where: { source }, orderBy: { id: 'asc' } });
    expect(again.map(({ added, known }) => [added, known])).toEqual([
      [count + 2, 0],
      [0, 1],
    ]);
  }));

test('problems are kept with the import, no more than a thousand, and how many more there were', () =>
  withMoot(async (moot) => {
    const issues = Array.from({ length: 1003 }, (_, i): IncomingItem => {
      return {
        kind: 'issue',
        file: 'list.mbox',
        offset: i,
        severity: 'error',
        code: 'too-large',
        message: `mail ${i}`,
      };
    });
    const { told } = await take(
      moot,
      [...issues.slice(0, 600), incoming(mail('a', 'a\n')), ...issues.slice(600)],
      undefined,
      1,
    );
    expect(told).toHaveLength(1003);
    const kept = await moot.prisma.importProblem.findMany({ orderBy: { position: 'asc' } });
    expect(kept).toHaveLength(1000);
    expect(kept[998]).toMatchObject({ message: 'mail 998', offset: 998n, severity: 'error' });
    expect(kept[999]?.message).toBe('4 more, not kept');
  }));

test('a mail that was taken away upstream goes, and stays as a ghost that its replies hang on', () =>
  withMoot(async (moot) => {
    const root = mail('root', `${diff}rooted\n`, { Subject: '[PATCH 1/2] one' });
    const other = mail('other', diff, { Subject: '[PATCH 2/2] two', 'In-Reply-To': '<root@example.org>' });
    await take(moot, [incoming(root), incoming(other)]);
    expect(await found(moot, 'rooted')).toBe(1);
    const { summary } = await take(moot, [removal(root, 'gone')]);
    expect(summary).toMatchObject({ mails: 1, removed: 1, added: 0 });
    expect(await found(moot, 'rooted')).toBe(0);
    expect(await findMessage('root@example.org', 0, moot)).toBeUndefined();
    expect((await findGhost('root@example.org', moot))?.isHeld).toBe(false);
    expect((await findThread('other@example.org', moot))?.nodes.map(({ messageId }) => messageId)).toEqual([
      'root@example.org',
      'other@example.org',
    ]);
    expect((await moot.prisma.thread.findMany()).map(({ messages }) => messages)).toEqual([1]);
    expect((await listLineages({}, moot)).rows.map(({ versions }) => versions.map(({ title }) => title))).toEqual([
      ['two'],
    ]);
    expect(await moot.prisma.raw.count()).toBe(1);
    expect(await moot.prisma.mailSource.findFirst({ where: source })).toMatchObject({ cursor: 'gone' });
    // It may come again.
    expect((await take(moot, [incoming(root)])).summary.added).toBe(1);
    expect(await found(moot, 'rooted')).toBe(1);
  }));

test('a mail that came over two lists is taken from one of them', () =>
  withMoot(async (moot) => {
    const text = mail('a', 'word\n', { 'List-Id': '' });
    await take(moot, [incoming(text)], 'one.example.org');
    await take(moot, [incoming(text)], 'two.example.org');
    expect((await take(moot, [removal(text)], 'one.example.org')).summary.removed).toBe(0);
    expect((await findMessage('a@example.org', 0, moot))?.lists).toEqual(['two.example.org']);
    expect(await found(moot, 'word')).toBe(1);
    expect((await take(moot, [removal(text)], 'two.example.org')).summary.removed).toBe(1);
    expect(await moot.prisma.message.count()).toBe(0);
    // Nothing is held of it any more: taking it away once more does no harm.
    expect((await take(moot, [removal(text)], 'two.example.org')).summary.removed).toBe(0);
  }));

test('a mail with a list of its own that came under another name goes when it is taken away there', () =>
  withMoot(async (moot) => {
    const text = mail('a', 'word\n', { 'List-Id': '<own.example.org>' });
    await take(moot, [incoming(text)], 'mirror.example.org');
    expect((await findMessage('a@example.org', 0, moot))?.lists).toEqual(['mirror.example.org', 'own.example.org']);
    expect((await take(moot, [removal(text)], 'mirror.example.org')).summary.removed).toBe(1);
    expect(await moot.prisma.message.count()).toBe(0);
  }));

test('words follow the mail that they were taken from when another under its Message-ID is taken away', () =>
  withMoot(async (moot) => {
    const texts = ['first', 'second', 'third'].map((word) => mail('a', `${word} words\n`));
    await take(
      moot,
      texts.map((text) => incoming(text)),
    );
    const { nameId } = (await moot.prisma.message.findFirst()) ?? { nameId: 0 };
    const quote = { nameId, exact: 'words', prefix: '', suffix: '', start: 0, end: 5, author: 'A <a@example.org>' };
    for (const form of [0, 1, 2]) {
      await moot.prisma.quote.create({ data: { ...quote, form, paragraph: form + 1, hash: 'h' } });
    }
    await take(moot, [removal(texts[0] ?? '')]);
    const rows = await moot.prisma.quote.findMany({ orderBy: { paragraph: 'asc' } });
    expect(rows.map(({ form }) => form)).toEqual([-1, 0, 1]);
  }));

test('a mail that another import takes away while this one passes it over as held is kept', () =>
  withMoot(async (moot) => {
    const text = mail('a', 'word\n', { 'List-Id': '' });
    await take(moot, [incoming(text)], 'one.example.org');
    async function* items() {
      // A batch of its own: it is looked up now, and written when the next one is there.
      yield incoming(text);
      expect((await take(moot, [removal(text)], 'one.example.org')).summary.removed).toBe(1);
      yield incoming(mail('b', 'other\n'));
    }
    const options = { source: { address: 'two', kind: 'mboxrd' }, list: 'two.example.org', batch: 1 };
    expect(await importMail(moot, items(), options)).toMatchObject({ mails: 2, added: 2, known: 0 });
    expect((await findMessage('a@example.org', 0, moot))?.lists).toEqual(['two.example.org']);
    expect(await found(moot, 'word')).toBe(1);
  }));

test('two imports of the same mails at once, each under a list of its own', () =>
  withMoot(async (moot) => {
    const texts = Array.from({ length: 40 }, (_, i) => incoming(mail(`m${i}`, `word${i}\n`, { 'List-Id': '' })));
    const done = await Promise.all([take(moot, texts, 'one.example.org', 7), take(moot, texts, 'two.example.org', 9)]);
    expect(done.map(({ summary }) => summary.added + summary.known)).toEqual([40, 40]);
    expect(await moot.prisma.messageList.count()).toBe(80);
    const index = await openIndex(moot);
    const lists = { kind: 'words', columns: ['list'], terms: ['two'], isBeginning: false } as const;
    expect((await index.find(lists, { limit: 1, order: 'date', countLimit: 100 })).count).toBe(40);
    await index.close();
  }));

test('of two mails under one id the one that is left is the first', () =>
  withMoot(async (moot) => {
    const texts = [mail('a', 'one\n'), mail('a', 'two\n')];
    await take(
      moot,
      texts.map((text) => incoming(text)),
    );
    await take(moot, [removal(texts[0] ?? '')]);
    const left = await findMessage('a@example.org', 0, moot);
    expect([left?.text, left?.flags]).toEqual(['two\n', []]);
  }));

test('mails that come and are taken away within one import', () =>
  withMoot(async (moot) => {
    const [a, b] = [mail('a', 'aa\n'), mail('b', 'bb\n')];
    const { summary } = await take(moot, [incoming(a), removal(a), incoming(b), incoming(a), removal(b)]);
    expect(summary).toMatchObject({ added: 3, removed: 2 });
    expect([await found(moot, 'aa'), await found(moot, 'bb')]).toEqual([1, 0]);
  }));
