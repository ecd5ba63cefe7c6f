import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { judgeContent } from '#lib/content/judge';
import { loadContent } from '#lib/content/load';
import { finishBackground, inBackground } from '#lib/db/background';
import { findRevision, findVersionEffect, listRevisions } from '#lib/db/effect';
import { findAnswers, keepAnswer, sweepAnswers } from '#lib/db/kept-answer';
import type { Moot } from '#lib/db/open';
import { findOwnRuns, judgeOwnRuns, readOwnText } from '#lib/db/own-runs';
import { listPoints } from '#lib/db/points';
import { findRuleClaims, judgePoint } from '#lib/db/rule-claims';
import { saveRecord } from '#lib/db/save-record';
import { verdictUnderVersion } from '#lib/db/version-verdict';
import { changeText, type DeclareFields } from '../../app/p/declare-fields.ts';
import { copyContent, edit, makeMoot } from '../content/temp.ts';
import { importTexts, mail } from './archive-moot.ts';

/** A child reads through a pipe what its parent stored after they had parted, unless somebody copies. */
const text = `mm two-writers

P: map v = OLD
P: fork C
C: vmsplice v -> pipe
C: munmap v
P: write v = SECRET
C: read pipe -> seen

never missed-cow
`;

const never = `policy never-reuse like A1
  at write fault: copy
`;

const test1 = { scenario: 'two-writers', property: 'missed-cow' };

function change(id: string, front: string, body = 'Words.'): string {
  return `---\nid: ${id}\ntitle: ${id}\ndate: 2021-01-01\nstate: proposed\n${front}---\n\n${body}\n`;
}

let moot: Moot;

beforeEach(async () => {
  moot = await makeMoot();
  const folder = copyContent();
  for (const id of ['A2', 'A4']) {
    cpSync(join(folder, 'policies', 'A1.md'), join(folder, 'policies', `${id}.md`));
    edit(folder, `policies/${id}.md`, 'id: A1', `id: ${id}`);
  }
  edit(folder, 'scenarios/two-writers.md', 'mm two-writers\n', text);
  const add = (id: string, front: string, body?: string) =>
    writeFileSync(join(folder, 'patches', `${id}.md`), change(id, front, body));
  add('first', 'message: first@example.org\nbefore: A2\npolicies:\n  - A1\n');
  add(
    'second',
    'message: second@example.org\nbefore: A1\npolicies:\n  - A4\npoints:\n  - write fault\nrevises: first\n',
  );
  add('third', 'message: third@example.org\npolicies:\n  - A4\nrevises: second\n');
  add('own', 'message: own@example.org\n', `\`\`\`policy\n${never}\`\`\``);
  add('first-of-all', 'message: zero@example.org\npolicies:\n  - A1\n');
  expect(await loadContent(moot, folder)).toMatchObject({ state: 'loaded' });
  globalThis.mootOpened = Promise.resolve(moot);
  await judgeContent(moot);
  const ids = ['first', 'second', 'third', 'own', 'zero'];
  await importTexts(
    moot,
    ids.map((id) => mail(id, 'Words.\n', { Subject: `[PATCH] ${id}` })),
  );
});

