import { describe, expect, test } from 'vitest';
import { turnClaim } from '#lib/argument/claim-turn';
import type { JudgedRun, PropertyTest } from '#lib/argument/verdict-matrix';
import type { VerdictWord } from '#lib/scenario/run';

const leak: PropertyTest = { scenario: 'leak', property: 'never' };
const price: PropertyTest = { scenario: 'leak', property: 'copies' };

function run(word: VerdictWord, more: Partial<JudgedRun> = {}): JudgedRun {
  return {
    scenario: 'leak',
    kind: 'plain',
    isFirst: true,
    policy: 'P',
    isApplicable: true,
    isStuck: false,
    words: new Map([['never', word]]),
    copies: { least: 1, most: 1 },
    bound: null,
    stale: false,
    ...more,
  };
}

const turn = (tests: readonly PropertyTest[], before: JudgedRun | undefined, after: JudgedRun | undefined) =>
  turnClaim(
    'c',
    tests,
    () => before,
    () => after,
  );

describe('what becomes of a claim', () => {
  test('breaks and mends are a promise that was kept on the other side', () => {
    expect(turn([leak], run('holds'), run('violated'))).toMatchObject({
      kind: 'breaks',
      before: { word: 'holds' },
      after: { word: 'violated', test: leak },
    });
    expect(turn([leak], run('violated'), run('holds')).kind).toBe('mends');
    // An actor that can never finish outweighs a property that holds.
    expect(turn([leak], run('holds'), run('holds', { isStuck: true })).kind).toBe('breaks');
  });

  test('a possibility that is gone, and what is unknown, are neither', () => {
    expect(turn([leak], run('reached'), run('unreached')).kind).toBe('changes');
    expect(turn([leak], run('unknown'), run('violated')).kind).toBe('changes');
    expect(turn([leak], run('holds'), undefined)).toMatchObject({ kind: 'changes', after: null });
  });

  test('the same word at another price is a cost', () => {
    const dear = run('holds', { copies: { least: 1, most: 2 } });
    expect(turn([leak, price], run('holds'), dear)).toMatchObject({ kind: 'costs', copies: { test: price } });
    expect(turn([price], run('holds'), dear).kind).toBe('costs');
    expect(turn([leak], run('holds'), dear).kind).toBe('same');
  });

  test('a run that is stale or not applicable says nothing', () => {
    expect(turn([leak], run('holds', { stale: true }), run('holds', { isApplicable: false })).kind).toBe('unasked');
    expect(turn([], run('holds'), run('violated')).kind).toBe('unasked');
  });
});
