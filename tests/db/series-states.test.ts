import { describe, expect, test } from 'vitest';
import { findVersion } from '#lib/db/find-version';
import type { Moot } from '#lib/db/open';
import { readPatchFacts } from '#lib/db/patch-facts';
import { describeSeries } from '#lib/db/series-json';
import { saveSeriesState } from '#lib/db/series-state';
import { readAllStates, readStates } from '#lib/db/series-states';
import { importTexts, mail, withMoot } from './archive-moot.ts';

const diff = 'diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-a\n+b\n';
const reply = (id: string, to: string, body: string, from = 'Bo Park <bo@example.org>') =>
  mail(id, body, { From: from, Subject: 'Re: it', 'In-Reply-To': `<${to}@example.org>` });
const posted = (id: string, subject: string, rest: Record<string, string> = {}) =>
  mail(id, subject.includes(' 0/') ? 'About.\n' : `Why.\n---\n${diff}`, { Subject: subject, ...rest });

async function state(moot: Moot, id: string) {
  const facts = await readPatchFacts(`${id}@example.org`, moot);
  return `${facts?.state.state}: ${facts?.state.why}`;
}

describe('states of postings', () => {
  test('of each version of a thread; the list has the same as the page', () =>
    withMoot(async (moot) => {
      const to = { 'In-Reply-To': '<v1.0@example.org>' };
      await importTexts(moot, [
        posted('v1.0', '[PATCH 0/2] all'),
        posted('v1.1', '[PATCH 1/2] a', to),
        posted('v1.2', '[PATCH 2/2] b', to),
        posted('v2.0', '[PATCH v2 0/2] all', { ...to, Date: 'Sat, 02 Jan 2021 10:00:00 +0000' }),
        posted('v2.1', '[PATCH v2 1/2] a', {
          'In-Reply-To': '<v2.0@example.org>',
          Date: 'Sat, 02 Jan 2021 10:00:01 +0000',
        }),
        posted('v2.2', '[PATCH v2 2/2] b', {
          'In-Reply-To': '<v2.0@example.org>',
          Date: 'Sat, 02 Jan 2021 10:00:02 +0000',
        }),
        posted('lone', '[PATCH] lone'),
        posted('rfc', '[RFC PATCH 1/2] half'),
        reply('r1', 'v1.1', 'NAK, not so.'),
        reply('r2', 'r1', 'Reviewed-by: Cy Doe <cy@example.org>', 'Cy Doe <cy@example.org>'),
        reply('r3', 'v2.0', 'Applied to for-next, thanks!\n'),
        reply('r4', 'lone', 'I see.', 'Ann Example <ann@example.org>'),
      ]);
      expect(await state(moot, 'v1.1')).toBe('superseded: v2 was posted after it.');
      expect(await state(moot, 'v2.2')).toBe('accepted: Bo Park wrote that it was applied on 2021-01-01.');
      expect(await state(moot, 'lone')).toBe('new: Nobody answered it yet.');
      expect(await state(moot, 'rfc')).toBe('incomplete: One of its patches is not held.');
      const found = await findVersion('v2.0@example.org', moot);
      const described = found === undefined ? undefined : await describeSeries(found, moot);
      expect(
        described?.versions.map(({ label, state: { state: word }, counts }) => [
          label,
          word,
          counts.reviewed,
          counts.nacked,
        ]),
      ).toEqual([
        ['v1', 'superseded', 1, 1],
        ['v2', 'accepted', 0, 0],
      ]);
      const other = described?.versions[1]?.parts[1]?.trailers.map(({ key, excluded }) => `${key} ${excluded?.reason}`);
      expect(other).toEqual(['Nacked-by other version', 'Reviewed-by other version']);
    }));

  test('the debate says what became of it, people do, and take it back; two at once do not overwrite each other', () =>
    withMoot(async (moot) => {
      await importTexts(moot, [posted('p', '[PATCH] p')]);
      const front = {
        message: 'p@example.org',
        state: 'withdrawn',
        author: 'Ann <a@x.org>',
        date: '2021-02-03',
        note: 'Too slow.',
      } as const;
      const before = await readAllStates(moot);
      expect([...before.states.values()].map((one) => one.state)).toEqual(['new']);
      expect(await saveSeriesState(front, 0, moot)).toMatchObject({ state: 'saved', version: 1 });
      expect(await state(moot, 'p')).toBe('withdrawn: Ann said so on 2021-02-03.');
      expect([...(await readAllStates(moot)).states.values()][0]?.given?.note).toBe('Too slow.');
      expect(await saveSeriesState({ ...front, state: 'merged' }, 0, moot)).toMatchObject({
        state: 'conflict',
        current: { version: 1 },
      });
      expect(await saveSeriesState({ ...front, state: 'computed' }, 1, moot)).toMatchObject({
        state: 'saved',
        version: 2,
      });
      expect(await state(moot, 'p')).toBe('new: Nobody answered it yet.');
      const kept = await moot.prisma.revision.findMany({ where: { record: { kind: 'series-state' } } });
      expect(kept.map(({ version, author }) => [version, author])).toEqual([
        [1, 'Ann <a@x.org>'],
        [2, 'Ann <a@x.org>'],
      ]);
      expect(await saveSeriesState({ ...front, message: 'no id' }, 2, moot)).toMatchObject({ state: 'refused' });
    }));

  test('a patch that answers its cover letter gives nothing to the others', () =>
    withMoot(async (moot) => {
      const signed = `Why.\n\nReviewed-by: Ann Example <ann@example.org>\nTested-by: Cy <cy@example.org>\n---\n${diff}`;
      await importTexts(moot, [
        posted('0', '[PATCH 0/2] all'),
        mail('1', signed, { Subject: '[PATCH 1/2] a', 'In-Reply-To': '<0@example.org>' }),
        posted('2', '[PATCH 2/2] b', { 'In-Reply-To': '<0@example.org>' }),
      ]);
      for (const forget of [false, true]) {
        if (forget) await moot.prisma.replyTrailer.deleteMany();
        expect((await readPatchFacts('2@example.org', moot))?.trailers).toEqual([]);
      }
    }));

  test('mail that was imported before its replies were read is read when it is asked for, once', () =>
    withMoot(async (moot) => {
      await importTexts(moot, [
        posted('p', '[PATCH] p'),
        reply('r', 'p', 'Acked-by: Bo Park <bo@example.org>'),
        reply('q', 'r', 'Fine.'),
      ]);
      const held = await moot.prisma.replyTrailer.findMany({ orderBy: [{ messageId: 'asc' }, { position: 'asc' }] });
      await moot.prisma.replyTrailer.deleteMany();
      const [id = 0] = (await moot.prisma.series.findMany()).map((row) => row.id);
      expect((await readStates(moot, [id])).counts.get(id)).toMatchObject({ acked: 1 });
      expect(await moot.prisma.replyTrailer.findMany({ orderBy: [{ messageId: 'asc' }, { position: 'asc' }] })).toEqual(
        held,
      );
      expect(held.map(({ position, key }) => [position, key])).toEqual([
        [-1, 'reader'],
        [0, 'Acked-by'],
        [-1, 'reader'],
      ]);
    }));
});
