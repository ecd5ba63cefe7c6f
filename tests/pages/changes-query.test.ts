import { expect, test } from 'vitest';
import type { ChangeRow } from '#lib/db/record-types';
import { narrowChanges, readChangesQuery, withoutFilter } from '../../app/patches/change-filters';

const change = (slug: string, state: ChangeRow['state'], author: string | null): ChangeRow => ({
  slug,
  title: slug,
  author: author === null ? null : { slug: author, name: author },
  date: '2021-12-18',
  state,
  commit: null,
  release: null,
  messageId: null,
  held: false,
});
const changes = [change('one', 'merged', 'ann'), change('two', 'rejected', 'bob'), change('three', 'merged', null)];

test('changes are narrowed by state and author, and turned round', () => {
  const slugs = (query: Record<string, string>) =>
    narrowChanges(changes, readChangesQuery(query)).kept.map(({ slug }) => slug);
  expect(slugs({})).toEqual(['one', 'two', 'three']);
  expect(slugs({ state: 'merged' })).toEqual(['one', 'three']);
  expect(slugs({ author: 'ann' })).toEqual(['one']);
  expect(slugs({ sort: 'newest' })).toEqual(['three', 'two', 'one']);
});

test('where none is left the filter is named without which most would be', () => {
  const asked = readChangesQuery({ state: 'merged', author: 'bob' });
  expect(narrowChanges(changes, asked)).toEqual({ kept: [], blamed: { name: 'author', count: 2 } });
  expect(withoutFilter(asked, 'author')).toBe('/patches?state=merged#changes');
  expect(withoutFilter(asked, null)).toBe('/patches#changes');
});
