import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadContent } from '#lib/content/load';
import { findKernel, listKernels } from '#lib/db/kernels';
import type { Moot } from '#lib/db/open';
import { findPolicy } from '#lib/db/policies';
import { recordRun } from '#lib/db/verdict';
import type { PolicyRun, VerdictWord } from '#lib/scenario/run';
import { copyContent, edit, makeMoot } from '../content/temp.ts';

let moot: Moot;

beforeEach(async () => {
  moot = await makeMoot();
  const folder = copyContent();
  for (const id of ['A2', 'A2s']) {
    cpSync(join(folder, 'policies', 'A1.md'), join(folder, 'policies', `${id}.md`));
    edit(folder, `policies/${id}.md`, 'id: A1', `id: ${id}`);
  }
  expect(await loadContent(moot, folder)).toMatchObject({ state: 'loaded' });
  globalThis.mootOpened = Promise.resolve(moot);
});

function makeRun(policy: string, kind: string, words: Record<string, VerdictWord>, copies: number): PolicyRun {
  return {
    policy,
    kind,
    kernel: null,
    verdict: 'holds',
    complete: true,
    bound: null,
    states: 1,
    transitions: 0,
    schedules: '1',
    stuck: null,
    properties: Object.entries(words).map(([name, verdict]) => {
      return { name, verdict, schedule: null, trace: [], vacuous: false };
    }),
    outcomes: [{ registers: {}, copies, unshares: 0, forkCopies: 0, schedule: '' }],
  };
}

describe('what a policy changes', () => {
  test('is what is violated under one of the two, on each kind of page; copies apart', async () => {
    const runs = [
      makeRun('A1', 'base', { a: 'violated', b: 'holds' }, 0),
      makeRun('A2', 'base', { a: 'holds', b: 'holds' }, 1),
      makeRun('A1', 'thp', { a: 'holds', b: 'holds' }, 0),
      makeRun('A2', 'thp', { a: 'holds', b: 'violated' }, 0),
      makeRun('A1', 'hugetlb', { a: 'vacuous' }, 0),
      makeRun('A2', 'hugetlb', { a: 'holds' }, 2),
    ];
    await recordRun(moot.prisma, { scenario: 'two-writers', engine: 'e', runs }, 'hash');
    const { change, rules, kernels, variants } = (await findPolicy('A2'))!;
    expect(change?.before.id).toBe('A1');
    expect(change?.compared).toBe(3);
    expect(change?.fixes).toMatchObject([
      { scenario: 'two-writers', kind: null, properties: [{ name: 'a', before: 'violated', after: 'holds' }] },
    ]);
    expect(change?.breaks).toMatchObject([
      { kind: 'thp', properties: [{ name: 'b', before: 'holds', after: 'violated' }] },
    ]);
    expect(change?.costs).toMatchObject([
      { kind: 'hugetlb', properties: [], copies: { before: { most: 0 }, after: { most: 2 } } },
    ]);
    const gup = rules.find(({ question }) => question === 'GUP for reading');
    expect(gup?.before?.['base']).toBe('take the page as it is, whoever shares it');
    expect(kernels).toEqual(['5.8']);
    expect(variants.map(({ id }) => id)).toEqual(['A2s']);
  });

  test('a variant is compared with its main one, the first of a family with none', async () => {
    expect((await findPolicy('A2s'))?.change?.before.id).toBe('A2');
    expect((await findPolicy('A1'))?.change).toBeNull();
  });
});

describe('kernels', () => {
  test('name one policy of each family, and what is new against the mainline before', async () => {
    const kernels = await listKernels();
    const row = (release: string) => kernels.find((kernel) => kernel.release === release);
    expect(row('5.8')?.policies.map(({ id, before }) => [id, before])).toEqual([
      ['A2', 'A1'],
      ['B0', null],
      ['C1', null],
      ['D0', null],
    ]);
    // A stable kernel between two mainline ones is no step of theirs.
    expect(row('5.10.218')).toMatchObject({ isMainline: false, policies: [{ id: 'A5a', before: 'A4' }, {}, {}, {}] });
    expect(row('5.11')?.policies[0]).toMatchObject({ id: 'A5a', before: 'A4' });
    expect(row('5.8')?.policies[0]?.row?.rule).toBe('mapcount');
  });

  test('any release resolves, and says to what', async () => {
    expect(await findKernel('5.8')).toMatchObject({ note: null, release: '5.8' });
    const between = (await findKernel('5.13.4-rc1'))!;
    expect(between.note).toBe('5.13.4 is played as 5.12, the last change of a rule before it');
    expect(between.families[0]?.rules.length).toBeGreaterThan(5);
    expect(await findKernel('A5')).toBeUndefined();
    expect(await findKernel('nonsense')).toBeUndefined();
  });
});
