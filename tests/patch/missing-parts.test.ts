import { expect, test } from 'vitest';
import { findMissing, type HeldPart } from '#lib/patch/series/missing-parts';
import { sayVersion } from '#lib/patch/series/version-label';

const held = (id: string, part: number | undefined, absentParent?: string): HeldPart => {
  return { id, part, isCover: part === 0, absentParent };
};

test('the numbers that are not held; a part between two others is none of them', () => {
  expect(findMissing([held('c', 0), held('a', 1), held('b', 1.5)], 3)).toEqual({
    missing: [2, 3],
    coverMissing: false,
  });
  expect(findMissing([held('a', undefined)], undefined)).toEqual({ missing: [], coverMissing: false });
});

test('the ids of a posting tell that it had a cover letter', () => {
  const [with0, without] = ['20211217113049.23850-2-david@example.org', '20211217113049.23850-1-david@example.org'];
  expect(findMissing([held(with0, 1)], 2)).toEqual({ missing: [2], coverMissing: true });
  expect(findMissing([held(without, 1, 'somewhere')], 2)).toEqual({ missing: [2], coverMissing: false });
  expect(findMissing([held('20230101-gup-v2-2-0123abcd@example.org', 2)], 2).coverMissing).toBe(true);
});

test('two parts that answer one absent mail had a cover letter; parts that answer an absent first one did not', () => {
  expect(findMissing([held('a', 1, 'gone'), held('b', 2, 'gone')], 2).coverMissing).toBe(true);
  expect(findMissing([held('b', 2, 'gone'), held('c', 3, 'gone')], 3)).toEqual({ missing: [1], coverMissing: false });
});

test('versions by name', () => {
  expect(sayVersion({ version: 2.1, isRfc: false, isResend: false })).toBe('v2.1');
  expect(sayVersion({ version: 1, isRfc: true, isResend: true })).toBe('RFC v1 resent');
});
