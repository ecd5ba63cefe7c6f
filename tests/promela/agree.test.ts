import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { cowPolicies } from '#lib/mm/policies';
import { NotCovered } from '#lib/promela/not-covered';
import { exportPromela } from '#lib/promela/promela';
import type { Scenario } from '#lib/scenario/scenario';
import { runPolicy } from '#lib/simulators';
import { readScenarioFiles } from '../mm/files';
import { randomReclaim } from '../mm/random-reclaim';
import { randomScenario } from '../mm/random-scenario';
import { askBoth, sayPan, sayRun } from './compare';
import { hasSpin, runPan } from './pan';

/**
 * SPIN checks the scenarios over again, by rules that were written in Promela for it and share nothing with those of the
 * simulator: states, transitions, the verdict of every property, stuck actors and every outcome must be the same.
 * `npm run spin` plays all of content/; the tests that always run play some, which between them use every step.
 */
const isAll = process.env.MOOT_SPIN_ALL === '1';

const some = new Set([
  'clear-refs-and-pin',
  'fork-and-fast-pin',
  'fresh-page-in-lru-batch',
  'store-during-write-back',
  'pin-after-child-exit',
  'pin-and-migration',
  'pin-while-ksm-merges',
  'store-on-a-locked-page',
  'swap-in-race',
  'two-threads-read-reference',
  'very-many-children',
  'vmsplice-unmap-swapout',
  'zram-read-back',
]);

const files = readScenarioFiles().filter(
  ({ scenario }) => mm.kindsFor(scenario).includes('base') && isCovered(scenario),
);

function isCovered(scenario: Scenario): boolean {
  try {
    exportPromela(scenario, 'A1');
    return true;
  } catch (error) {
    if (error instanceof NotCovered) return false;
    throw error;
  }
}

/** Much happens at once here, so that hardly a rule could be another and nobody would see it. */
const busy = `mm busy

kernel K
kernel L

P: map v = OLD
P: fork C

concurrently
P: write v = A
P.two: pin read v -> h
P.two: write v = B
C: munmap v
K: swapout P:v
L: swapout P:v

never missed-cow
`;

function parse(text: string): Scenario {
  const { scenario, issues } = mm.parse(text);
  if (scenario === undefined) throw new Error(issues.map((issue) => issue.message).join('; '));
  return scenario;
}

/** Policies in pairs, so that two compilers run at once. */
async function compareAll(scenario: Scenario, policies: readonly string[]): Promise<void> {
  for (let index = 0; index < policies.length; index += 2)
    await Promise.all(
      policies.slice(index, index + 2).map(async (policy) => {
        const { ours, theirs } = await askBoth(scenario, policy);
        expect(theirs, policy).toEqual(ours);
      }),
    );
}

