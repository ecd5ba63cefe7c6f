import { describe, expect, test } from 'vitest';
import { findGhost, findMessage, findPatch, findRaw, findThread, listThreadMessages } from '#lib/db/archive';
import { exportMbox } from '#lib/db/archive-export';
import { listThreadsFrom, type ThreadStart } from '#lib/db/archive-list';
import { listLineages } from '#lib/db/lineages';
import { readPatchFacts } from '#lib/db/patch-facts';
import { searchMail } from '#lib/db/search';
import { readSearch } from '#lib/db/search-query';
import { mboxrd } from '#lib/source/mboxrd';
import { findShared } from '../needs.ts';
import { dump, importFile, importTexts, mail, withMoot } from './archive-moot.ts';

const newest: { readonly list: undefined; readonly start: ThreadStart } = {
  list: undefined,
  start: { from: 'newest' },
};

const diff =
  'diff --git a/mm/a.c b/mm/a.c\nindex 1..2 100644\n--- a/mm/a.c\n+++ b/mm/a.c\n@@ -10,3 +10,3 @@ int f(void)\n one\n-two\n+TWO\n three\n-- \n2.31.1\n';

describe('duplicates', () => {
  test('the same bytes twice: once', () =>
    withMoot(async (moot) => {
      const { summary } = await importTexts(moot, [mail('a', 'x\n'), mail('a', 'x\n')]);
      expect(summary).toMatchObject({ mails: 2, added: 1, known: 1, copies: 0, others: 0 });
      const again = await importTexts(moot, [mail('a', 'x\n')]);
      expect(again.summary).toMatchObject({ added: 0, known: 1 });
    }));

  test('a copy over another list: one mail, two lists, two raw forms, in either order', async () => {
    const clean = mail('a', 'x\n', { Subject: 'hello', 'List-Id': '<one.example.org>' });
    const rule = '_'.repeat(47);
    const decorated = mail('a', `x\n\n${rule}\ntwo mailing list\ntwo@example.org\n`, {
      Subject: '[two] hello',
      'List-Id': '<two.example.org>',
    });
    for (const order of [
      [clean, decorated],
      [decorated, clean],
    ]) {
      for (const batch of [1, 10]) {
        await withMoot(async (moot) => {
          const { summary } = await importTexts(moot, order, { batch });
          expect(summary).toMatchObject({ added: 1, copies: 1, others: 0 });
          const message = await findMessage('a@example.org', 0, moot);
          expect(message?.subject).toBe('hello');
          expect(message?.text).toBe('x\n');
          expect(message?.footer).toBe('');
          expect(message?.lists).toEqual(['one.example.org', 'two.example.org']);
          const [copy] = message?.otherForms ?? [];
          expect(Buffer.from((await findRaw('a@example.org', undefined, moot))?.bytes ?? []).toString()).toBe(clean);
          expect(Buffer.from((await findRaw('a@example.org', copy?.hash, moot))?.bytes ?? []).toString()).toBe(
            decorated,
          );
        });
      }
    }
  });

  test('another mail under the same id: both, flagged, both reachable, replies attach to the id', () =>
    withMoot(async (moot) => {
      const { summary, problems } = await importTexts(moot, [
        mail('a', 'one\n', { Subject: '[PATCH] x' }),
        mail('a', 'two\n', { Subject: '[PATCHv2] x' }),
        mail('r', 'reply\n', { 'In-Reply-To': '<a@example.org>' }),
      ]);
      expect(summary).toMatchObject({ added: 3, others: 1 });
      expect(problems.map((problem) => [problem.code, problem.offset])).toEqual([['other-body', 1]]);
      const [first, second] = [
        await findMessage('a@example.org', 0, moot),
        await findMessage('a@example.org', 1, moot),
      ];
      expect([first?.text, second?.text]).toEqual(['one\n', 'two\n']);
      expect([first?.flags, second?.flags]).toEqual([['other-body'], ['other-body']]);
      expect(first?.otherForms.map(({ kind, form }) => [kind, form])).toEqual([['other', 1]]);
      const thread = await findThread('r@example.org', moot);
      expect(thread?.nodes.map((node) => [node.messageId, node.depth])).toEqual([
        ['a@example.org', 0],
        ['r@example.org', 1],
      ]);
    }));

  test('two patches under one id, each in a series', () =>
    withMoot(async (moot) => {
      const { summary } = await importTexts(moot, [
        mail('a', `one\n${diff}`, { Subject: '[PATCH] x' }),
        mail('a', `two\n${diff}`, { Subject: '[PATCHv2] x' }),
      ]);
      expect(summary.patches).toBe(2);
      const listed = (await listLineages({}, moot)).rows.flatMap((row) => row.versions.map(({ version }) => version));
      expect(listed.sort()).toEqual([1, 2]);
    }));

  test('without an id: kept under a made-up one, not doubled', () =>
    withMoot(async (moot) => {
      const bare = mail('a', 'x\n', { 'Message-ID': '' });
      expect((await importTexts(moot, [bare])).summary.added).toBe(1);
      expect((await importTexts(moot, [bare, `Received: by relay; x\n${bare}`])).summary).toMatchObject({
        added: 0,
        known: 1,
        copies: 1,
      });
      const [row] = (await listThreadsFrom(newest, moot)).threads;
      expect(row?.first.messageId).toMatch(/@moot\.invalid$/);
      expect((await findMessage(row?.first.messageId ?? '', 0, moot))?.flags).toEqual(['no-message-id']);
    }));

  test('a list named for the import is added to mails held already', () =>
    withMoot(async (moot) => {
      await importTexts(moot, [mail('a', 'x\n')]);
      await importTexts(moot, [mail('a', 'x\n')], { list: 'other.example.org' });
      expect((await findMessage('a@example.org', 0, moot))?.lists).toEqual(['list.example.org', 'other.example.org']);
    }));
});

