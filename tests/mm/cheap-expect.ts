import { expect as full } from 'vitest';

/**
 * `expect` for what is asked in every state of a search: compares first, and asks the full one only where that differs.
 * Two lists are equal here when they have the same elements.
 */
export function expect(actual: unknown, message?: string) {
  const isSame = (expected: unknown) =>
    Array.isArray(actual) && Array.isArray(expected)
      ? actual.length === expected.length && actual.every((one, index) => Object.is(one, expected[index]))
      : Object.is(actual, expected);
  const number = Number(actual);
  return {
    toBe: (expected: unknown) => {
      if (!Object.is(actual, expected)) full(actual, message).toBe(expected);
    },
    toEqual: (expected: unknown) => {
      if (!isSame(expected)) full(actual, message).toEqual(expected);
    },
    toBeGreaterThan: (least: number) => {
      if (!(number > least)) full(actual, message).toBeGreaterThan(least);
    },
    toBeGreaterThanOrEqual: (least: number) => {
      if (!(number >= least)) full(actual, message).toBeGreaterThanOrEqual(least);
    },
    toBeLessThanOrEqual: (most: number) => {
      if (!(number <= most)) full(actual, message).toBeLessThanOrEqual(most);
    },
  };
}
