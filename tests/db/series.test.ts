import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMessage, findPatch, findThread } from '#lib/db/archive';
import { listLineages } from '#lib/db/lineages';
import type { Moot } from '#lib/db/open';
import { findLineage, readSeriesDiffs } from '#lib/db/series';
import { findShared } from '../needs.ts';
import { importFile, importTexts, mail, withMoot } from './archive-moot.ts';

const diff = (line: string) =>
  `why ${line}\n---\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-x\n+${line}\n`;
const at = (day: number) => new Date(Date.UTC(2021, 0, day)).toUTCString();

test('versions of a series with their parts, and the diffs of one', () =>
  withMoot(async (moot) => {
    await importTexts(moot, [
      mail('c1', 'about\n', { Subject: '[RFC PATCH 0/2] mm: fix it', Date: at(1) }),
      mail('a1', diff('one'), { Subject: '[RFC PATCH 1/2] a', 'In-Reply-To': '<c1@example.org>', Date: at(1) }),
      mail('c2', 'again\n', { Subject: '[PATCH v2 0/2] mm: fix it', 'In-Reply-To': '<c1@example.org>', Date: at(9) }),
      mail('a2', diff('one'), { Subject: '[PATCH v2 1/2] a', 'In-Reply-To': '<c2@example.org>', Date: at(9) }),
      mail('b2', diff('two'), { Subject: '[PATCH v2 2/2] b', 'In-Reply-To': '<c2@example.org>', Date: at(9) }),
    ]);
    const lineage = await findLineage('b2@example.org', moot);
    expect(lineage?.versions.map(({ label, headMessageId, missing }) => [label, headMessageId, missing])).toEqual([
      ['RFC v1', 'c1@example.org', [2]],
      ['v2', 'c2@example.org', []],
    ]);
    const diffs = await readSeriesDiffs(lineage?.versions[1]?.id ?? 0, moot);
    expect(
      diffs.map(({ part, title, description, files }) => [part, title, description, files[0]?.hunks[0]?.text]),
    ).toEqual([
      [1, 'a', 'why one\n---', '-x\n+one'],
      [2, 'b', 'why two\n---', '-x\n+two'],
    ]);
    expect(await findLineage('nobody@example.org', moot)).toBeUndefined();
  }));

/** Versions of the lineage of a mail: label, numbers of its parts, why it is one. */
async function say(moot: Moot, id: string) {
  const lineage = await findLineage(`${id}@example.org`, moot);
  return lineage?.versions.map((one) => {
    const parts = one.parts.map(({ part }) => part ?? '-').join(' ');
    return `${one.label}: ${parts}${one.link === null ? '' : ` (${one.link.reason} ${one.link.label})`}`;
  });
}

const reply = (id: string, rest: Record<string, string> = {}) => ({ 'In-Reply-To': `<${id}@example.org>`, ...rest });