test('two imports at once into one archive: every mail once, and every mail found', () =>
  withMoot(async (moot) => {
    const texts = (from: number) =>
      Array.from({ length: 60 }, (_, i) => mail(`m${from + i}`, `word${from + i}\n`, { Subject: `${from + i}` }));
    const summaries = await Promise.all([
      importTexts(moot, texts(0), { batch: 7 }),
      importTexts(moot, texts(30), { batch: 5 }),
    ]);
    expect(summaries.map(({ summary }) => summary.added).reduce((a, b) => a + b)).toBe(90);
    expect(await moot.prisma.message.count()).toBe(90);
    for (let i = 0; i < 90; i++) {
      const asked = await readSearch(`word${i}`, moot);
      expect('problem' in asked ? 0 : (await searchMail(asked, {}, moot)).count).toBe(1);
    }
  }));

describe('threads', () => {
  const texts = [
    mail('root', 'r\n', { Date: 'Fri, 01 Jan 2021 10:00:00 +0000' }),
    mail('one', '1\n', { 'In-Reply-To': '<root@example.org>', Date: 'Fri, 01 Jan 2021 11:00:00 +0000' }),
    mail('two', '2\n', {
      References: '<root@example.org> <one@example.org> <gone@example.org>',
      Date: 'Fri, 01 Jan 2021 12:00:00 +0000',
    }),
    mail('joint', 'j\n', {
      'In-Reply-To': '<two@example.org> <apart@example.org>',
      Date: 'Fri, 01 Jan 2021 13:00:00 +0000',
    }),
    mail('apart', 'a\n', { Date: 'Fri, 01 Jan 2021 09:00:00 +0000' }),
    mail('else', 'e\n', { Subject: 'root' }),
  ];

  test('the same for any order and any batch', async () => {
    const seen = new Set<string>();
    for (const order of [
      [0, 1, 2, 3, 4, 5],
      [5, 4, 3, 2, 1, 0],
      [3, 0, 5, 2, 4, 1],
    ]) {
      for (const batch of [1, 2, 100]) {
        await withMoot(async (moot) => {
          await importTexts(
            moot,
            order.map((i) => texts[i] ?? ''),
            { batch },
          );
          const thread = await findThread('gone@example.org', moot);
          const { id: _, ...rest } = thread ?? { id: 0 };
          seen.add(JSON.stringify(rest));
          expect((await listThreadsFrom(newest, moot)).threads).toHaveLength(2);
        });
      }
    }
    expect(seen.size).toBe(1);
    expect(
      JSON.parse([...seen][0] ?? '').nodes.map(
        (node: { messageId: string; depth: number }) => `${node.depth} ${node.messageId.split('@')[0]}`,
      ),
    ).toEqual(['0 apart', '0 root', '1 one', '2 gone', '3 two', '4 joint']);
  });

  test('a circle is cut and reported', () =>
    withMoot(async (moot) => {
      const { summary, problems } = await importTexts(moot, [
        mail('a', 'a\n', { 'In-Reply-To': '<b@example.org>', Date: 'Fri, 01 Jan 2021 11:00:00 +0000' }),
        mail('b', 'b\n', { 'In-Reply-To': '<a@example.org>', Date: 'Fri, 01 Jan 2021 10:00:00 +0000' }),
      ]);
      expect(summary.circles).toEqual(['b@example.org']);
      expect(problems.map((problem) => problem.code)).toEqual(['circle']);
      expect((await findThread('a@example.org', moot))?.cut).toEqual(['b@example.org']);
    }));

  test('who refers to a mail that is not held', () =>
    withMoot(async (moot) => {
      await importTexts(moot, texts);
      const ghost = await findGhost('gone@example.org', moot);
      expect([ghost?.isHeld, ghost?.count, ghost?.referrers[0]?.messageId]).toEqual([false, 1, 'two@example.org']);
      expect(await findGhost('never@example.org', moot)).toBeUndefined();
    }));
});

