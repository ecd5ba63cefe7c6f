import { describe, expect, it } from 'vitest';
import { findDisagreements } from '#lib/argument/disagreement';
import { claimOf, makeDebate, relates, runs, says } from './debate.ts';

const find = (...given: Parameters<typeof makeDebate>) => findDisagreements(makeDebate(...given));

describe('findDisagreements', () => {
  it('sets two claims that rebut each other side by side, once', () => {
    const claims = [
      claimOf('b', { stances: [says('ann', 'asserts')], relations: [relates('rebuts', 'a')] }),
      claimOf('a', { stances: [says('bob', 'asserts', '2021-02-01')], relations: [relates('rebuts', 'b')] }),
    ];
    const [found, ...others] = find({ claims });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ id: 'a.b', type: 'factual', because: [], since: '2021-02-01', isLive: true });
    expect(found?.sides.map(({ claim, voices }) => [claim, voices.map(({ person }) => person)])).toEqual([
      ['b', ['ann']],
      ['a', ['bob']],
    ]);
    expect(found?.relations).toHaveLength(2);
    expect(find({ claims: claims.toReversed() })[0]?.id).toBe('a.b');
  });

  it('takes who rejects a claim for a voice of what is set against it, and does not list the claim once more', () => {
    const claims = [
      claimOf('a', { stances: [says('ann', 'asserts'), says('cyd', 'rejects')] }),
      claimOf('b', { stances: [says('bob', 'asserts')], relations: [relates('contrary', 'a')] }),
    ];
    const found = find({ claims });
    expect(found).toHaveLength(1);
    expect(found[0]?.sides.map(({ voices }) => voices.map(({ person }) => person))).toEqual([['bob', 'cyd'], ['ann']]);
  });

  it('lists a claim that some hold and some do not', () => {
    const [found] = find({ claims: [claimOf('a', { stances: [says('ann', 'asserts'), says('bob', 'lukewarm')] })] });
    expect(found).toMatchObject({ id: 'a', sides: [{ claim: 'a' }, { claim: null, voices: [{ person: 'bob' }] }] });
  });

  it.each([
    ['one that all hold', { stances: [says('ann', 'asserts'), says('bob', 'accepts')] }],
    ['one that nobody holds', { stances: [says('ann', 'rejects')] }],
    ['what one person holds and doubts', { stances: [says('ann', 'asserts'), says('ann', 'rejects', '2021-02-01')] }],
  ])('does not list %s', (_, given) => {
    expect(find({ claims: [claimOf('a', given)] })).toEqual([]);
  });

  it('does not take support, or an attack on an inference, for a disagreement', () => {
    const claims = [
      claimOf('a'),
      claimOf('b', {
        stances: [says('bob', 'asserts')],
        relations: [relates('supports', 'a'), relates('undercuts', 'a')],
      }),
    ];
    expect(find({ claims })).toEqual([]);
  });

  it('is over when nobody’s last word is for one of the sides', () => {
    const conceding = [says('ann', 'asserts'), says('bob', 'rejects'), says('bob', 'concedes', '2021-02-01')];
    const [found] = find({ claims: [claimOf('a', { stances: conceding })] });
    expect(found?.isLive).toBe(false);
    expect(found?.sides[1].voices).toMatchObject([{ person: 'bob', hasLeft: true }]);
    expect(found?.sides[0].voices).toMatchObject([
      { person: 'ann', hasLeft: false },
      { person: 'bob', hasLeft: false },
    ]);
  });

  it.each([
    ['factual', 'factual', 'factual', []],
    ['factual', 'empirical', 'empirical', ['b']],
    ['normative', 'empirical', 'normative', ['a']],
    ['normative', 'scope', 'scope', ['b']],
    ['verbal', 'scope', 'verbal', ['a']],
    ['normative', 'normative', 'normative', ['a', 'b']],
  ])('of a %s and a %s claim is %s', (one, other, type, because) => {
    const claims = [
      claimOf('a', { kind: one, relations: [relates('rebuts', 'b')] }),
      claimOf('b', { kind: other, stances: [says('bob', 'asserts')] }),
    ];
    expect(find({ claims })[0]).toMatchObject({ type, because });
  });

  it('says under which policies the runs decide for whom', () => {
    const claims = [
      claimOf('a', { relations: [relates('rebuts', 'b')] }),
      claimOf('b', { stances: [says('bob', 'asserts')] }),
    ];
    const played = [
      // T1, T2, T2s, T3, X1, X2
      ...runs('a', 'holds', 'violated', 'violated', 'unknown', 'holds', 'stuck'),
      ...runs('b', 'violated', 'holds', 'holds', 'vacuous', 'holds', 'violated'),
    ];
    expect(find({ claims, runs: played })[0]?.decisions).toEqual([
      { family: 'toy', says: 'first', policies: ['T1'] },
      { family: 'toy', says: 'second', policies: ['T2'] },
      { family: 'toy', says: 'both', policies: ['X1'] },
      { family: 'toy', says: 'neither', policies: ['X2'] },
    ]);
  });

  it('leaves out a family whose policies all say the same, where another tells the sides apart', () => {
    const debate = makeDebate({
      claims: [claimOf('a', { stances: [says('ann', 'asserts'), says('bob', 'rejects')] })],
      runs: runs('a', 'violated', 'holds', 'holds', 'holds', 'holds', 'holds'),
    });
    const policies = debate.verdicts.policies.map((policy) =>
      policy.standing === 'proposed' ? { ...policy, family: 'other' } : policy,
    );
    const [found] = findDisagreements({ ...debate, verdicts: { ...debate.verdicts, policies } });
    expect(found?.decisions).toEqual([
      { family: 'toy', says: 'second', policies: ['T1'] },
      { family: 'toy', says: 'first', policies: ['T2', 'T3'] },
    ]);
  });

  it('lets a claim’s failure decide for those who reject it, and a stale run decide nothing', () => {
    const claims = [claimOf('a', { stances: [says('ann', 'asserts'), says('bob', 'rejects')] })];
    const played = runs('a', 'violated', 'holds').map((run) => (run.policy === 'T2' ? { ...run, stale: true } : run));
    expect(find({ claims, runs: played })[0]?.decisions).toEqual([{ family: 'toy', says: 'second', policies: ['T1'] }]);
  });
});