describe('what a version does', () => {
  test('is every claim whose verdict differs, with the first step where the sides part', async () => {
    const effect = await findVersionEffect('second@example.org');
    const [{ sides, effect: found } = { sides: undefined, effect: null }] = effect?.declared[0]?.effects ?? [];
    expect(sides).toEqual({ before: 'A1', after: 'A4' });
    const [claim] = found?.changed ?? [];
    expect(claim).toMatchObject({ kind: 'mends', before: { word: 'violated' }, after: { word: 'holds' } });
    expect(claim?.flip).toMatchObject({ ...test1, kind: null });
    // The parent's store, by which A1 reuses the page and A4 copies it.
    expect(claim?.flip?.parting?.step).toBe(5);
    // Of huge pages A4 asks for mappings, as A1 does: what is mended is mended on the first kind alone.
    expect(found?.pair.mends).toHaveLength(1);
    const asked = (found?.changed.length ?? 0) + (found?.unasked ?? 0);
    expect(asked + (found?.same ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(
      await moot.prisma.claim.count(),
    );
  });

  test('is nothing to compare where nothing stood in its place', async () => {
    const effect = await findVersionEffect('zero@example.org');
    expect(effect?.declared[0]?.effects).toEqual([{ sides: { before: null, after: 'A1' }, effect: null }]);
  });

  test('against the version before: the newest first, and nothing where both make the same', async () => {
    const revisions = await listRevisions('third@example.org');
    expect(revisions.map(({ before, after }) => [before.slug, after.slug])).toEqual([
      ['second', 'third'],
      ['first', 'second'],
    ]);
    expect(revisions[0]?.effects[0]?.effect).toBeNull();
    expect(revisions[1]?.effects[0]?.effect?.changed[0]).toMatchObject({ kind: 'mends' });
    const back = await findRevision('second@example.org', 'first@example.org');
    expect(back?.effects[0]?.effect?.changed[0]).toMatchObject({ kind: 'breaks' });
    expect(await findRevision('first@example.org', 'nobody@example.org')).toBeUndefined();
  });
});

describe('a policy of one’s own that a change brings', () => {
  test('is judged over every scenario, and what was found is kept', async () => {
    const own = readOwnText(never)!;
    expect(await findOwnRuns(moot.prisma, own)).toMatchObject({ judged: 0 });
    expect((await verdictUnderVersion('own@example.org', test1))?.word).toBeNull();
    await judgeOwnRuns(moot.prisma, own);
    const found = await findOwnRuns(moot.prisma, own);
    expect(found.judged).toBe(found.total);
    expect(await verdictUnderVersion('own@example.org', test1)).toMatchObject({
      policy: 'never-reuse',
      word: 'holds',
      isFailing: false,
    });
    const effect = await findVersionEffect('own@example.org');
    expect(effect?.declared[0]?.effects[0]?.effect?.changed[0]).toMatchObject({ kind: 'mends' });
    // Judged again, nothing is searched.
    const seen: string[] = [];
    await judgeOwnRuns(moot.prisma, own, (_, __, scenario) => seen.push(scenario));
    expect(seen).toEqual([]);
  });

  test('is none where no simulator can read the text', () => {
    expect(readOwnText('nonsense')).toBeUndefined();
    expect(readOwnText('')).toBeUndefined();
  });
});

describe('claims that rest on a rule', () => {
  test('are those whose schedule asks it, and those that turn with the answer of the policy before', async () => {
    const shown = await findRuleClaims('A1', 'write fault');
    expect(shown).toMatchObject({ other: null, total: 0 });
    expect(shown?.claims[0]?.tests[0]).toMatchObject({ word: 'violated', asked: { step: 5 }, turned: null });

    // What holds has no schedule to ask anything: it is known by a search alone.
    expect(await findRuleClaims('A2', 'gup read')).toMatchObject({ other: 'A1', claims: [], searched: 0 });
    await judgePoint(moot.prisma, 'A2', 'gup read');
    const known = await findRuleClaims('A2', 'gup read');
    expect(known?.searched).toBe(known?.total);
    expect(known?.claims[0]?.tests[0]).toMatchObject({ word: 'holds', asked: null, turned: 'violated' });

    // A4 has a rule of its own for forks; no verdict here rests on it.
    await judgePoint(moot.prisma, 'A4', 'fork');
    expect((await findRuleClaims('A4', 'fork'))?.claims).toEqual([]);
    expect(await findRuleClaims('A4', 'nonsense')).toBeUndefined();
  });

  test('points have an answer of every policy that has a record', async () => {
    const points = await listPoints();
    const fault = points.find(({ id }) => id === 'write fault');
    expect(fault?.answers.map(({ policy, isChanged }) => [policy.id, isChanged])).toEqual([
      ['A1', false],
      ['A2', false],
      ['A4', false],
    ]);
    expect(points.find(({ id }) => id === 'fork')?.answers.map(({ isChanged }) => isChanged)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('the form', () => {
  const fields: DeclareFields = {
    message: 'first@example.org',
    page: 'first@example.org',
    id: 'by-form',
    title: 'By form: a change',
    date: '2021-02-03',
    policy: 'A4',
    before: 'A2',
    points: ['write fault'],
    revises: 'first',
    own: '',
    body: '',
  };

  test('makes a record that can be saved, and says what is missing', async () => {
    const made = changeText(fields);
    expect(typeof made).toBe('string');
    const saved = await saveRecord({
      kind: 'change',
      slug: 'by-form',
      text: made as string,
      version: 0,
      author: 'Ann <ann@example.org>',
      note: null,
    });
    expect(saved).toMatchObject({ state: 'saved', version: 1 });
    const effect = await findVersionEffect('first@example.org');
    expect(effect?.declared.map(({ declaration }) => declaration.slug)).toEqual(['first', 'by-form']);
    expect(changeText({ ...fields, policy: '' })).toMatchObject({ problems: [expect.stringContaining('policy')] });
    expect(changeText({ ...fields, own: never })).toMatchObject({ problems: [expect.stringContaining('both')] });
  });

  test('refuses what names nothing: a policy’s text, a point, where it starts from', async () => {
    const save = (more: Partial<DeclareFields>) =>
      saveRecord({
        kind: 'change',
        slug: 'by-form',
        text: changeText({ ...fields, ...more }) as string,
        version: 0,
        author: 'Ann <ann@example.org>',
        note: null,
      });
    expect(await save({ before: 'Z9' })).toMatchObject({ state: 'refused', issues: [{ field: 'before' }] });
    expect(await save({ points: ['nonsense'] })).toMatchObject({ state: 'refused', issues: [{ field: 'points[0]' }] });
    expect(await save({ policy: '', own: 'policy x like nobody' })).toMatchObject({ state: 'refused' });
  });
});

describe('kept answers', () => {
  test('are of one engine and one question, and go with their engine', async () => {
    const form = z.number();
    await keepAnswer(moot.prisma, 'e-1', ['a', 'b'], 1);
    await keepAnswer(moot.prisma, 'e-1', ['a', 'b'], 1);
    const ask = (engine: string, question: string[]) => findAnswers(moot.prisma, engine, [question], form);
    expect(await ask('e-1', ['a', 'b'])).toEqual([1]);
    expect(await ask('e-1', ['ab'])).toEqual([undefined]);
    expect(await ask('e-2', ['a', 'b'])).toEqual([undefined]);
    await sweepAnswers(moot.prisma, ['e-2']);
    expect(await ask('e-1', ['a', 'b'])).toEqual([undefined]);
  });
});

test('work behind a page runs once under a name, one after another', async () => {
  const done: string[] = [];
  const work = (name: string) => async () => {
    await new Promise((resolve) => setImmediate(resolve));
    done.push(name);
  };
  inBackground('one', work('one'));
  inBackground('one', work('again'));
  inBackground('two', work('two'));
  await finishBackground();
  expect(done).toEqual(['one', 'two']);
});
