import { afterEach, describe, expect, test } from 'vitest';
import { exportFound } from '#lib/db/export-found';
import type { Moot } from '#lib/db/open';
import { type SearchOptions, searchMail } from '#lib/db/search';
import { readCursor } from '#lib/db/search-cursor';
import { readSearch } from '#lib/db/search-query';
import { importTexts, mail } from './archive-moot.ts';
import { engines } from './engines.ts';

const diff =
  'diff --git a/mm/memory.c b/mm/memory.c\nindex 1a2b3c4..5d6e7f8 100644\n--- a/mm/memory.c\n+++ b/mm/memory.c\n@@ -1,2 +1,2 @@ do_wp_page\n context_word\n-removed_word\n+added_word\n';
const texts = [
  mail('a', 'The page is reused by ptrace_may_access.\n', {
    Subject: 'copy on write',
    Date: 'Fri, 01 Jan 2021 10:00:00 +0000',
  }),
  mail('b', '> The page is reused\n\nNever.\n', {
    Subject: 'Re: copy on write',
    From: 'Bo Park <bo@example.com>',
    Date: 'Tue, 02 Feb 2021 10:00:00 +0000',
  }),
  mail('c', `A fix.\n${diff}`, {
    Subject: '[PATCH] fix',
    Date: 'Wed, 03 Mar 2021 10:00:00 +0000',
    Cc: 'Cy <cy@example.com>',
    'List-Id': '<other.example.org>',
  }),
];

async function search(text: string, options: SearchOptions, moot: Moot) {
  const asked = await readSearch(text, moot);
  if ('problem' in asked) throw new Error(asked.problem.message);
  return searchMail(asked, options, moot);
}

afterEach(() => {
  globalThis.mootOpened = undefined;
});

describe.each(engines)('$name: mail is found', ({ makeMoot }) => {
  test('by words, prefixes, dates and what is said together', async () => {
    const moot = await makeMoot();
    await importTexts(moot, texts);
    const expected: readonly (readonly [string, string])[] = [
      ['page reused', 'b a'],
      ['"page is reused"', 'b a'],
      ['"reused page"', ''],
      ['nq:reused', 'a'],
      ['q:reused', 'b'],
      ['s:copy', 'b a'],
      ['s:"copy on write" -f:bo', 'a'],
      ['f:bo@example.com', 'b'],
      ['f:park OR nq:fix', 'c b'],
      ['(never OR fix) -d:2021-02', 'c'],
      ['reused NOT never park', 'a'],
      ['ptrace', ''],
      ['ptrace_*', 'a'],
      ['PTRACE_MAY_ACCESS', 'a'],
      ['dfn:mm/memory.c', 'c'],
      ['dfhh:do_wp_page', 'c'],
      ['dfb:added_word', 'c'],
      ['dfa:added_word', ''],
      ['dfctx:context_word b:removed_word', 'c'],
      ['dfpre:1a2b3c4', 'c'],
      ['dfpost:1a2b3c4', ''],
      ['dfblob:5d6e7f8', 'c'],
      ['page d:2021-02..', 'b'],
      ['page d:..2021-01-31', 'a'],
      ['d:2021-03', 'c'],
      ['d:20210101', 'a'],
      ['dt:20210202100000..20210202100000', 'b'],
      ['d:..2.years.ago s:fix', 'c'],
      ['l:other.example.org', 'c'],
      ['list:example', 'c b a'],
      ['mid:b@example.org', 'b'],
      ['mid:<b@example.org>', 'b'],
      ['mid:B@example.org', ''],
      ['m:example', 'c b a'],
      ['t:list@example.org fix', 'c'],
      ['c:cy', 'c'],
      ['tc:cy', 'c'],
      ['a:bo OR a:cy', 'c b'],
      // To and Cc are not looked into without a prefix.
      ['cy', ''],
      ['"mapcount:1"', ''],
      ['is:patch', 'c'],
    ];
    for (const [query, ids] of expected) {
      const found = await search(query, {}, moot);
      expect([query, found.hits.map((hit) => hit.messageId.split('@')[0]).join(' ')]).toEqual([query, ids]);
      expect(found.count).toBe(found.hits.length);
      expect(found.isCountCapped).toBe(false);
      expect(found.next).toBeNull();
    }
  });

  test('page by page, each mail once, the newest first, whatever came last', async () => {
    const moot = await makeMoot();
    const day = (i: number) => new Date(Date.UTC(2021, 0, 1 + ((i * 37) % 60))).toUTCString();
    await importTexts(
      moot,
      Array.from({ length: 130 }, (_, i) => mail(`m${i}`, 'word\n', { Date: day(i) })),
    );
    for (const order of ['date', 'rank'] as const) {
      const seen: string[] = [];
      const dates: string[] = [];
      let next: string | null = '+0';
      while (next !== null) {
        const cursor = readCursor(next);
        const found = await search('word', { limit: 50, order, cursor }, moot);
        expect(found.count).toBe(130);
        expect(found.order).toBe(order);
        seen.push(...found.hits.map((hit) => hit.messageId));
        dates.push(...found.hits.map((hit) => hit.dateIso ?? ''));
        next = found.next;
      }
      expect(new Set(seen).size).toBe(130);
      expect(seen.length).toBe(130);
      if (order === 'date') expect(dates).toEqual(dates.toSorted().toReversed());
    }
  });

  test('what another process imported is found', async () => {
    const moot = await makeMoot();
    await importTexts(moot, texts.slice(0, 1));
    expect((await search('fix', {}, moot)).count).toBe(0);
    await importTexts(moot, texts);
    expect((await search('fix', {}, moot)).hits.length).toBe(1);
  });

  test('the words are marked; what is only quoted says so', async () => {
    const moot = await makeMoot();
    await importTexts(moot, texts);
    const { hits } = await search('reused', {}, moot);
    expect(hits.map(({ isOnlyQuoted }) => isOnlyQuoted)).toEqual([true, false]);
    for (const { snippet } of hits) {
      expect(snippet.filter(({ isHit }) => isHit).map(({ text }) => text)).toEqual(['reused']);
    }
  });

  test('as an mbox, newest first, up to a bound', async () => {
    const moot = await makeMoot();
    await importTexts(moot, texts);
    const asked = await readSearch('page OR fix', moot);
    if ('problem' in asked) throw new Error(asked.problem.message);
    const ids = async (limit?: number) => {
      const found: string[] = [];
      for await (const bytes of exportFound(asked, moot, limit)) {
        const text = Buffer.from(bytes).toString();
        expect(text).toMatch(/^From /);
        found.push(/Message-ID: <(\w+)@/.exec(text)?.[1] ?? '');
      }
      return found.join(' ');
    };
    expect(await ids()).toBe('c b a');
    expect(await ids(2)).toBe('c b');
  });
});

test.each(['+0', '+25', '1639699200000.17', '-1.1', '0.0'])('the cursor %s is read', (text) => {
  expect(readCursor(text)).toBeDefined();
});

test.each(['', '25', '+', '+x', '1.', '1.2.3', "1'.2"])('%j is no cursor', (text) => {
  expect(readCursor(text)).toBeUndefined();
});