describe('series as people post them', () => {
  const v1 = [
    mail('c1', 'about\n', { Subject: '[PATCH 0/3] mm: fix it', Date: at(1) }),
    mail('a1', diff('one'), reply('c1', { Subject: '[PATCH 1/3] first', Date: at(1) })),
    mail('b1', diff('two'), reply('c1', { Subject: '[PATCH 2/3] second', Date: at(1) })),
    mail('d1', diff('three'), reply('c1', { Subject: '[PATCH 3/3] third', Date: at(1) })),
  ];

  test('v2 of one patch of three in reply: the others fall back to v1, and its diffs are three', () =>
    withMoot(async (moot) => {
      await importTexts(moot, [
        ...v1,
        mail('r', 'please change\n', reply('b1', { Subject: 'Re: [PATCH 2/3] second', Date: at(2) })),
        mail('b2', diff('TWO'), reply('b1', { Subject: '[PATCH v2 2/3] second', Date: at(3) })),
      ]);
      expect(await say(moot, 'b2')).toEqual(['v1: 0 1 2 3', 'v2: 2 (reply v1)']);
      const v2 = (await findLineage('a1@example.org', moot))?.versions[1];
      expect(v2?.missing).toEqual([]);
      expect(v2?.fallsBack.map(({ part, label, messageId }) => [part, label, messageId])).toEqual([
        [1, 'v1', 'a1@example.org'],
        [3, 'v1', 'd1@example.org'],
      ]);
      const diffs = await readSeriesDiffs(v2?.id ?? 0, moot);
      expect(diffs.map((one) => [one.part, one.files[0]?.hunks[0]?.text, one.fallsBack?.label ?? null])).toEqual([
        [1, '-x\n+one', 'v1'],
        [2, '-x\n+TWO', null],
        [3, '-x\n+three', 'v1'],
      ]);
    }));

  test('a version that was sent whole and is not held whole lacks its parts', () =>
    withMoot(async (moot) => {
      await importTexts(moot, [
        ...v1,
        mail('c2', 'again\n', reply('c1', { Subject: '[PATCH v2 0/3] mm: fix it', Date: at(5) })),
        mail('b2', diff('TWO'), reply('c2', { Subject: '[PATCH v2 2/3] second', Date: at(5) })),
      ]);
      const v2 = (await findLineage('b2@example.org', moot))?.versions[1];
      expect(v2?.missing).toEqual([1, 3]);
      expect(v2?.fallsBack).toEqual([]);
    }));

  test('a patch under scissors in a reply is a proposal: reachable, listed, no part of the series', () =>
    withMoot(async (moot) => {
      const body = `Rather so:\n\n-- >8 --\nSubject: [PATCH] mm: do it otherwise\n\n${diff('other')}`;
      const quoted = `> ${diff('one').replaceAll('\n', '\n> ')}\nno\n`;
      await importTexts(moot, [
        ...v1,
        mail('p', body, reply('a1', { From: 'Bo <bo@example.org>', Subject: 'Re: [PATCH 1/3] first', Date: at(2) })),
        mail('q', quoted, reply('a1', { From: 'Bo <bo@example.org>', Subject: 'Re: [PATCH 1/3] first', Date: at(2) })),
        mail('alone', body, { Subject: 'Re: something not held', Date: at(2) }),
      ]);
      expect(await say(moot, 'p')).toEqual(['v1: 0 1 2 3']);
      const [only] = (await findLineage('c1@example.org', moot))?.versions ?? [];
      expect(only?.proposals.map(({ messageId, title, author }) => [messageId, title, author])).toEqual([
        ['p@example.org', 'mm: do it otherwise', 'Bo'],
      ]);
      const patch = await findPatch('p@example.org', moot);
      expect([patch?.isProposal, patch?.files.length, patch?.part, patch?.series.parts.length]).toEqual([
        true,
        1,
        null,
        4,
      ]);
      expect((await findMessage('p@example.org', 0, moot))?.patch?.isProposal).toBe(true);
      const thread = await findThread('c1@example.org', moot);
      expect(thread?.nodes.find(({ messageId }) => messageId === 'p@example.org')?.part).toBe('diff');
      expect(await findPatch('q@example.org', moot)).toBeUndefined();
      const lone = await findPatch('alone@example.org', moot);
      expect([lone?.isProposal, lone?.series.parts.map(({ messageId }) => messageId)]).toEqual([
        true,
        ['alone@example.org'],
      ]);
      expect(await findLineage('alone@example.org', moot)).toBeUndefined();
      expect(await moot.prisma.lineage.count()).toBe(1);
    }));

  test('parts between parts and versions between versions keep their numbers', () =>
    withMoot(async (moot) => {
      await importTexts(moot, [
        ...v1,
        mail('x', diff('1.5'), reply('a1', { Subject: '[PATCH 1.5/3] between', Date: at(2) })),
        mail('y', diff('2.1'), reply('b1', { Subject: '[PATCH v1.1 2/3] second', Date: at(3) })),
      ]);
      expect(await say(moot, 'x')).toEqual(['v1: 0 1 1.5 2 3', 'v1.1: 2 (reply v1)']);
      expect((await findPatch('x@example.org', moot))?.part).toBe(1.5);
    }));

  test('a renamed v2 on its own thread that links to v1; a change-id; a resend by its patch-id', () =>
    withMoot(async (moot) => {
      const link =
        'v1: https://lore.kernel.org/r/c1@example.org/\n\nbase-commit: 0123456789abcdef0123456789abcdef01234567\n';
      await importTexts(moot, [
        ...v1,
        mail('c2', `again\n${link}change-id: 20210101-fix-it-0123456789ab\n`, {
          Subject: '[PATCH v2 0/1] gup: rework',
          Date: at(30),
        }),
        mail('a2', diff('new'), reply('c2', { Subject: '[PATCH v2 1/1] gup: do', Date: at(30) })),
        mail('a3', `${diff('newer')}-- \n2.1\n\nchange-id: 20210101-fix-it-0123456789ab\n`, {
          From: 'Bo <bo@example.org>',
          Subject: '[PATCH v3] gup: all in one',
          Date: at(300),
        }),
        mail('s1', diff('same'), { Subject: '[PATCH] net: x', Date: at(1) }),
        mail('s2', diff('same').replace('@@ -1 +1 @@', '@@ -7 +9 @@'), {
          Subject: '[PATCH RESEND] net: x',
          Date: at(40),
        }),
      ]);
      expect(await say(moot, 'c1')).toEqual(['v1: 0 1 2 3', 'v2: 0 1 (named v1)', 'v3: - (change-id v2)']);
      expect((await findLineage('a2@example.org', moot))?.versions[1]?.baseCommit).toBe(
        '0123456789abcdef0123456789abcdef01234567',
      );
      expect(await say(moot, 's1')).toEqual(['v1: -', 'v1 resent: - (resend v1)']);
    }));

  test('sent one by one without references: one series, unless they are too far apart', () =>
    withMoot(async (moot) => {
      const lone = (part: number, minutes: number) =>
        mail(`u${part}`, diff(`u${part}`), {
          Subject: `[PATCH ${part}/4] u${part}`,
          Date: new Date(Date.UTC(2021, 0, 1) + minutes * 60_000).toUTCString(),
        });
      await importTexts(moot, [lone(2, 1), lone(4, 60), lone(1, 0), lone(3, 9)]);
      expect(await say(moot, 'u2')).toEqual(['v1: 1 2 3']);
      expect(await say(moot, 'u4')).toEqual(['v1: 4']);
    }));

  test('imported in any order and in any batches: the same series and lineages', async () => {
    const all = [
      ...v1,
      mail('b2', diff('TWO'), reply('b1', { Subject: '[PATCH v2 2/3] second', Date: at(3) })),
      mail('c3', 'v2: https://lore.kernel.org/all/b2@example.org/T/#u\n', {
        Subject: '[PATCH v3 0/2] other name',
        Date: at(60),
      }),
      mail('a3', diff('three'), reply('c3', { Subject: '[PATCH v3 1/2] first', Date: at(60) })),
      mail('p', `so\n-- >8 --\n${diff('p')}`, reply('a3', { Subject: 'Re: [PATCH v3 1/2] first', Date: at(61) })),
      mail('n1', diff('n'), { Subject: '[PATCH 1/2] n one', Date: at(7) }),
      mail('n2', diff('m'), { Subject: '[PATCH 2/2] n two', Date: at(7) }),
      mail('e1', diff('e'), { Subject: '[PATCH] mm: fix the leak of pages', Date: at(8) }),
      mail('e2', diff('f'), { Subject: '[PATCH v2] mm: fix leak of the pages', Date: at(18) }),
    ];
    const read = async (texts: readonly string[], batch: number) => {
      let said = '';
      await withMoot(async (moot) => {
        await importTexts(moot, texts, { batch });
        const rows = await moot.prisma.series.findMany({
          include: { patches: { include: { message: { include: { name: true } } }, orderBy: { part: 'asc' } } },
        });
        const name = new Map(
          rows.map((row) => [
            row.id,
            row.patches
              .map(({ message }) => message.name.text)
              .sort()
              .join(' '),
          ]),
        );
        const lineage = (id: number | null) =>
          rows
            .filter((row) => row.lineageId === id)
            .map((row) => name.get(row.id))
            .sort()
            .join(' + ');
        const lines = rows.map((row) => {
          return `${name.get(row.id)} | ${row.title} v${row.version} | ${lineage(row.lineageId)} | ${row.linkReason} ${name.get(row.linkedId ?? 0)}`;
        });
        said = lines.sort().join('\n');
      });
      return said;
    };
    const whole = await read(all, 600);
    expect(whole).toContain(
      'b2@example.org | second v2 | a1@example.org b1@example.org c1@example.org d1@example.org + a3@example.org c3@example.org p@example.org + b2@example.org | reply',
    );
    expect(whole.split('\n')).toHaveLength(6);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.integer({ min: 1, max: 4 }),
        async (texts, batch) => {
          expect(await read(texts, batch)).toBe(whole);
        },
      ),
      { numRuns: 5 },
    );
  }, 60_000);
});

