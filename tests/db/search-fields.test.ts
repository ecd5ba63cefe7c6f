import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadContent } from '#lib/content/load';
import type { Moot } from '#lib/db/open';
import { searchMail } from '#lib/db/search';
import { searchFields } from '#lib/db/search-fields';
import { findTarget } from '#lib/db/search-jump';
import { readSearch } from '#lib/db/search-query';
import { searchRecords } from '#lib/db/search-records';
import { recordRun } from '#lib/db/verdict';
import type { VerdictWord } from '#lib/scenario/run';
import { hasValues, isValues, prefixes } from '#lib/search/prefix';
import { markProblem } from '#lib/search/problem';
import { copyContent, edit } from '../content/temp';
import { importTexts, mail } from './archive-moot.ts';
import { engines } from './engines.ts';

let moot: Moot;

const objection = `---
id: too-late
title: The count comes too late
person: ann-ek
message: c-3@example.org
date: 2020-08-12
change: count
claim: count-is-enough
answers: []
---

Nobody answered.
`;

function run(policy: string, verdict: VerdictWord) {
  return {
    ...{ policy, kind: 'base', kernel: null, verdict, complete: true, bound: null, states: 1, transitions: 0 },
    ...{ schedules: '1', stuck: null, outcomes: [] },
    properties: [{ name: 'missed-cow', verdict, schedule: null, trace: [], vacuous: false }],
  };
}

