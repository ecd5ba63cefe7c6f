import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignAsGit, assignLeast, FREE } from '#lib/patch/range/assign';

/** The least sum over all ways to pair rows with columns, tried one after the other. */
function tryAll(costs: readonly number[], size: number, row = 0, taken = 0): number {
  if (row === size) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (let column = 0; column < size; column++) {
    if ((taken >> column) & 1) continue;
    const cost = (costs[row * size + column] ?? 0) + tryAll(costs, size, row + 1, taken | (1 << column));
    least = Math.min(least, cost);
  }
  return least;
}

function sum(costs: readonly number[], size: number, rows: Int32Array): number {
  return Array.from(rows).reduce((total, row, column) => total + (costs[row * size + column] ?? 0), 0);
}

const squares = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.constantFrom(3, 20, 70_000)).chain(([size, most]) =>
  fc.record({
    size: fc.constant(size),
    costs: fc.array(fc.nat({ max: most }), { minLength: size * size, maxLength: size * size }),
  }),
);

describe('least-cost assignment', () => {
  test('no other costs less', () => {
    fc.assert(
      fc.property(squares, ({ size, costs }) => {
        const rows = assignLeast(Int32Array.from(costs), size);
        expect([...rows].sort()).toEqual(Array.from({ length: size }, (_, i) => i));
        expect(sum(costs, size, rows)).toBe(tryAll(costs, size));
      }),
      { numRuns: 1000 },
    );
  });

  test('a small one, by hand', () => {
    // Row 0 wants column 1, which is all that row 1 can have for less than 9.
    expect([...assignLeast(Int32Array.from([4, 1, 9, 9, 2, 9, 3, 8, 7]), 3)]).toEqual([0, 1, 2]);
    expect([...assignLeast(new Int32Array(0), 0)]).toEqual([]);
    expect([...assignLeast(Int32Array.from([5]), 1)]).toEqual([0]);
  });

  test('git gives each row away once at most, and mostly at the least cost', () => {
    let [same, all] = [0, 0];
    fc.assert(
      fc.property(squares, ({ size, costs }) => {
        const rows = [...assignAsGit(Int32Array.from(costs), size)].filter((row) => row !== FREE);
        expect(new Set(rows).size).toBe(rows.length);
        all++;
        if (rows.length === size && sum(costs, size, Int32Array.from(rows)) === tryAll(costs, size)) same++;
      }),
      { numRuns: 500 },
    );
    expect(same / all).toBeGreaterThan(0.9);
  });

  test('200 by 200 with everything as good as everything else', () => {
    const rows = assignLeast(new Int32Array(200 * 200).fill(7), 200);
    expect(new Set(rows).size).toBe(200);
  });
});
