import { expect, test } from 'vitest';
import { Kept } from '../../lib/db/kept.ts';

test('what was not asked for longest goes first', () => {
  const kept = new Kept<number>(12);
  kept.set('a', 1, 3);
  kept.set('b', 2, 3);
  kept.set('c', 3, 3);
  kept.set('d', 4, 3);
  expect(kept.get('a')).toBe(1);
  kept.set('e', 5, 3);
  expect(['a', 'b', 'c', 'd', 'e'].map((key) => kept.get(key))).toEqual([1, undefined, 3, 4, 5]);
});

test('one value never pushes all others out', () => {
  const kept = new Kept<number>(12);
  kept.set('a', 1, 3);
  kept.set('large', 2, 4);
  expect([kept.get('a'), kept.get('large')]).toEqual([1, undefined]);
});
