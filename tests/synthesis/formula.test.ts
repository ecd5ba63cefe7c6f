import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Direction,
  type Formula,
  isTrue,
  keyOfFormula,
  listFormulas,
  normalize,
  sizeOfFormula,
} from '#lib/synthesis/formula';

const either = (things: number): readonly Direction[] => Array.from({ length: things }, () => 'either');

test('one thing gives itself and its opposite', () => {
  expect(listFormulas(either(1), 3).map(keyOfFormula)).toEqual(['00', '!00']);
});

test('counts by hand: 2n of one thing, 8 of each pair, 64 of each three', () => {
  // A pair: and, or, each with four choices of `not`. Three: and, or of all (8 each), and each joint of one with a pair
  // under the other joint (3 pairs x 2 x 4 = 24 each).
  expect(listFormulas(either(4), 1)).toHaveLength(8);
  expect(listFormulas(either(4), 2)).toHaveLength(8 + 6 * 8);
  expect(listFormulas(either(4), 3)).toHaveLength(8 + 6 * 8 + 4 * 64);
});

test('a thing that is a reason in one direction alone stands in that direction alone', () => {
  expect(listFormulas(['so', 'not'], 2).map(keyOfFormula)).toEqual(['00', '!01', '(00 & !01)', '(00 | !01)']);
});

test('no two that are listed are written alike, and small ones come first', () => {
  const listed = listFormulas(either(4), 3);
  expect(new Set(listed.map(keyOfFormula)).size).toBe(listed.length);
  const sizes = listed.map(sizeOfFormula);
  expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
});

test('no two that are listed are the same condition', () => {
  const table = (formula: Formula) => Array.from({ length: 16 }, (_, seen) => (isTrue(formula, seen) ? 1 : 0)).join('');
  const listed = listFormulas(either(4), 3);
  expect(new Set(listed.map(table)).size).toBe(listed.length);
});

test('what is listed is in normal form', () => {
  for (const formula of listFormulas(either(4), 3)) expect(normalize(formula)).toEqual(formula);
});

/** Any formula that looks at each of these things once, however its joints are nested and ordered. */
function formulaOf(things: readonly number[]): fc.Arbitrary<Formula> {
  const [first] = things;
  if (first === undefined || things.length === 1)
    return fc.boolean().map((not) => ({ is: 'atom', atom: first ?? 0, not }));
  return fc
    .tuple(
      fc.constantFrom('and' as const, 'or' as const),
      fc.shuffledSubarray([...things], { minLength: things.length }),
      fc.integer({ min: 1, max: things.length - 1 }),
    )
    .chain(([is, order, cut]) =>
      fc.tuple(formulaOf(order.slice(0, cut)), formulaOf(order.slice(cut))).map((of): Formula => ({ is, of })),
    );
}

test('the normal form is stable, means the same and is listed', () => {
  const listed = new Set(listFormulas(either(4), 4).map(keyOfFormula));
  const things = fc.subarray([0, 1, 2, 3], { minLength: 1 });
  fc.assert(
    fc.property(things.chain(formulaOf), (formula) => {
      const normal = normalize(formula);
      expect(normalize(normal)).toEqual(normal);
      expect(listed.has(keyOfFormula(normal))).toBe(true);
      for (let seen = 0; seen < 16; seen++) expect(isTrue(normal, seen)).toBe(isTrue(formula, seen));
    }),
  );
});
