import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSynthesis } from '#lib/argument/recorded-synthesis';
import { synthesisFile } from '#lib/content/synthesis';
import { hashText } from '#lib/db/hash-text';
import { kindsFor } from '#lib/mm/applies';
import { mm } from '#lib/mm/mm';
import { ownKernel } from '#lib/mm/own/kernel';
import { printRule, ruleOf } from '#lib/mm/synthesis/own-text';
import { makeSpace } from '#lib/mm/synthesis/space';
import { bare, makeTrial, playOut } from '#lib/mm/synthesis/trial';
import { printOwnPolicy } from '#lib/scenario/print-own';
import type { Scenario } from '#lib/scenario/scenario';
import type { FoundRule, Judged, SynthesisResult } from '#lib/scenario/synthesis';
import { defaultBounds, runPolicy } from '#lib/simulators';
import type { Ending } from '#lib/synthesis/trial';
import { readScenarioFiles } from './files';

const all: readonly Judged[] = readScenarioFiles();

function pick(...slugs: readonly string[]): readonly Judged[] {
  const picked = all.filter(({ slug }) => slugs.includes(slug));
  expect(picked).toHaveLength(slugs.length);
  return picked;
}

function search(scenarios: readonly Judged[], size: number): SynthesisResult {
  const run = mm.synthesis!.begin(scenarios, size);
  while (!run.advance());
  return run.result!;
}

/** Judges a rule as any policy of one's own is judged: the whole scenario, by the ordinary search. */
function judgePlainly({ text }: FoundRule, scenarios: readonly Judged[]) {
  const { policies } = mm.parseOwn(text);
  const [policy] = policies!;
  const notRight: string[] = [];
  let least = 0;
  let most = 0;
  for (const { slug, scenario } of scenarios)
    for (const kind of mm.kindsFor(scenario)) {
      const judged: Scenario = { ...bare(scenario), ownPolicies: [policy!] };
      const run = runPolicy(mm, judged, policy!.id, defaultBounds, kind);
      if (run.verdict !== 'holds' && run.verdict !== 'vacuous') {
        notRight.push(`${slug} ${kind}`);
        continue;
      }
      const copies = run.outcomes.map((end) => end.copies + end.unshares + end.forkCopies);
      least += Math.min(...copies);
      most += Math.max(...copies);
    }
  return { notRight, least, most };
}

describe('a small search', () => {
  const scenarios = pick('vmsplice-unmap-in-order', 'mprotect-and-pin', 'pin-before-fork-unmap');
  const found = search(scenarios, 4);

  test('lists rules that the ordinary judge finds right, at the same price', () => {
    expect(found.all.rules.length).toBeGreaterThan(0);
    for (const rule of found.all.rules) {
      expect(rule.notRight).toEqual([]);
      expect(judgePlainly(rule, scenarios)).toEqual({ notRight: [], least: rule.least, most: rule.most });
    }
  });

  test('does not list the rule of 5.7, under which the reader sees what is stored', () => {
    const counted = /reuse when max_mapcount(?: \+ swap_entries)? = 1$/m;
    const bad = found.all.rules.filter(({ text }) => counted.test(text) && text.includes('at gup read: take'));
    expect(bad).toEqual([]);
    expect(found.known.find(({ policy }) => policy === 'A1')?.notRight.map(({ scenario }) => scenario)).toContain(
      'vmsplice-unmap-in-order',
    );
  });

  test('lists no two rules that fare alike, and none larger than asked for', () => {
    const texts = found.all.rules.map(({ text }) => text.replace(/^policy \S+/, ''));
    expect(new Set(texts).size).toBe(texts.length);
    for (const { size } of found.all.rules) expect(size).toBeLessThanOrEqual(4);
  });

  test('prints each rule in canonical form', () => {
    for (const { text } of found.all.rules) {
      const [policy] = mm.parseOwn(text).policies!;
      expect(`${printOwnPolicy(policy!).join('\n')}\n`).toBe(text);
    }
  });
});

test('says which scenarios no rule gets right, and lists those that fail nothing else', () => {
  // A device writes through a plain reference that was taken before fork; no rule of size 0 looks at anything.
  const found = search(pick('direct-io-and-fork', 'fork-and-store'), 0);
  expect(found.all.hopeless.map(({ scenario }) => scenario)).toContain('direct-io-and-fork');
  expect(found.all.rules[0]?.notRight).toEqual(found.all.hopeless);
});

test('a rule fares as its text does', () => {
  const spaces = [false, true].map((hasMarks) => makeSpace(hasMarks, 2));
  const arbitrary = fc.nat(1).chain((marks) => {
    const space = spaces[marks]!;
    return fc.tuple(
      fc.constant(space),
      fc.tuple(...space.slots.map(({ options }) => fc.nat(options.length - 1))),
      fc.constantFrom(...all),
    );
  });
  const bounds = { maxStates: 4000, maxCountedStates: 4000 };
  fc.assert(
    fc.property(arbitrary, fc.nat(2), ([space, options, { slug, scenario }], which) => {
      const judged = bare(scenario);
      const kinds = kindsFor(scenario);
      const kind = kinds[which % kinds.length]!;
      const asked: Ending = makeTrial(space, slug, judged, kind, bounds).play((slot, seen) =>
        space.slots[slot]!.options[options[slot]!]!.answer(seen),
      );
      const [policy] = mm.parseOwn(printRule(ruleOf(space, options), 'one')).policies!;
      expect(asked).toEqual(playOut(judged, ownKernel(policy!, [policy!]), kind, bounds));
    }),
    { numRuns: 150 },
  );
});

test('the first recorded rules are what the ordinary judge says of them', ({ skip }) => {
  const file = join(import.meta.dirname, '../../content', synthesisFile('cow-reuse'));
  const recorded = parseSynthesis(readFileSync(file, 'utf8'));
  if (typeof recorded === 'string') throw new Error(recorded);
  if (recorded.corpus !== hashText(mm.synthesis!.corpusOf(all))) skip('recorded of other scenarios');
  for (const rule of recorded.all.rules.slice(0, 2)) {
    const notRight = rule.notRight.map(({ scenario, kind }) => `${scenario} ${kind}`);
    expect(judgePlainly(rule, all)).toEqual({ notRight, least: rule.least, most: rule.most });
  }
});
