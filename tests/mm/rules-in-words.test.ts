import { describe, expect, test } from 'vitest';
import { mm } from '#lib/mm/mm';
import { cowPolicies, deliveryPolicies, dirtyPolicies, flushPolicies } from '#lib/mm/policies';
import { putRulesInWords, sayRule } from '#lib/mm/rules-in-words';

const all = [...cowPolicies, ...flushPolicies, ...dirtyPolicies, ...deliveryPolicies];

describe('rules in words', () => {
  test.each(cowPolicies.map((policy) => [policy.id, policy] as const))('%s has words for every rule', (_, policy) => {
    const { reuse, thp, gup, copiesAtFork, swapIn } = policy;
    for (const rule of [reuse, thp, gup, copiesAtFork, swapIn]) expect(sayRule(rule)).toBeTypeOf('string');
  });

  test('speak of every kind of page, and tell policies apart that are no two names of one', () => {
    const said = new Map<string, string>();
    for (const policy of all) {
      const rules = putRulesInWords(policy);
      for (const { answers } of rules) {
        expect(Object.keys(answers)).toEqual(mm.kinds.map(({ id }) => id));
        expect(Object.values(answers)).not.toContain('the rule has no words yet');
      }
      const text = `${policy.family} ${JSON.stringify(rules)}`;
      // 5.19 changed nothing here: what is new is in the COW rule that it goes with.
      expect([policy.id, said.get(text)]).toEqual([policy.id, policy.id === 'B5' ? 'B4' : undefined]);
      said.set(text, policy.id);
    }
  });
});

test('what a policy is a change of', () => {
  const before = (ids: readonly string[]) => ids.map((id) => mm.predecessorOf(id));
  expect(before(['A1', 'A2', 'A2s', 'A3', 'A4', 'A5a', 'A5', 'A6', 'A7f', 'A8', 'A8m'])).toEqual([
    null,
    'A1',
    'A2',
    'A2',
    'A3',
    'A5',
    'A4',
    'A5',
    'A7',
    'A7',
    'A8',
  ]);
  expect(before(['P1', 'P2', 'P4', 'B0', 'B1', 'B4', 'C3', 'D1', 'Z9'])).toEqual([
    'A2',
    'A5a',
    'A5a',
    null,
    'B0',
    'B0',
    'C2',
    'D0',
    null,
  ]);
});
