import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadContent } from '#lib/content/load';
import type { Moot } from '#lib/db/open';
import { findPair } from '#lib/db/policy-pair';
import { recordRun } from '#lib/db/verdict';
import { findSimulatorOf, runScenario } from '#lib/simulators';
import { pairPath, splitPair } from '../../app/_components/pair-path.ts';
import { copyContent, edit, makeMoot } from '../content/temp.ts';

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

let moot: Moot;

beforeEach(async () => {
  moot = await makeMoot();
  const folder = copyContent();
  for (const id of ['A2', 'A4']) {
    cpSync(join(folder, 'policies', 'A1.md'), join(folder, 'policies', `${id}.md`));
    edit(folder, `policies/${id}.md`, 'id: A1', `id: ${id}`);
  }
  edit(folder, 'scenarios/two-writers.md', 'mm two-writers\n', text);
  expect(await loadContent(moot, folder)).toMatchObject({ state: 'loaded' });
  globalThis.mootOpened = Promise.resolve(moot);
  const simulator = findSimulatorOf(text)!;
  const scenario = simulator.parse(text).scenario!;
  const run = runScenario(simulator, scenario, { policies: ['A1', 'A2', 'A4'], kinds: ['base'] });
  await recordRun(moot.prisma, run, 'hash');
});

describe('two policies', () => {
  test('show what the later one mends, and the first step at which they part', async () => {
    const pair = (await findPair('A1', 'A2'))!;
    expect(pair.compared).toBe(1);
    expect([pair.breaks, pair.others, pair.costs]).toEqual([[], [], []]);
    const [flip, ...more] = pair.mends;
    expect(more).toEqual([]);
    expect(flip).toMatchObject({ scenario: 'two-writers', property: 'missed-cow', before: 'violated', after: 'holds' });
    // Under A2 the child gets a page of its own when it takes its reference.
    expect(flip?.parting?.step).toBe(3);
    expect(flip?.parting?.before?.actor).toBe('C');
    expect(flip?.parting?.after?.step).toContain('copy');
    expect(pair.families.map(({ before, after }) => [before, after])).toEqual([['A1', 'A2']]);
    expect(pair.families[0]?.rules.filter((rule) => rule.before !== null).map(({ question }) => question)).toContain(
      'GUP for reading',
    );
  });

  test('read backwards break what they mended', async () => {
    const { breaks, mends } = (await findPair('A2', 'A1'))!;
    expect(mends).toEqual([]);
    expect(breaks.map(({ before, after }) => [before, after])).toEqual([['holds', 'violated']]);
  });

  test('that are one have nothing to tell', async () => {
    const pair = (await findPair('A2', 'A2'))!;
    expect(pair).toMatchObject({ families: [], breaks: [], mends: [], others: [], costs: [], compared: 1 });
  });

  test('are no pair where one of them names nothing', async () => {
    expect(await findPair('A1', 'banana')).toBeUndefined();
  });
});

describe('two kernels', () => {
  test('are compared by the run of the policy that each is played as in what the scenario asks', async () => {
    // 5.10 is played as 5.9, whose policy is A4; the scenario asks nobody about userfaultfd.
    const pair = (await findPair('5.7', '5.10'))!;
    expect(pair.after.note).toContain('5.10 is played as 5.9');
    expect(pair.compared).toBe(1);
    expect(pair.mends.map(({ property }) => property)).toEqual(['missed-cow']);
    expect(pair.mends[0]?.parting?.step).toBe(5);
  });

  test('say how many scenarios were not run under one of them', async () => {
    // Nothing is recorded under A7, the policy of 5.19.
    expect(await findPair('5.7', '5.19')).toMatchObject({ compared: 0, missing: 1, mends: [] });
  });
});

describe('the address of a pair', () => {
  test('is read as it is written', () => {
    for (const [before, after] of [
      ['A5', 'A7'],
      ['5.10', '5.19'],
      ['B0+A5', '5.10.218'],
    ] as const) {
      const part = pairPath(before, after).slice('/policies/'.length);
      expect(splitPair(decodeURIComponent(part))).toEqual([before, after]);
    }
    expect(splitPair('A5')).toBeUndefined();
    expect(splitPair('..')).toBeUndefined();
    expect(splitPair('A5..')).toBeUndefined();
  });
});