test('lineages are listed by their last posting, narrowed by title and author, a page at a time', () =>
  withMoot(async (moot) => {
    await importTexts(moot, [
      mail('old1', diff('a'), { Subject: '[PATCH] mm: old', Date: at(1) }),
      mail('new', diff('b'), { From: 'Bo Park <bo@example.org>', Subject: '[PATCH] net: new', Date: at(5) }),
      mail('old2', diff('c'), { Subject: '[PATCH v2] mm: old', Date: at(9) }),
      mail('r', diff('d'), { Subject: 'Re: not held', Date: at(20) }),
    ]);
    const list = async (query: Parameters<typeof listLineages>[0]) => {
      const { rows, total, waiting } = await listLineages(query, moot);
      expect([total, waiting]).toEqual([rows.length, 0]);
      return rows.map(({ versions }) => versions.map(({ headMessageId }) => headMessageId.split('@')[0]));
    };
    expect(await list({})).toEqual([['old1', 'old2'], ['new']]);
    expect(await list({ text: 'NET' })).toEqual([['new']]);
    expect(await list({ author: 'park' })).toEqual([['new']]);
    expect(await list({ author: 'ann@', text: 'old' })).toEqual([['old1', 'old2']]);
    expect((await listLineages({ page: 2 }, moot)).rows).toEqual([]);
  }));

