import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { marks, storeTerms } from '#lib/db/index/postgres-terms';
import { type Column, columns } from '#lib/search/column';
import { cutTerms } from '#lib/search/terms';

/** The lexemes of a tsvector in its binary form. */
function readVector(vector: Buffer): string[] {
  const lexemes = vector.subarray(4).toString().split('\0\0\0').slice(0, -1);
  expect(vector.readInt32BE()).toBe(lexemes.length);
  return lexemes;
}

const someText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.constantFrom('a', 'b', 'ab', 'A', 'é', 'ß', '内', 'x_1', '.', ' ', 'w'.repeat(70)), { maxLength: 30 })
    .map((all) => all.join(' ')),
);
const someTexts = fc
  .array(fc.tuple(fc.constantFrom<Column>(...columns), someText), { maxLength: 6 })
  .map((pairs) => Object.fromEntries(pairs));

test('what is stored are the terms that are asked for: in their order, and each once a column with its mark', () => {
  fc.assert(
    fc.property(someTexts, (given: Partial<Record<Column, string>>) => {
      const { vector, texts } = storeTerms(given);
      const expected = columns.map((column) => cutTerms(given[column] ?? ''));
      expect(texts.map(String)).toEqual(expected.map((terms) => (terms.length === 0 ? '' : ` ${terms.join(' ')} `)));
      const lexemes = columns.flatMap((column, i) => [...new Set(expected[i])].map((term) => marks[column] + term));
      expect(readVector(vector ?? Buffer.alloc(4))).toEqual(lexemes);
    }),
    { numRuns: 500 },
  );
});

test('every column has a mark of its own', () => {
  expect(new Set(Object.values(marks)).size).toBe(columns.length);
  expect(Object.values(marks).every((mark) => /^[a-z]$/.test(mark))).toBe(true);
});

test('many different terms are told apart, and too many for a tsvector are stored without one', () => {
  const terms = Array.from({ length: 30_000 }, (_, i) => `w${i.toString(36)}`);
  const { vector } = storeTerms({ nq: [...terms, ...terms].join(' ') });
  expect(readVector(vector ?? Buffer.alloc(4))).toEqual(terms.map((term) => `n${term}`));
  expect(storeTerms({ nq: terms.map((term) => `${term}_${'long'.repeat(9)}`).join(' ') }).vector).toBeUndefined();
});
