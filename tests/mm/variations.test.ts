import { describe, expect, test } from 'vitest';
import { mm } from '#lib/mm/mm';
import { type FlipResult, searchFlips } from '#lib/scenario/flip';
import type { Scenario } from '#lib/scenario/scenario';
import { runPolicy } from '#lib/simulators';
import { readScenarioFiles } from './files';

const files = readScenarioFiles();
const bounds = { maxStates: 50_000, maxCountedStates: 0 };

function getScenario(slug: string): Scenario {
  return files.find((file) => file.slug === slug)!.scenario;
}

function flip(slug: string, policy: string, kind = 'base', most = 1000): FlipResult {
  const steps = searchFlips(mm, getScenario(slug), policy, kind, { bounds, most });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** What turns a property, each as its changes joined. */
function turning(result: FlipResult, property: string): readonly string[] {
  const found = result.properties.find((one) => one.property === property);
  return found!.flips.map(({ changes }) => changes.join(' AND '));
}

test('every variation of every scenario is a canonical text of its own that parses', () => {
  for (const { slug, scenario } of files) {
    const texts = mm.variations!(scenario).map((variation) => mm.print(variation.scenario));
    expect({ slug, different: new Set(texts).size }).toEqual({ slug, different: texts.length });
    expect(texts).not.toContain(mm.print(scenario));
    for (const text of texts) {
      const { scenario: read, issues } = mm.parse(text);
      expect({ slug, text, issues }).toEqual({ slug, text, issues: [] });
      expect(mm.print(read!)).toBe(text);
    }
  }
});

test('a variation says what is otherwise, by the kind of assumption', () => {
  const titles = mm.variations!(getScenario('vmsplice-unmap-in-order')).map(({ id, title }) => `${id}: ${title}`);
  expect(titles).toContain('page-kind: the page is a THP');
  expect(titles).toContain('handle-kind: C takes a pin instead of a plain reference');
  expect(titles).toContain('fork-order: “P: vmsplice v -> pipe” comes before “P: fork C”');
  expect(titles).toContain('doer: P does what C does in “C: munmap v”');
  expect(titles).toContain('omission: “C: munmap v” does not happen');
  expect(titles).toContain('order: “C: munmap v” comes before “C: vmsplice v -> pipe”');
  expect(titles).toContain('swap-trip: the page at P:v is swapped out before “C: munmap v”');
  expect(titles).toContain(
    'passing-reference: a passing reference is taken to the page at P:v before “P: write v = SECRET”',
  );
});

describe('flips that the tables of the domain know', () => {
  test('what 5.12 keeps of a base page leaks on a THP, on hugetlbfs and through swap', () => {
    const found = turning(flip('vmsplice-unmap-in-order', 'A5'), 'missed-cow');
    expect(found).toContain('the page is a THP');
    expect(found).toContain('the page is a hugetlb page');
    expect(found).toContain('the page at P:v is swapped out before “P: write v = SECRET”');
  });

  test('today hugetlbfs alone is left', () => {
    expect(turning(flip('vmsplice-unmap-in-order', 'A8'), 'missed-cow')).toEqual(['the page is a hugetlb page']);
  });

  test('a pin survives fork where a plain reference does not, and the other way round', () => {
    const buffer = flip('direct-io-and-fork', 'A5');
    expect(turning(buffer, 'missed-cow')).toContain(
      'P takes a pin for writing instead of a plain reference for writing',
    );
    expect(turning(flip('pin-before-fork', 'A5'), 'finally pin = FF and mm = FF')).toContain(
      'P takes a plain reference for writing instead of a pin for writing',
    );
    expect(turning(flip('get-before-fork-unmap', 'A5', 'hugetlb'), 'missed-cow')).toContain(
      'P takes a pin instead of a plain reference',
    );
  });

  test('where no single change turns a verdict, two are said', () => {
    expect(turning(flip('pin-before-fork-unmap', 'A5'), 'missed-cow')).toContain(
      'the page is a THP AND P takes a plain reference instead of a pin',
    );
  });

  test('under the rule of 5.8 only the policy before it leaks by a single change', () => {
    expect(turning(flip('vmsplice-unmap-in-order', 'A2', 'base', 40), 'missed-cow')).toEqual(['the policy is A1']);
  });
});

test('each flip has the verdict that its text has', () => {
  const result = flip('get-before-fork-unmap', 'A5');
  const flips = result.properties.flatMap(({ property, flips }) => flips.map((one) => ({ property, ...one })));
  expect(flips.length).toBeGreaterThan(0);
  for (const { property, verdict, policy, kind, text } of flips) {
    const run = runPolicy(mm, mm.parse(text).scenario!, policy, bounds, kind);
    expect(run.properties.find(({ name }) => name === property)?.verdict).toBe(verdict);
  }
});

test('a bound on what is played is said', () => {
  expect(flip('vmsplice-unmap-in-order', 'A2', 'base', 5)).toMatchObject({ played: 5, isComplete: false });
});