describe('patches', () => {
  test('a series with its diff, its trailers and those its replies give', () =>
    withMoot(async (moot) => {
      const to = { 'In-Reply-To': '<0@example.org>' };
      await importTexts(
        moot,
        [
          mail('2', `Second.\n\nSigned-off-by: Ann Example <ann@example.org>\n---\n${diff}`, {
            Subject: '[PATCH v2 2/2] b',
            ...to,
          }),
          mail('0', 'cover\n', { Subject: '[PATCH v2 0/2] all' }),
          mail('1', `First.\n${diff}`, { Subject: '[PATCH v2 1/2] a', ...to }),
          mail('r', '> two\n\nReviewed-by: Bo Example <bo@example.org>\n', {
            Subject: 'Re: [PATCH v2 2/2] b',
            'In-Reply-To': '<2@example.org>',
          }),
        ],
        { batch: 1 },
      );
      const patch = await findPatch('2@example.org', moot);
      expect(patch?.series).toMatchObject({ title: 'all', version: 2, total: 2 });
      expect(patch?.series.parts.map(({ messageId, part }) => [messageId, part])).toEqual([
        ['0@example.org', 0],
        ['1@example.org', 1],
        ['2@example.org', 2],
      ]);
      const facts = await readPatchFacts('2@example.org', moot);
      expect(facts?.trailers.map(({ key, value, sources }) => [key, value, sources[0]?.id])).toEqual([
        ['Signed-off-by', 'Ann Example <ann@example.org>', undefined],
        ['Reviewed-by', 'Bo Example <bo@example.org>', 'r@example.org'],
      ]);
      expect(patch?.files[0]?.hunks[0]).toEqual({
        header: '@@ -10,3 +10,3 @@ int f(void)',
        oldStart: 10,
        oldLines: 3,
        newStart: 10,
        newLines: 3,
        lines: [
          { sign: ' ', oldLine: 10, newLine: 10, text: 'one' },
          { sign: '-', oldLine: 11, newLine: null, text: 'two' },
          { sign: '+', oldLine: null, newLine: 11, text: 'TWO' },
          { sign: ' ', oldLine: 12, newLine: 12, text: 'three' },
        ],
      });
      expect((await listLineages({}, moot)).rows.map((row) => row.versions)).toMatchObject([
        [{ title: 'all', missing: [], headMessageId: '0@example.org' }],
      ]);
      expect((await findMessage('2@example.org', 0, moot))?.patch).toMatchObject({
        part: 2,
        total: 2,
        added: 1,
        removed: 1,
        problem: null,
      });
    }));

  test('a diff whose counts do not agree is text, and says why', () =>
    withMoot(async (moot) => {
      await importTexts(moot, [mail('a', diff.replace(' three\n', ''), { Subject: '[PATCH] a' })]);
      const patch = await findPatch('a@example.org', moot);
      expect(patch?.problem).toMatch(/says 3 and 3 lines and has 2 and 2/);
      expect(patch?.files).toEqual([]);
      expect(patch?.diffText).toContain('+TWO');
    }));
});

