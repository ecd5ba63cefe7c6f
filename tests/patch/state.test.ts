import { describe, expect, test } from 'vitest';
import { givenStates } from '#lib/argument/record/series-state';
import { type StateFacts, seriesStates, stateOf } from '#lib/patch/series/state';

const none: StateFacts = {
  label: 'v2',
  isRfc: false,
  patches: 3,
  missing: 0,
  later: null,
  change: null,
  commits: { patches: 0, release: null },
  counts: { reviewed: 0, acked: 0, tested: 0, nacked: 0 },
  nackedBy: [],
  takenBy: [],
  replies: 0,
};

describe('what is computed', () => {
  test.each<[string, string, Partial<StateFacts>]>([
    ['new', 'Nobody answered it yet.', {}],
    ['under review', 'One mail answers it.', { replies: 1 }],
    [
      'under review',
      '4 mails answer it; 2 people consented.',
      { replies: 4, counts: { ...none.counts, reviewed: 1, acked: 1 } },
    ],
    ['RFC', 'It asks for comments, and not to be merged.', { isRfc: true, replies: 3 }],
    ['incomplete', 'One of its patches is not held.', { missing: 1, isRfc: true }],
    [
      'accepted',
      'Bo wrote that it was applied on 2021-02-03.',
      { takenBy: [{ name: 'Bo', dateIso: '2021-02-03T00:00:00Z' }], replies: 1 },
    ],
    [
      'changes requested',
      'Bo, Cy said no to it.',
      { nackedBy: ['Bo', 'Cy'], takenBy: [{ name: 'Di', dateIso: null }] },
    ],
    ['accepted', '2 of its 3 patches are commits.', { commits: { patches: 2, release: null } }],
    ['superseded', 'v3 was posted after it.', { later: { label: 'v3', commits: 0 }, nackedBy: ['Bo'] }],
    [
      'superseded',
      'v3 was posted after it.',
      { later: { label: 'v3', commits: 3 }, commits: { patches: 3, release: 'v5.1' } },
    ],
    [
      'merged',
      'All 3 patches are commits, first in v5.1.',
      { later: { label: 'v3', commits: 0 }, commits: { patches: 3, release: 'v5.1' } },
    ],
    ['merged', 'It is a commit.', { patches: 1, commits: { patches: 1, release: null } }],
    [
      'rejected',
      'It was rejected, as its record says.',
      { change: { state: 'rejected', release: null }, later: { label: 'v3', commits: 0 } },
    ],
    [
      'merged',
      'Merged for 5.12, as its record says.',
      { change: { state: 'merged', release: '5.12' }, nackedBy: ['Bo'] },
    ],
    ['new', 'Nobody answered it yet.', { change: { state: 'proposed', release: null } }],
  ])('%s: %s', (state, why, facts) => {
    expect(stateOf({ ...none, ...facts })).toEqual({ state, why, given: null });
  });

  test('a cover letter without a patch is no commit', () => {
    expect(stateOf({ ...none, patches: 0, missing: 3 }).state).toBe('incomplete');
  });
});

test("a person's word counts more, and says whose it is", () => {
  const given = { state: 'withdrawn', author: 'Ann Ek <ann@x.org>', date: '2021-03-04', note: null } as const;
  expect(stateOf({ ...none, nackedBy: ['Bo'] }, given)).toEqual({
    state: 'withdrawn',
    why: 'Ann Ek said so on 2021-03-04.',
    given,
  });
  expect([...seriesStates, 'computed']).toEqual([...givenStates]);
});
