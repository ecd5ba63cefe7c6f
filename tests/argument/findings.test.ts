import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompatibleClaims } from '#lib/argument/finding/incompatible-claims';
import { refutedExpectations } from '#lib/argument/finding/refuted-expectations';
import { unarguedFailures } from '#lib/argument/finding/unargued-failures';
import { untestedClaims } from '#lib/argument/finding/untested-claims';
import { computedFindings, computeFindings, findFindingId, findingIds } from '#lib/argument/findings';
import { claimOf, makeDebate, relates, run, runs, says } from './debate.ts';

const V = 'violated';
const H = 'holds';

describe('incompatible claims', () => {
  it('are the smallest sets of which every policy breaks one, released and proposed apart', () => {
    const claims = ['a', 'b', 'c', 'd'].map((id) => claimOf(id));
    // T1, T2, T2s, T3, X1, X2
    const played = [
      ...runs('a', V, H, H, H, V, V),
      ...runs('b', H, V, H, V, H, H),
      ...runs('c', H, V, V, V, H, H),
      ...runs('d', V, V, V, H, H, H),
    ];
    const found = incompatibleClaims.find(makeDebate({ claims, runs: played }));
    expect(found.map(({ standing, members }) => [standing, members.map((one) => one.claims.join('|'))])).toEqual([
      ['released', ['a', 'b|c']],
      ['released', ['b|c', 'd']],
      ['proposed', ['a']],
    ]);
    expect(found[0]?.members).toEqual([
      { claims: ['a'], brokenBy: ['T1'] },
      { claims: ['b', 'c'], brokenBy: ['T2', 'T3'] },
    ]);
  });

  it('leaves out what nobody holds, what is not factual, and what is unknown', () => {
    const claims = [
      claimOf('dropped', { stances: [says('ann', 'asserts'), says('ann', 'withdraws', '2021-02-01')] }),
      claimOf('valued', { kind: 'normative' }),
      claimOf('open'),
    ];
    const played = [...runs('dropped', V, V, V, V), ...runs('valued', V, V, V, V), ...runs('open', V, 'unknown', V, V)];
    expect(incompatibleClaims.find(makeDebate({ claims, runs: played }))).toEqual([]);
  });

  it('finds exactly the minimal sets of at most three', () => {
    const released = ['T1', 'T2', 'T3'];
    const masks = fc.uniqueArray(fc.subarray(released, { minLength: 1 }), {
      maxLength: 7,
      selector: (mask) => mask.join(' '),
    });
    fc.assert(
      fc.property(masks, (broken) => {
        const claims = broken.map((_, index) => claimOf(`c${index}`));
        const played = broken.flatMap((mask, index) =>
          released.map((policy) => run(`c${index}`, policy, { p: mask.includes(policy) ? V : H })),
        );
        const found = incompatibleClaims.find(makeDebate({ claims, runs: played }));
        const all = subsets(broken.map((_, index) => index)).filter((set) => set.length > 0 && set.length <= 3);
        const covers = (set: readonly number[]) => new Set(set.flatMap((index) => broken[index] ?? [])).size === 3;
        const expected = all.filter(
          (set) => covers(set) && set.every((one) => !covers(set.filter((other) => other !== one))),
        );
        const names = found.map(({ members }) => members.flatMap((one) => one.claims).join(' '));
        expect(names.toSorted()).toEqual(expected.map((set) => set.map((index) => `c${index}`).join(' ')).toSorted());
      }),
    );
  });
});

function subsets(items: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: 2 ** items.length }, (_, mask) => items.filter((_item, bit) => (mask >> bit) & 1));
}

