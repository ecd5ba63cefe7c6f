import { describe, expect, test } from 'vitest';
import { searchMail } from '#lib/db/search';
import { importTexts, mail, withMoot } from './archive-moot.ts';

const diff =
  'diff --git a/mm/memory.c b/mm/memory.c\n--- a/mm/memory.c\n+++ b/mm/memory.c\n@@ -1,2 +1,2 @@ do_wp_page\n context_word\n-removed_word\n+added_word\n';
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
    'List-Id': '<other.example.org>',
  }),
];

describe('mail is found', () => {
  test.each<[string, string[]]>([
    ['page reused', ['b', 'a']],
    ['"page is reused"', ['b', 'a']],
    ['"reused page"', []],
    ['nq:reused', ['a']],
    ['q:reused', ['b']],
    ['s:copy', ['b', 'a']],
    ['s:"copy on write" -f:bo', ['a']],
    ['f:bo@example.com', ['b']],
    ['f:park OR nq:fix', ['c', 'b']],
    ['(never OR fix) page', ['b']],
    ['ptrace', []],
    ['ptrace_*', ['a']],
    ['PTRACE_MAY_ACCESS', ['a']],
    ['dfn:mm/memory.c', ['c']],
    ['dfhh:do_wp_page', ['c']],
    ['dfb:added_word', ['c']],
    ['dfa:added_word', []],
    ['dfctx:context_word b:removed_word', ['c']],
    ['page d:2021-02..', ['b']],
    ['page d:..2021-01-31', ['a']],
    ['d:2021-03', ['c']],
    ['l:other.example.org', ['c']],
    ['mid:b@example.org', ['b']],
    ['t:list@example.org fix', ['c']],
    ['mapcount:1', []],
    ['', []],
    ['-page', []],
  ])('%s', async (query, expected) => {
    await withMoot(async (moot) => {
      await importTexts(moot, texts);
      const found = await searchMail(query, {}, moot);
      expect(found.hits.map((hit) => hit.messageId.split('@')[0])).toEqual(expected);
      expect(found.count).toBe(expected.length);
      expect(found.isCountCapped).toBe(false);
      expect(found.next).toBeNull();
    });
  });

  test('page by page, each mail once, the latest import first', () =>
    withMoot(async (moot) => {
      await importTexts(
        moot,
        Array.from({ length: 130 }, (_, i) => mail(`m${i}`, 'word\n')),
      );
      const seen: string[] = [];
      let before: number | undefined;
      for (let page = 0; page < 10; page++) {
        const found = await searchMail('word', before === undefined ? { limit: 50 } : { limit: 50, before }, moot);
        expect(found.count).toBe(130);
        seen.push(...found.hits.map((hit) => hit.messageId));
        if (found.next === null) break;
        before = found.next;
      }
      expect(seen.length).toBe(130);
      expect(new Set(seen).size).toBe(130);
      expect(seen[0]).toBe('m129@example.org');
    }));

  test('what another process imported is found', () =>
    withMoot(async (moot) => {
      await importTexts(moot, texts.slice(0, 1));
      expect((await searchMail('fix', {}, moot)).count).toBe(0);
      await importTexts(moot, texts);
      expect((await searchMail('fix', {}, moot)).hits.length).toBe(1);
    }));

  test('hostile queries find nothing and throw nothing', () =>
    withMoot(async (moot) => {
      await importTexts(moot, texts);
      for (const query of [
        '"',
        '*',
        'a*b',
        '(((',
        ')',
        'NEAR(a b)',
        's:',
        'AND OR NOT',
        '-',
        'x:"',
        `${'('.repeat(50)}a`,
        '{subject}: a',
        'd:yesterday page',
        "'; DROP TABLE ft",
        '\0',
      ]) {
        await searchMail(query, {}, moot);
      }
      expect((await searchMail('d:nonsense page', {}, moot)).problems.length).toBe(1);
    }));
});
