import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holderRoles } from '#lib/mm/holders';
import { mm } from '#lib/mm/mm';
import type { PolicyRun } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import { defaultBounds, runPolicy } from '#lib/simulators';
import { ownPolicy } from '../arbitrary/own-policy';
import { readScenarioFiles } from './files';
import { fillTexts, retell, retold } from './own-texts';
import { randomReclaim } from './random-reclaim';
import { randomScenario } from './random-scenario';
import { randomTlb } from './random-tlb';
import { randomUffd } from './random-uffd';

/** With fork, GUP and protection; with swap, migration and KSM; with files, userfaultfd, stale TLB entries. */
const random = fc.oneof(randomScenario, randomReclaim, randomUffd, randomTlb);

/** A scenario with the policies of a text. */
function withOwn(scenario: Scenario, text: string): Scenario {
  const { policies, issues } = mm.parseOwn(text);
  if (policies === undefined) throw new Error(issues.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return { ...scenario, ownPolicies: policies };
}

/** Everything that a run says but the words in which a policy says what it looked at. */
function factsOf(run: PolicyRun) {
  const { policy: _, kernel: __, properties, stuck, ...rest } = run;
  return {
    ...rest,
    stuck: stuck?.schedule ?? null,
    properties: properties.map(({ trace, ...one }) => ({ ...one, steps: trace.map(({ changes }) => changes) })),
  };
}

describe('released rules and proposals, said again', () => {
  const files = readScenarioFiles();
  for (const id of Object.keys(retold))
    it(`${id} does the same in every scenario of content/, on every kind of page`, () => {
      const fills = fillTexts.map((text) => ({ slug: text, scenario: read(text) }));
      const asked = [...files, ...fills].filter(({ scenario }) => mm.policiesFor(scenario).includes(id));
      expect(asked.length).toBeGreaterThan(id.startsWith('B') ? 3 : 20);
      for (const { slug, scenario } of asked)
        for (const kind of mm.kindsFor(scenario)) {
          const known = runPolicy(mm, scenario, id, defaultBounds, kind);
          const own = runPolicy(mm, withOwn(scenario, retell(id)), 'own', defaultBounds, kind);
          expect(factsOf(own), `${slug} on ${kind}`).toEqual(factsOf(known));
        }
    });
});

/** Runs a text's policy `own` on base pages. */
function runOwn(scenario: Scenario, policy: string, bounds = defaultBounds): PolicyRun {
  return runPolicy(mm, withOwn(scenario, policy), 'own', bounds, 'base');
}

function read(text: string): Scenario {
  const { scenario, issues } = mm.parse(text);
  if (scenario === undefined) throw new Error(issues.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return scenario;
}

const few = { maxStates: 20_000, maxCountedStates: 20_000 };

/** Those that every scenario asks. */
const cowRules = Object.keys(retold).filter((id) => /^[AP]/.test(id));

describe('on random scenarios too', () => {
  it('a rule that is said again decides as the one that it says again', () => {
    fc.assert(
      fc.property(random, fc.constantFrom(...cowRules), (text, id) => {
        const scenario = read(text);
        expect(factsOf(runOwn(scenario, retell(id), few))).toEqual(factsOf(runPolicy(mm, scenario, id, few, 'base')));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the lines matter', () => {
  const files = readScenarioFiles();
  const differs = (id: string, lines: readonly string[]) => {
    const mutant = [`policy own like ${retold[id]?.like}`, ...lines].join('\n');
    return files.some(
      ({ scenario }) =>
        JSON.stringify(factsOf(runOwn(scenario, mutant))) !==
        JSON.stringify(factsOf(runPolicy(mm, scenario, id, defaultBounds, 'base'))),
    );
  };
  // Some lines are not here: what they do is done by a later fault as well, or by nobody in these scenarios.
  it.each([
    ['A1', 'at write fault: wait when locked', ''],
    ['A1', 'at write fault: reuse when mapcount + swap_entries <= 1', ''],
    ['A1', 'mapcount + swap_entries <= 1', 'mapcount + swap_entries <= 2'],
    ['A1', 'mapcount + swap_entries <= 1', 'mapcount <= 1'],
    ['A4', 'page_count != 1 or locked', 'page_count != 2 or locked'],
    ['A4', 'at swap-in: map writable when access = write and', 'at swap-in: map writable when access = read and'],
    ['A4', 'at fork: copy when has_pinned and pinned', 'at fork: share'],
    ['A4', 'at fork: copy when has_pinned and pinned', 'at fork: copy when has_pinned and not pinned'],
    ['A6', 'at write fault: drain batch when page_count <= 3 and not on_lru', ''],
    ['A6', 'at write fault: drop swap cache when page_count <= 1 + in_swap_cache', ''],
    ['A6', 'at write fault: reuse when page_count = 1', 'at write fault: reuse when page_count - in_swap_cache = 1'],
    ['A6', 'at reclaim: keep when pinned', 'at reclaim: take'],
    ['A6', 'at clear_refs: skip when has_pinned and pinned and not by_pmd', 'at clear_refs: protect'],
    ['A5', 'set reclaim_tests_pins yes', 'set reclaim_tests_pins no'],
    ['A8m', 'at mprotect rw: restore when exclusive', 'at mprotect rw: leave'],
    ['A7', 'at write fault: reuse when exclusive', ''],
    ['A7', 'at gup read: unshare when pin and not exclusive', 'at gup read: take'],
    ['A7', 'at gup read: unshare when pin and not exclusive', 'at gup read: unshare when not exclusive'],
    ['A7', 'set tracks_exclusive yes', 'set tracks_exclusive no'],
  ])('%s with `%s` changed to `%s` is another rule', (id, from, to) => {
    const lines = retold[id]?.lines ?? [];
    const changed = lines.map((line) => line.replace(from, to));
    expect(changed).not.toEqual(lines);
    expect(differs(id, lines)).toBe(false);
    expect(differs(id, changed)).toBe(true);
  });
});

const shared = read(
  'mm x\nP: map v = OLD\nP: fork C\nC: read v\nP: write v = NEW\nC: read v -> seen\nnever missed-cow\n',
);

describe('a rule that makes no sense', () => {
  it('breaks isolation where it reuses what is shared, and that is seen', () => {
    const run = runOwn(shared, 'policy own like A4\nat write fault: reuse');
    expect(run).toMatchObject({ verdict: 'violated', complete: true, outcomes: [{ registers: { seen: 'NEW' } }] });
  });

  it('leaves an actor stuck where it waits for ever', () => {
    expect(runOwn(shared, 'policy own like A4\nat write fault: wait')).toMatchObject({ verdict: 'stuck' });
  });

  it('gives an unknown verdict where it sends GUP round and round, and says so', () => {
    const text = 'mm x\nP: map v = OLD\nP: fork C\nP: pin read v -> h\nnever wrong-cow\n';
    const run = runOwn(read(text), 'policy own like A7\nat gup read: unshare\nat unshare fault: reuse');
    expect(run).toMatchObject({ verdict: 'unknown', complete: false });
    expect(run.bound).toMatch(/never ends/);
  });

  it('copies at fork what nobody pinned, and the copies are counted', () => {
    const run = runOwn(shared, 'policy own like A4\nat fork: copy');
    expect(run).toMatchObject({ verdict: 'holds', complete: true, outcomes: [{ forkCopies: 1, copies: 0 }] });
  });

  it('never stops the model, whatever it says', () => {
    fc.assert(
      fc.property(random, ownPolicy(mm.own, ['A1', 'A2', 'A4', 'A7', '6.18']), fc.nat(2), (text, policy, at) => {
        const scenario = { ...read(text), ownPolicies: [policy] };
        const kinds = mm.kindsFor(scenario);
        const kind = kinds[at % kinds.length] ?? '';
        const run = runPolicy(mm, scenario, policy.id, few, kind);
        expect(run.policy).toBe(policy.id);
        for (const { schedule, trace } of run.properties) {
          if (schedule === null) continue;
          const { problem, frames } = mm.replay(scenario, policy.id, schedule, kind);
          expect(problem).toBeNull();
          expect(frames.slice(1).map(({ step }) => step)).toEqual(trace);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('a replay', () => {
  it('says what the policy looked at, line by line', () => {
    const policy =
      'policy own like A4\nat write fault: copy when locked\nat write fault: reuse when page_count - held_by(spec) = 1';
    const { frames, problem } = mm.replay(withOwn(shared, policy), 'own', 'PPCP');
    expect(problem).toBeNull();
    expect(frames.at(-1)?.step?.step).toBe('write fault: not locked, page_count 2, held_by(spec) 0, copy F0');
    expect(frames.at(-1)?.step?.why).toBe(
      'own asks “copy when locked” (not locked), then “reuse when page_count - held_by(spec) = 1” (page_count 2, held_by(spec) 0), so it copies F0; page_count is 2: map:P, map:C.',
    );
  });

  it('counts every holder: the references of a page are those of its holders', () => {
    const sum = holderRoles
      .filter((role) => role !== 'pin')
      .map((role) => `held_by(${role})`)
      .join(' + ');
    // Pins count 1024 in page_count and 1 in held_by.
    const pins = Array.from({ length: 4 }, () => 'held_by(pin)').join(' + ');
    const policy = `policy own like A4\nat write fault: reuse when page_count != ${sum} + ${pins} and pins = 0\nat write fault: reuse when pins != held_by(pin)`;
    // Were a holder left out, the first line would reuse shared pages.
    const always = 'policy own like A4\nat write fault: copy';
    for (const { scenario } of readScenarioFiles())
      expect(factsOf(runOwn(scenario, policy))).toEqual(factsOf(runOwn(scenario, always)));
  });
});

describe('a policy that is like another one', () => {
  it('has its answers where it says nothing', () => {
    const mine = 'policy first like A1\nat write fault: copy\npolicy own like first\nset reclaim_tests_pins yes';
    for (const { scenario } of readScenarioFiles())
      expect(factsOf(runOwn(scenario, mine))).toEqual(
        factsOf(runOwn(scenario, 'policy own like A1\nat write fault: copy\nset reclaim_tests_pins yes')),
      );
    expect(mm.ownPolicies(withOwn(shared, mine))).toMatchObject([{ id: 'first', rule: 'like A1' }, { id: 'own' }]);
  });
});

describe('what a policy says', () => {
  it('is never run as code: nothing here makes code of text', () => {
    const folders = ['lib/mm', 'lib/scenario', 'lib/check'];
    const root = join(import.meta.dirname, '..', '..');
    const files = folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)),
    );
    const code = files.filter((name) => name.endsWith('.ts')).map((name) => readFileSync(name, 'utf8'));
    expect(code.length).toBeGreaterThan(60);
    for (const text of code)
      expect(text).not.toMatch(/\beval\s*\(|\bnew Function\b|\bFunction\s*\(|\bimport\s*\(|['"`]constructor['"`]/);
  });
});

it('the swap cache is not dropped under whoever has the page locked, so no bound is met', () => {
  const file = readScenarioFiles().find(({ slug }) => slug === 'store-during-write-back');
  if (file === undefined) throw new Error('the scenario is gone');
  const run = runOwn(file.scenario, 'policy own like A5\nat write fault: drop swap cache\nat write fault: copy\n');
  expect(run).toMatchObject({ complete: true, bound: null });
});