describe('unargued failures', () => {
  const played = runs('a', V, V, V, H, V);
  const found = (given: Parameters<typeof makeDebate>[0]) =>
    unarguedFailures.find(makeDebate({ runs: played, ...given })).map(({ claim, policies }) => [claim, policies]);
  const claims = [claimOf('a')];
  const changes = [{ id: 'one', policies: ['T1'] }];

  it('are all failing cells but those of variants where nobody spoke', () => {
    expect(found({ claims })).toEqual([['a', ['T1', 'T2', 'X1']]]);
  });

  it('leave out what a counterexample, an expectation or an objection names', () => {
    const counterexamples = [{ id: 'x', claim: 'a', scenario: 'a', policy: 'T2', property: 'p', schedule: 'A' }];
    expect(found({ claims, counterexamples })).toEqual([['a', ['T1', 'X1']]]);
    const expects = [
      {
        person: 'ann',
        scenario: 'a',
        property: 'p',
        policies: ['X1'],
        verdict: 'holds',
        message: 'm@x',
        date: '2021-01-01',
        note: 'n',
      },
    ];
    expect(found({ claims: [claimOf('a', { expects })] })).toEqual([['a', ['T1', 'T2']]]);
    const objections = [
      {
        id: 'o',
        title: 'O',
        person: 'ann',
        message: 'm@x',
        date: '2021-01-01',
        change: 'one',
        scenario: { scenario: 'a', property: 'p' },
      },
    ];
    expect(found({ claims, changes, objections })).toEqual([['a', ['T2', 'X1']]]);
  });

  it('are argued by a counterexample to the claim, whichever of its scenarios it plays, and show which tests fail', () => {
    const tests = [
      { scenario: 'a', property: 'p' },
      { scenario: 'b', property: 'p' },
    ];
    const counterexamples = [{ id: 'x', claim: 'a', scenario: 'c', policy: 'T1', property: 'p', schedule: 'A' }];
    const debate = makeDebate({
      claims: [claimOf('a', { scenarios: tests })],
      counterexamples,
      runs: [...played, ...runs('b', V, H, H, V)],
    });
    expect(unarguedFailures.find(debate)).toMatchObject([
      {
        policies: ['T2', 'T3', 'X1'],
        tests: [
          { test: { scenario: 'a' }, policies: ['T2', 'X1'] },
          { test: { scenario: 'b' }, policies: ['T3'] },
        ],
      },
    ]);
  });

  it('begin with what the latest releases break', () => {
    const three = ['a', 'b', 'c'].map((id) => claimOf(id));
    const broken = [...runs('a', H, H, H, H, V), ...runs('b', V), ...runs('c', H, V)];
    expect(found({ claims: three, runs: broken }).map(([claim]) => claim)).toEqual(['c', 'b', 'a']);
  });

  it('leave out the policies of a change that a doubted claim is tied to', () => {
    expect(found({ claims: [claimOf('a', { changes: ['one'] })], changes })).toEqual([['a', ['T1', 'T2', 'X1']]]);
    const doubted = claimOf('a', { changes: ['one'], stances: [says('ann', 'asserts'), says('bob', 'rejects')] });
    expect(found({ claims: [doubted], changes })).toEqual([['a', ['T2', 'X1']]]);
    const rebutted = [claimOf('a', { changes: ['one'] }), claimOf('b', { relations: [relates('rebuts', 'a')] })];
    expect(found({ claims: rebutted, changes })).toEqual([['a', ['T2', 'X1']]]);
  });
});

describe('refuted expectations', () => {
  const found = (verdict: string, played: Parameters<typeof makeDebate>[0]['runs'], property = 'p') => {
    const policies = ['T1', 'T2', 'T3'];
    const expects = [
      { person: 'ann', scenario: 'a', property, policies, verdict, message: 'm@x', date: '2021-01-01', note: 'n' },
    ];
    const debate = makeDebate({ claims: [claimOf('a', { expects })], runs: played ?? [] });
    return refutedExpectations.find(debate).flatMap(({ policies: refuted }) => refuted);
  };

  it('are those that a failure or a complete success contradicts', () => {
    // T1, T2, T2s, T3
    expect(found('holds', runs('a', V, H, V, 'unknown'))).toEqual(['T1']);
    expect(found('violated', runs('a', V, H, V, 'unknown'))).toEqual(['T2']);
    expect(found('violated', runs('a', 'vacuous', 'not applicable', V))).toEqual([]);
    expect(found('stuck', [run('a', 'T1', { p: H }, { isStuck: true }), run('a', 'T2', { p: H })])).toEqual(['T2']);
  });

  it('count copies, and do not take a bound for none', () => {
    const counted = [
      run('a', 'T1', {}, { copies: { least: 0, most: 1 } }),
      run('a', 'T2', {}, { copies: { least: 0, most: 0 } }),
      run('a', 'T3', {}, { copies: { least: 0, most: 0 }, bound: 'states' }),
    ];
    expect(found('no copies', counted, 'copies')).toEqual(['T1']);
    expect(found('copies', counted, 'copies')).toEqual(['T2']);
  });
});

describe('untested claims', () => {
  it('have no scenario, or one whose situation never arises', () => {
    const claims = [
      claimOf('bare', { kind: 'empirical', scenarios: [], noScenario: 'needs numbers' }),
      claimOf('judging', { kind: 'normative', scenarios: [], judges: [{ scenario: 'a', predicate: 'x = 1' }] }),
      claimOf('mute'),
      claimOf('told'),
      claimOf('unplayed'),
    ];
    const played = [...runs('mute', 'vacuous', 'not applicable'), ...runs('told', 'vacuous', H)];
    expect(untestedClaims.find(makeDebate({ claims, runs: played }))).toEqual([
      { claim: 'bare', kind: 'empirical', why: 'needs numbers' },
      { claim: 'mute', kind: 'factual', why: null },
    ]);
  });
});

describe('the list of findings', () => {
  it('has each under its own id', () => {
    expect(findingIds.toSorted()).toEqual(Object.keys(computedFindings).toSorted());
    for (const id of findingIds) expect(computedFindings[id].id).toBe(id);
    expect(Object.keys(computeFindings(makeDebate({}))).toSorted()).toEqual(findingIds.toSorted());
    expect(findFindingId('incompatible-claims')).toBe('incompatible-claims');
    expect(findFindingId('constructor')).toBeUndefined();
  });
});
