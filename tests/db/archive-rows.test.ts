import { describe, expect, test } from 'vitest';
import { findMessage, findRaw, findThread, listThreadMessages, readMessages } from '#lib/db/archive';
import { listRawHashes } from '#lib/db/archive-export';
import { isList, listNewest, listThreadsFrom, type ThreadStart } from '#lib/db/archive-list';
import { importTexts, mail } from './archive-moot.ts';
import { engines } from './engines.ts';

const reply = (id: string, parent: string, day: number, list = 'list') =>
  mail(id, `answer ${id}\n`, {
    'In-Reply-To': `<${parent}@example.org>`,
    References: `<${parent}@example.org>`,
    Date: `Fri, ${String(day).padStart(2, '0')} Jan 2021 10:00:00 +0100`,
    'List-Id': `<${list}.example.org>`,
  });

const diff = '---\n a | 2 +-\n\ndiff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-one\n+two\n-- \n2.31\n';

describe.each(engines)('$name: mail read past Prisma', ({ makeMoot }) => {
  test('is what was imported: the mail, its parts, its thread with its ghost', async () => {
    const moot = await makeMoot();
    const texts = [
      mail('root', `Why\n\n${diff}`, { Subject: '[PATCH 1/2] a: two', Date: 'Fri, 01 Jan 2021 10:00:00 +0100' }),
      reply('first', 'root', 2),
      reply('second', 'gone', 3, 'other'),
      reply('third', 'gone', 4),
      mail('root', 'another text\n'),
    ];
    await importTexts(moot, texts);

    const root = await findMessage('root@example.org', 0, moot);
    expect(root).toMatchObject({
      messageId: 'root@example.org',
      dateIso: '2021-01-01T10:00:00+01:00',
      lists: ['list.example.org'],
      parentMessageId: null,
      isParentHeld: false,
      patch: { part: 1, total: 2, isCover: false, isProposal: false, files: 1, added: 1, removed: 1, problem: null },
      otherForms: [{ kind: 'other', form: 1 }],
    });
    expect(await findMessage('first@example.org', 0, moot)).toMatchObject({
      parentMessageId: 'root@example.org',
      isParentHeld: true,
    });
    expect(await findMessage('second@example.org', 0, moot)).toMatchObject({ isParentHeld: false });
    expect((await findMessage('root@example.org', 1, moot))?.text).toBe('another text\n');
    expect(await findMessage('Root@example.org', 0, moot)).toBeUndefined();

    const raw = await findRaw('first@example.org', undefined, moot);
    expect(Buffer.from(raw?.bytes ?? []).toString()).toBe(texts[1]);
    expect(await findRaw('first@example.org', 'none', moot)).toBeUndefined();
    expect(await findRaw('gone@example.org', undefined, moot)).toBeUndefined();

    const ghost = await findThread('gone@example.org', moot);
    expect(ghost).toMatchObject({ messages: 2, ghosts: 1, firstIso: '2021-01-03T09:00:00.000Z' });
    expect(ghost?.nodes.map(({ messageId, isGhost, depth }) => [messageId, isGhost, depth])).toEqual([
      ['gone@example.org', true, 0],
      ['second@example.org', false, 1],
      ['third@example.org', false, 1],
    ]);
    const thread = await findThread('root@example.org', moot);
    expect(thread?.nodes[0]).toMatchObject({ part: '1/2', subject: '[PATCH 1/2] a: two' });
    const messages = await listThreadMessages(thread?.id ?? 0, moot);
    expect(messages.map(({ text }) => text.slice(0, 12))).toEqual(['Why\n\n---\n a ', 'another text', 'answer first']);
    expect((await readMessages(messages.map(({ id }) => id).reverse(), moot)).map(({ id }) => id)).toEqual(
      messages.map(({ id }) => id).reverse(),
    );
    const hashes: string[] = [];
    for await (const hash of listRawHashes({ threadId: thread?.id ?? 0 }, moot)) hashes.push(hash);
    expect(hashes).toHaveLength(3);
  });

  test('threads of a list in pages: each once, whichever way one goes, also at one moment', async () => {
    const moot = await makeMoot();
    const day = (number: number) => `Fri, ${String((number % 5) + 1).padStart(2, '0')} Jan 2021 10:00:00 +0000`;
    await importTexts(
      moot,
      Array.from({ length: 120 }, (_, number) => mail(`t${number}`, 'x\n', { Date: day(number) })),
    );
    await importTexts(moot, [reply('t0-answer', 't0', 9, 'other')]);
    const seen: number[] = [];
    let start: ThreadStart = { from: 'newest' };
    const pages: number[][] = [];
    for (;;) {
      const slice = await listThreadsFrom({ list: undefined, start }, moot);
      pages.push(slice.threads.map(({ id }) => id));
      seen.push(...slice.threads.map(({ id }) => id));
      const end = slice.threads.at(-1);
      if (!slice.hasOlder || end === undefined) break;
      start = { from: 'older', than: { lastMs: Date.parse(end.lastIso), id: end.id } };
    }
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(new Set(seen).size).toBe(120);
    const first = await listThreadsFrom({ list: undefined, start: { from: 'newest' } }, moot);
    expect(first.hasNewer).toBe(false);
    expect(first.threads[0]).toMatchObject({ messages: 2, lastIso: '2021-01-09T09:00:00.000Z' });
    expect(first.threads[0]?.newest.map(({ messageId }) => messageId)).toEqual([
      't0-answer@example.org',
      't0@example.org',
    ]);
    const [top] = (await listThreadsFrom({ list: undefined, start }, moot)).threads;
    const back = await listThreadsFrom(
      { list: undefined, start: { from: 'newer', than: { lastMs: Date.parse(top?.lastIso ?? ''), id: top?.id } } },
      moot,
    );
    expect(back.threads.map(({ id }) => id)).toEqual(pages[1]);
    expect(back.hasNewer).toBe(true);

    const others = await listThreadsFrom({ list: 'other.example.org', start: { from: 'newest' } }, moot);
    expect(others.threads.map((thread) => thread.first.messageId)).toEqual(['t0@example.org']);
    expect(await isList('other.example.org', moot)).toBe(true);
    expect(await isList('Other.example.org', moot)).toBe(false);
    const newest = await listNewest({ list: 'other.example.org', count: 5 }, moot);
    expect(newest.map(({ messageId }) => messageId)).toEqual(['t0-answer@example.org']);
  });
});