const shared = findShared('data/mail');

describe.skipIf(shared === undefined)('real series', () => {
  test('a resend of weeks later is linked by its patch-id', () =>
    withMoot(async (moot) => {
      await importFile(moot, join(shared ?? '', 'tricky', 't31-resend.mbox'));
      const series = await moot.prisma.series.findMany({ orderBy: { date: 'asc' }, include: { patches: true } });
      expect(series.map(({ isResend, linkReason }) => [isResend, linkReason])).toEqual([
        [false, null],
        [true, 'resend'],
      ]);
      expect(new Set(series.map(({ lineageId }) => lineageId)).size).toBe(1);
      expect(new Set(series.map(({ patches }) => patches[0]?.patchId)).size).toBe(1);
    }));

  test('the debate: eleven patches and a cover, and the v2 of 2020 apart', () =>
    withMoot(async (moot) => {
      await importFile(moot, join(shared ?? '', 'cow-debate.mbox'));
      const series = await moot.prisma.series.findMany({
        where: { total: 11 },
        include: { patches: { where: { isProposal: false } } },
      });
      expect(series.map(({ patches, version }) => [patches.length, version])).toEqual([[12, 1]]);
      const early = await moot.prisma.series.findMany({
        where: { title: { contains: 'real explicit breaking of COW' } },
      });
      expect(early.map(({ version }) => version)).toEqual([2]);
      expect(early[0]?.lineageId).not.toBe(series[0]?.lineageId);
    }));

  test.each([
    ['base-cover-letter', 1],
    ['revision-basic', 1],
    ['revision-no-cover-letter', 1],
    ['revision-threaded-to-cover', 1],
    ['revision-threaded-to-patch', 1],
    ['revision-unlabeled', 1],
    ['bugs-multiple-references', 1],
    ['base-different-versions', 1],
    ['mercurial-cover-letter', 1],
  ])('%s is %i lineage', (name, count) =>
    withMoot(async (moot) => {
      await importFile(moot, join(shared ?? '', 'series', `${name}.mbox`));
      expect(await moot.prisma.lineage.count()).toBe(count);
    }),
  );
});