test('exported mail is the same bytes, and imported again adds nothing', () =>
  withMoot(async (moot) => {
    const texts = [
      mail('a', 'From here\n>From there\n'),
      mail('b', 'crlf\n').replaceAll('\n', '\r\n'),
      mail('c', 'n\0l\n'),
    ];
    await importTexts(moot, texts);
    const found: string[] = [];
    for await (const item of mboxrd.read({ file: 'x', chunks: exportMbox({ all: true }, moot) })) {
      if (item.kind === 'message') found.push(Buffer.from(item.bytes).toString());
    }
    expect(found).toEqual(texts);
    const before = dump(moot.paths.database);
    expect((await importTexts(moot, found)).summary).toMatchObject({ added: 0, known: 3 });
    expect(dump(moot.paths.database)).toBe(before);
  }));

const debate = findShared('data/mail/cow-debate.mbox');

describe.skipIf(debate === undefined)('the debate', () => {
  test('146 mails, one thread of 137, the others with their ghosts', () =>
    withMoot(async (moot) => {
      const summary = await importFile(moot, debate ?? '');
      expect(summary).toMatchObject({ mails: 146, added: 146, copies: 0, others: 0, circles: [] });
      const threads = (await listThreadsFrom(newest, moot)).threads;
      expect(threads.map((thread) => thread.messages).sort((a, b) => b - a)).toEqual([137, 4, 4, 1]);
      const big = threads.find((thread) => thread.messages === 137);
      const thread = await findThread(big?.first.messageId ?? '', moot);
      expect(thread?.nodes.filter((node) => !node.isGhost).length).toBe(137);
      expect(Math.max(...(thread?.nodes.map((node) => node.depth) ?? []))).toBe(35);
      expect(thread?.nodes.filter((node) => node.depth === 0).length).toBe(1);
      expect(thread?.ghosts).toBe(0);
      const cover = thread?.nodes
        .filter((node) => node.part !== null)
        .map((node) => node.part)
        .sort();
      expect(cover).toEqual([
        '0/11',
        '1/11',
        '10/11',
        '11/11',
        '2/11',
        '3/11',
        '4/11',
        '5/11',
        '6/11',
        '7/11',
        '8/11',
        '9/11',
        // Two replies propose a diff of their own.
        'diff',
        'diff',
      ]);
      const patch = await findPatch('20210915181456.10739-2-peterx@redhat.com', moot);
      expect(patch).toMatchObject({ part: 1, total: 4, problem: null });
      expect(patch?.files.map((file) => file.newPath)).toEqual(['mm/shmem.c', 'mm/userfaultfd.c']);
      const all = await listThreadMessages(thread?.id ?? 0, moot);
      expect(all.length).toBe(137);
      const patches = await moot.prisma.patch.findMany();
      expect(patches.map((row) => row.problem)).toEqual(patches.map(() => null));
    }));
});