describe.skipIf(!hasSpin())('SPIN and the explorer', () => {
  // Variants differ from their policy where few scenarios look.
  const policies = cowPolicies.filter((policy) => isAll || policy.variantOf === null).map((policy) => policy.id);

  for (const { slug, scenario } of files.filter((file) => isAll || some.has(file.slug)))
    it(`say the same of ${slug} under every policy`, () => compareAll(scenario, policies), 300_000);

  it('have enough scenarios of content/ to agree on', () => {
    expect(files.filter((file) => some.has(file.slug))).toHaveLength(some.size);
    expect(files.length).toBeGreaterThanOrEqual(33);
  });

  for (const [name, arbitrary] of [
    ['faults, GUP and fork', randomScenario],
    ['reclaim', randomReclaim],
  ] as const)
    it(`say the same of random scenarios of ${name}`, { timeout: 600_000 }, async () => {
      const wanted = isAll ? 150 : 10;
      const texts = fc.sample(arbitrary, { seed: 20201218, numRuns: 50 * wanted });
      let compared = 0;
      for (const [index, text] of texts.entries()) {
        const scenario = parse(text);
        const policy = cowPolicies[index % cowPolicies.length]?.id ?? 'A1';
        if (compared === wanted || !isCovered(scenario)) continue;
        if (!runPolicy(mm, scenario, policy, { maxStates: 20_000, maxCountedStates: 0 }, 'base').complete) continue;
        const { ours, theirs } = await askBoth(scenario, policy);
        expect(theirs, `${policy}\n${text}`).toEqual(ours);
        compared++;
      }
      expect(compared).toBe(wanted);
    });

  it('say the same where every kind of condition is asked', { timeout: 120_000 }, async () => {
    const scenario = parse(`mm conditions

device D

P: map v = a
P: fork C
check mapcount(P:v) = 2 and not (writable(P:v) = 1)

concurrently
P: pin write v -> buf as pinned
C: write v.1 = b
C: read v -> both
D: write buf.0 = c after pinned
P: read v.0 -> low
P: read v -> mm
C: munmap v

never present(C:v) = 0 and done(pinned) and page_count(P:v) < 1024
always done(pinned) or present(buf) = 0
finally mm = c/a or mm = a
never low != mm
reach both = a/b and page(buf) = page(P:v)
reach exclusive(P:v) = 1
reach swapcache(P:v) = 1 or swapped(P:v) = 1
never low = fault
`);
    await compareAll(scenario, ['A1', 'A3', 'A7']);
  });

  it('call the same actors stuck', { timeout: 60_000 }, async () => {
    const scenario = parse(`mm stuck

P: map v = a

concurrently
P: write v = b as stored after seen
P.two: read v -> r as seen after stored

never r = b
`);
    const { ours, theirs } = await askBoth(scenario, 'A3');
    expect(ours.isStuck).toBe(true);
    expect(theirs).toEqual(ours);
  });

  it('count the same states without the process that looks at the ends', { timeout: 60_000 }, async () => {
    for (const slug of ['swap-in-race', 'vmsplice-unmap-swapout']) {
      const scenario = files.find((file) => file.slug === slug)?.scenario;
      if (scenario === undefined) throw new Error(`${slug} is missing`);
      const { states, transitions } = await runPan(exportPromela(scenario, 'A6').text, false);
      const run = runPolicy(mm, scenario, 'A6', { maxStates: 10_000, maxCountedStates: 0 }, 'base');
      expect([states, transitions]).toEqual([run.states, run.transitions]);
    }
  });

  it('say the same of threads, a child and two reclaimers on one page', { timeout: 300_000 }, () =>
    compareAll(parse(busy), isAll ? policies : ['A1', 'A3', 'A6', 'A7', 'P2']),
  );

  describe('differ', () => {
    const bounds = { maxStates: 100_000, maxCountedStates: 0 };

    it('where one plays another policy', { timeout: 60_000 }, async () => {
      const race = files.find((file) => file.slug === 'swap-in-race')?.scenario;
      if (race === undefined) throw new Error('swap-in-race is missing');
      const model = exportPromela(race, 'A6');
      const theirs = sayPan(race, model, await runPan(model.text, true));
      const ours = sayRun(runPolicy(mm, race, 'A1', bounds, 'base'));
      expect(theirs.states).not.toBe(ours.states);
      expect(theirs.verdict).not.toBe(ours.verdict);
    });

    // Each is a slip that somebody could make in a rule, on either side.
    for (const [slip, policy, rule, other] of [
      ['the own swap entry is not counted', 'A1', 'mapcount(page_) + entries(entry_) == 1', 'mapcount(page_) == 0'],
      [
        'the swap cache stays when a swap-in reuses',
        'A1',
        '&& !is_writeback(page_) -> drop_swap_cache(page_)',
        '-> skip',
      ],
      [
        'the swap cache stays when a fault reuses',
        'A1',
        'users_ == 1 && in_swap_cache(pg) && !is_writeback(pg) -> drop_swap_cache(pg)',
        'false -> skip',
      ],
      ['a copy is installed over a writable PTE', 'A1', '.at == task_P.old && !pte_P_v.rw', '.at == task_P.old'],
      ['a swap-in does not wait for the page lock', 'A1', '&& !is_locked(task_P.old)', ''],
      ['reclaim frees a page that is in use', 'A1', 'page_count(task_K.old) == 2 &&', 'page_count(task_K.old) >= 2 &&'],
      ['a freed page keeps its contents', 'A1', 'F[pg].data0 = 0', 'skip'],
      ['a swap entry does not remember', 'A7', 'is_own = (is_own || (is_kept && !is_stable(page_)))', 'skip'],
    ] as const)
      it(`where ${slip}`, { timeout: 60_000 }, async () => {
        const scenario = parse(busy);
        const { text, ...model } = exportPromela(scenario, policy);
        expect(text.includes(rule)).toBe(true);
        const slipped = { ...model, text: text.replaceAll(rule, other) };
        const ours = sayRun(runPolicy(mm, scenario, policy, bounds, 'base'));
        expect(sayPan(scenario, slipped, await runPan(slipped.text, true)).states).not.toBe(ours.states);
      });
  });
});
