import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { READER } from '#lib/db/archive-bulk/write-patches';
import { listGroupings, saveGrouping, undoGrouping } from '#lib/db/groupings';
import type { Moot } from '#lib/db/open';
import { rereadPatches } from '#lib/db/reread';
import { findLineage } from '#lib/db/series';
import { dump, importTexts, mail, withMoot } from './archive-moot.ts';

const diff = (line: string) =>
  `why ${line}\n---\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1 +1 @@\n-x\n+${line}\n`;
const at = (day: number) => new Date(Date.UTC(2021, 0, day)).toUTCString();
const to = (id: string) => ({ 'In-Reply-To': `<${id}@example.org>` });
const mails = [
  mail('c1', 'about\n', { Subject: '[PATCH 0/2] mm: fix it', Date: at(1) }),
  mail('a1', diff('one'), { Subject: '[PATCH 1/2] first', Date: at(1), ...to('c1') }),
  mail('b1', diff('two'), { Subject: '[PATCH 2/2] second', Date: at(1), ...to('c1') }),
  mail('r', `I see.\n\n${diff('other')}`, { Subject: 'Re: [PATCH 1/2] first', Date: at(2), ...to('a1') }),
  mail('c2', 'again\n', { Subject: '[PATCH v2 0/2] mm: fix it', Date: at(9) }),
  mail('a2', diff('one'), { Subject: '[PATCH v2 1/2] first', Date: at(9), ...to('c2') }),
  mail('lost', diff('lost'), { Subject: '[PATCH] sent alone by accident', Date: at(9) }),
  mail('x', diff('x'), { From: 'Bo <bo@example.org>', Subject: '[PATCH] net: else', Date: at(200) }),
];
const said = { author: 'Ann Ek <ann@example.org>', date: '2026-11-21' };

/** Postings of a mail's lineage: label, parts and the reason. */
async function say(moot: Moot, id: string) {
  const lineage = await findLineage(`${id}@example.org`, moot);
  return lineage?.versions.map(({ label, parts, link }) => {
    const all = parts.map(({ messageId, part }) => `${part ?? '-'}=${messageId.replace('@example.org', '')}`).join(' ');
    return `${label}: ${all}${link === null ? '' : ` (${link.reason})`}`;
  });
}

const whole = ['v1: 0=c1 1=a1 2=b1', 'v2: 0=c2 1=a2 (title)'];

test('a part put into a series by hand, another taken out, and both taken back', () =>
  withMoot(async (moot) => {
    await importTexts(moot, mails);
    expect(await say(moot, 'a1')).toEqual(whole);
    const put = { ...said, how: 'part-of', message: 'lost@example.org', with: 'c2@example.org', part: 2 } as const;
    expect((await saveGrouping(put, moot)).state).toBe('saved');
    expect(await say(moot, 'lost')).toEqual([whole[0], 'v2: 0=c2 1=a2 2=lost (title)']);
    await saveGrouping({ ...said, how: 'apart', message: 'b1@example.org', from: 'series' }, moot);
    expect(await say(moot, 'a1')).toEqual(['v1: 0=c1 1=a1', 'v2: 0=c2 1=a2 2=lost (title)']);
    // It stands when more mail comes, and when everything is imported again.
    await importTexts(moot, [
      ...mails,
      mail('b2', diff('two'), { Subject: 'Re: [PATCH v2 0/2] mm: fix it', ...to('c2') }),
    ]);
    expect(await say(moot, 'a1')).toEqual(['v1: 0=c1 1=a1', 'v2: 0=c2 1=a2 2=lost (title)']);

    const made = await listGroupings(['lost@example.org', 'b1@example.org'], moot);
    expect(made.map(({ how, author, date, undone }) => [how, author, date, undone])).toEqual([
      ['part-of', said.author, said.date, undefined],
      ['apart', said.author, said.date, undefined],
    ]);
    const by = { author: 'Bo Park <bo@example.org>', date: '2026-11-22' };
    for (const { id, version } of made) {
      expect(await undoGrouping({ slug: id, version, ...by }, moot)).toMatchObject({ state: 'saved' });
      // Who looks at what stood before meets a conflict.
      expect((await undoGrouping({ slug: id, version, ...said }, moot)).state).toBe('conflict');
    }
    expect(await say(moot, 'a1')).toEqual(whole);
    expect((await findLineage('lost@example.org', moot))?.versions).toHaveLength(1);
    expect((await listGroupings(['b1@example.org'], moot)).map(({ undone }) => undone)).toEqual([by]);
  }));