describe.each(engines)('$name', ({ makeMoot }) => {
  beforeEach(async () => {
    moot = await makeMoot();
    globalThis.mootOpened = Promise.resolve(moot);
    const folder = copyContent();
    cpSync(join(folder, 'policies', 'A1.md'), join(folder, 'policies', 'A2.md'));
    edit(folder, 'policies/A2.md', 'id: A1', 'id: A2');
    mkdirSync(join(folder, 'objections'));
    writeFileSync(join(folder, 'objections', 'too-late.md'), objection);
    const { state, issues } = await loadContent(moot, folder);
    expect(state, JSON.stringify(issues)).toBe('loaded');
    await recordRun(
      moot.prisma,
      { scenario: 'two-writers', engine: 'e', runs: [run('A1', 'violated'), run('A2', 'holds')] },
      'hash',
    );
    await importTexts(moot, [
      mail('a=1', 'Count.\n', { From: 'Ann <ann@example.org>' }),
      mail('b-2', 'A run.\n', { From: 'Bo <bo@example.org>', 'In-Reply-To': '<a=1@example.org>' }),
      mail('c-3', 'A wish.\n', { From: 'Ann <ann@example.org>', 'In-Reply-To': '<gone@example.org>' }),
      mail('d-4', 'Count from elsewhere.\n', { From: 'Bo Li <bo.li@example.com>' }),
      mail('patch-1', 'diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a\n+b\n', {
        From: 'Bo <bo@example.org>',
        Subject: '[PATCH] count',
      }),
    ]);
  });

  afterEach(() => {
    globalThis.mootOpened = undefined;
  });

  async function ask(text: string) {
    const asked = await readSearch(text, moot);
    if ('problem' in asked) throw new Error(asked.problem.message);
    return asked;
  }

  test('fields narrow records and mail', async () => {
    const cases: readonly (readonly [string, string[], string[]])[] = [
      ['mid:b-2@example.org', [], ['b-2']],
      ['by:bo-li', ['claim count-is-enough', 'change count', 'person bo-li'], ['b-2', 'd-4', 'patch-1']],
      ['by:BO.LI@example.com s:count', [], ['patch-1']],
      ['by:ann-ek is:open', ['objection too-late'], []],
      [
        'claim:count-is-enough',
        ['claim count-is-enough', 'scenario two-writers', 'objection too-late', 'change count'],
        ['a=1', 'b-2'],
      ],
      ['scenario:two-writers', ['claim count-is-enough', 'scenario two-writers'], []],
      ['policy:a1', ['claim count-is-enough', 'scenario two-writers', 'policy A1', 'change count'], ['patch-1']],
      ['policy:A2 -verdict:holds', ['policy A2'], []],
      ['policy:A1 verdict:violated', ['claim count-is-enough', 'scenario two-writers'], []],
      // The two have to be said of one run.
      ['policy:A2 verdict:violated', [], []],
      ['stance:rejects', ['claim count-is-enough'], ['b-2']],
      ['by:ann-ek stance:rejects', [], []],
      ['by:ann-ek stance:lukewarm', ['change count'], ['c-3']],
      ['is:patch', [], ['patch-1']],
      ['is:cover', [], []],
      ['is:withdrawn', [], []],
      ['has:counterexample', ['claim count-is-enough'], []],
      ['has:scenario zebra', [], []],
      ['has:claim by:bo-li', [], ['b-2']],
      ['is:open OR s:count', ['objection too-late'], ['patch-1']],
      // A record has no subject: it cannot lack one either.
      ['count -s:nothing', [], ['a=1', 'd-4', 'patch-1']],
      ['f:ann', [], ['a=1', 'c-3']],
      ['nothing d:2021', [], []],
    ];
    for (const [text, records, mails] of cases) {
      const asked = await ask(text);
      const found = (await searchRecords(asked, 30, moot)).map(({ kind, slug }) => `${kind} ${slug}`);
      const { hits } = await searchMail(asked, {}, moot);
      const ids = hits.map(({ messageId }) => messageId.split('@')[0]);
      expect([text, found.sort(), ids.sort()]).toEqual([text, records.sort(), mails]);
    }
  });

  test('a name that nothing has is a problem', async () => {
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ['word by:nobody', '     ^^^^^^^^^', /No person is called "nobody"/],
      ['claim:"no such"', '^^^^^^^^^^^^^^^', /No claim/],
      ['scenario:x', '^^^^^^^^^^', /No scenario/],
      ['policy:Z9', '^^^^^^^^^', /No policy/],
    ];
    for (const [text, carets, message] of cases) {
      const asked = await readSearch(text, moot);
      if (!('problem' in asked)) throw new Error(`understood: ${text}`);
      expect(asked.problem.message).toMatch(message);
      expect(markProblem(asked.problem.place, text)).toBe(carets);
    }
  });

  test('every prefix that takes a field is answered, and no other', async () => {
    const taken = prefixes.filter(({ takes }) => takes.kind === 'field').map(({ name }) => name);
    expect(searchFields.map(({ name }) => name).sort()).toEqual(taken.sort());
    for (const value of isValues) await ask(`is:${value}`);
    for (const value of hasValues) await ask(`has:${value}`);
  });

  test('the box leads to one thing', async () => {
    const cases: readonly (readonly [string, object | undefined])[] = [
      ['<b-2@example.org>', { kind: 'mail', messageId: 'b-2@example.org' }],
      ['b-2@example.org', { kind: 'mail', messageId: 'b-2@example.org' }],
      ['https://lore.kernel.org/all/a=1@example.org/', { kind: 'mail', messageId: 'a=1@example.org' }],
      // Referred to, not held: it has a page.
      ['<gone@example.org>', { kind: 'mail', messageId: 'gone@example.org' }],
      ['<never@example.org>', { kind: 'missing', query: '"never@example.org"' }],
      ['https://lore.kernel.org/all/never@example.org/', { kind: 'missing', query: '"never@example.org"' }],
      ['ann@example.org', undefined],
      ['0123456789ab', { kind: 'patch', messageId: 'patch-1@example.org' }],
      ['0123456789abcdef', { kind: 'patch', messageId: 'patch-1@example.org' }],
      ['012345a', undefined],
      ['fedcba9876543210', { kind: 'missing', query: 'fedcba9876543210*' }],
      ['0a1b', undefined],
      ['count', undefined],
    ];
    for (const [text, expected] of cases) {
      const target = await findTarget(text, moot);
      if (expected === undefined)
        expect([text, target === undefined || target.kind === 'missing']).toEqual([text, true]);
      else expect([text, target]).toMatchObject([text, expected]);
    }
  });
});
