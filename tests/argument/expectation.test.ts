import { describe, expect, it } from 'vitest';
import { judgeExpectation } from '#lib/argument/expectation';
import { makeVerdictMatrix } from '#lib/argument/verdict-matrix';
import { claimOf, run, runs, toyPolicies } from './debate';

function judge(verdict: string, played: Parameters<typeof makeVerdictMatrix>[1], property = 'p'): string {
  const policies = ['T1', 'T2', 'T3'];
  const said = { person: 'ann', message: 'm@x', date: '2021-01-01', note: 'n' };
  const { expects } = claimOf('a', { expects: [{ scenario: 'a', property, policies, verdict, ...said }] });
  const [expected] = expects;
  if (expected === undefined) throw new Error('no expectation');
  return judgeExpectation(expected, makeVerdictMatrix(toyPolicies, played))
    .map(({ result, word, copies }) => `${result}: ${copies === null ? word : `${copies.least}-${copies.most}`}`)
    .join(', ');
}

describe('judgeExpectation', () => {
  it('takes a complete success and a failure for an answer, and nothing else', () => {
    const played = runs('a', 'holds', 'violated', null, 'unknown');
    expect(judge('holds', played)).toBe('confirmed: holds, refuted: violated, not decided: unknown');
    expect(judge('violated', played)).toBe('refuted: holds, confirmed: violated, not decided: unknown');
    expect(judge('violated', runs('a', 'vacuous', null, null, 'not applicable'))).toBe(
      'not decided: vacuous, not decided: null, not decided: not applicable',
    );
  });

  it('believes no run of another engine or text', () => {
    const stale = [run('a', 'T1', { p: 'holds' }, { stale: true }), run('a', 'T2', { p: 'violated' }, { stale: true })];
    expect(judge('holds', stale)).toBe('not decided: null, not decided: null, not decided: null');
  });

  it('knows a stuck actor from a property', () => {
    const played = [
      run('a', 'T1', { p: 'holds' }, { isStuck: true }),
      run('a', 'T2', { p: 'violated' }, { isStuck: true }),
      run('a', 'T3', { p: 'holds' }),
    ];
    expect(judge('stuck', played)).toBe('confirmed: stuck, confirmed: violated, refuted: holds');
    expect(judge('holds', played)).toBe('refuted: stuck, refuted: violated, confirmed: holds');
  });

  it('counts copies, and takes a bound for no answer that there are none', () => {
    const played = [
      run('a', 'T1', {}, { copies: { least: 0, most: 2 }, bound: 'states' }),
      run('a', 'T2', {}, { copies: { least: 0, most: 0 } }),
      run('a', 'T3', {}, { copies: { least: 0, most: 0 }, bound: 'states' }),
    ];
    expect(judge('copies', played, 'copies')).toBe('confirmed: 0-2, refuted: 0-0, not decided: 0-0');
    expect(judge('no copies', played, 'copies')).toBe('refuted: 0-2, confirmed: 0-0, not decided: 0-0');
  });
});