test('a posting joined with another series by hand, and one that is no version of its own', () =>
  withMoot(async (moot) => {
    await importTexts(moot, mails);
    await saveGrouping({ ...said, how: 'version-of', message: 'x@example.org', with: 'c1@example.org' }, moot);
    expect(await say(moot, 'x')).toEqual(['v1: 0=c1 1=a1 2=b1', 'v1: -=x (hand)', 'v2: 0=c2 1=a2 (title)']);
    await saveGrouping({ ...said, how: 'apart', message: 'c2@example.org', from: 'versions' }, moot);
    expect(await say(moot, 'c2')).toEqual(['v2: 0=c2 1=a2']);
    expect(await say(moot, 'c1')).toEqual(['v1: 0=c1 1=a1 2=b1', 'v1: -=x (hand)']);
  }));

test('what names no patch that is held is refused, and nothing is saved', () =>
  withMoot(async (moot) => {
    await importTexts(moot, mails);
    for (const other of ['gone@example.org', 'a1@example.org']) {
      const wrong = { ...said, how: 'version-of', message: 'a1@example.org', with: other } as const;
      expect((await saveGrouping(wrong, moot)).state).toBe('refused');
    }
    expect(await moot.prisma.grouping.count()).toBe(0);
  }));

/** Takes away what this reader wrote, as if a version before it had imported the mail. */
function makeOld(moot: Moot): void {
  const db = new Database(moot.paths.database);
  db.exec(`DELETE FROM "MailSource" WHERE "address" LIKE 'patches, reader %';
    DELETE FROM "Patch" WHERE "isProposal"; DELETE FROM "ReplyTrailer";
    UPDATE "Patch" SET "reader" = 0, "patchId" = NULL; UPDATE "Series" SET "lineageId" = NULL; DELETE FROM "Lineage"`);
  db.close();
}

/** Everything stored but numbers of rows, which a patch written anew has others of. */
function facts(moot: Moot): string {
  const text = dump(moot.paths.database);
  const kept = text
    .split('\n')
    .map((line) => line.replace(/"(?:id|patchId|fileId|seriesId|lineageId|linkedId)":\d+/g, ''));
  return kept.sort().join('\n');
}

test('what an older reader wrote is read anew, goes on after a stop, and is then as if imported now', () =>
  withMoot(async (moot) => {
    await importTexts(moot, mails);
    const now = facts(moot);
    makeOld(moot);
    expect(facts(moot)).not.toBe(now);
    const stop = new AbortController();
    stop.abort();
    expect(await rereadPatches(moot, { signal: stop.signal })).toBe(0);
    expect(await rereadPatches(moot, { batch: 3 })).toBe(mails.length);
    expect(await rereadPatches(moot)).toBe(0);
    expect(facts(moot)).toBe(now);
    expect(await say(moot, 'a1')).toEqual(whole);
    expect(await moot.prisma.patch.count({ where: { reader: { not: READER } } })).toBe(0);
  }));

test('mail of an older reader is read anew before more is imported', () =>
  withMoot(async (moot) => {
    await importTexts(moot, mails.slice(0, 4));
    makeOld(moot);
    await importTexts(moot, mails);
    expect(await say(moot, 'a1')).toEqual(whole);
    expect(await moot.prisma.patch.count({ where: { isProposal: true } })).toBe(1);
  }));
