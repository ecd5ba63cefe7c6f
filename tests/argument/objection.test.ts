import { describe, expect, it } from 'vitest';
import { judgeObjection } from '#lib/argument/objection';
import type { VerdictWord } from '#lib/scenario/run';
import { makeDebate, runs } from './debate.ts';

const changes = [
  { id: 'posted', policies: ['X1'] },
  { id: 'mends', policies: ['T2'] },
  { id: 'mends-in-part', policies: ['T2', 'X2'] },
  { id: 'unplayed', policies: [] },
];

/** The policies are T1, T2, T2s, T3, X1, X2; today's is T3. */
function judge(words: readonly VerdictWord[], answers: readonly object[], given: object = {}) {
  const base = { id: 'o', title: 'O', person: 'ann', message: 'o@example.org', date: '2021-01-01', change: 'posted' };
  const scenario = { scenario: 's', property: 'p' };
  const debate = makeDebate({
    changes,
    objections: [{ ...base, scenario, answers, ...given }],
    runs: runs('s', ...words),
  });
  return judgeObjection(debate.objections[0]!, debate, ['T3']);
}

const answer = (kind: string, given: object = {}) => ({
  kind,
  date: '2021-02-01',
  note: 'n',
  ...(kind === 'addressed' ? { change: 'mends' } : { person: 'bob' }),
  ...given,
});

const V = 'violated';
const H = 'holds';

describe('judgeObjection', () => {
  it('is open without an answer, and says whether its scenario shows it', () => {
    expect(judge([V, V, V, V, V, V], [])).toMatchObject({ state: 'open', wasRight: true, today: { word: V } });
    expect(judge([V, V, V, V, H, V], [])).toMatchObject({ state: 'open', wasRight: false });
    expect(judge([V, V, V, V, 'unknown', V], []).wasRight).toBeNull();
    expect(judge([], [])).toMatchObject({ state: 'open', wasRight: null, today: null });
  });

  it('is addressed only by a change under whose policies its scenario no longer fails', () => {
    expect(judge([V, H, H, H, V, V], [answer('addressed')])).toMatchObject({ state: 'addressed', isOnWord: false });
    const still = judge([V, V, V, V, V, V], [answer('addressed', { person: 'bob' })]);
    expect(still).toMatchObject({ state: 'open', answers: [{ isTrue: false, under: [{ policy: 'T2', word: V }] }] });
    const part = judge([V, H, H, H, V, V], [answer('addressed', { change: 'mends-in-part' })]);
    expect(part).toMatchObject({ state: 'open', answers: [{ isTrue: false }] });
  });

  it('does not take a bound, a missing run or another family for success', () => {
    expect(judge([V, 'unknown', H, H, V, V], [answer('addressed')]).state).toBe('open');
    expect(judge([V], [answer('addressed')]).state).toBe('open');
    expect(judge([V, 'not applicable', H, H, V, V], [answer('addressed')]).state).toBe('open');
  });

  it('is addressed on a person’s word, and marked, where nothing runs', () => {
    const byWord = answer('addressed', { person: 'bob' });
    expect(judge([], [byWord], { scenario: undefined })).toMatchObject({ state: 'addressed', isOnWord: true });
    expect(judge([], [answer('addressed')], { scenario: undefined }).state).toBe('open');
    const unplayed = answer('addressed', { change: 'unplayed', person: 'bob' });
    expect(judge([V, H, H, H, V, V], [unplayed])).toMatchObject({ state: 'addressed', isOnWord: true });
  });

  it('is open again when its scenario fails under a later release and still does', () => {
    expect(judge([V, H, H, V, V, V], [answer('addressed')])).toMatchObject({ state: 'open', regressions: ['T3'] });
    const mended = judge([V, H, V, H, V, V], [answer('addressed')]);
    expect(mended).toMatchObject({ state: 'addressed', regressions: ['T2s'] });
  });

  it('stands where it was rejected and its scenario fails today', () => {
    expect(judge([V, V, V, V, V, V], [answer('rejected')]).state).toBe('standing');
    expect(judge([V, H, H, H, V, V], [answer('rejected')]).state).toBe('rejected');
    expect(judge([], [answer('rejected')], { scenario: undefined })).toMatchObject({
      state: 'rejected',
      isOnWord: true,
    });
  });

  it('goes by the last answer, whatever the order in the record', () => {
    const answers = [answer('addressed', { date: '2022-01-01' }), answer('rejected')];
    expect(judge([V, H, H, H, V, V], answers).state).toBe('addressed');
    expect(judge([V, H, H, H, V, V], answers.toReversed()).state).toBe('addressed');
  });

  it.each(['conceded', 'withdrawn'])('is %s when a person says so, even where its scenario fails', (kind) => {
    expect(judge([V, V, V, V, V, V], [answer(kind)])).toMatchObject({ state: kind, today: { word: V } });
  });
});
