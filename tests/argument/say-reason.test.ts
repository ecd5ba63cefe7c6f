import { describe, expect, it } from 'vitest';
import type { Witness } from '#lib/argument/evidence';
import type { GraphRelation } from '#lib/argument/graph';
import { sayReason } from '#lib/argument/say-reason';
import type { Reason } from '#lib/argument/why';

/** The sentence as plain text: names stand as they are. */
function say(reason: Reason): string {
  return sayReason(reason)
    .map((phrase) => {
      if (typeof phrase === 'string') return phrase;
      if ('claim' in phrase) return phrase.claim;
      if ('person' in phrase) return phrase.person;
      return 'run' in phrase ? phrase.run.scenario : phrase.date;
    })
    .join('');
}

const stance = { person: 'ann', attitude: 'asserts', message: 'm@x', date: '2021-12-18', note: 'n' } as const;
const witness: Witness = {
  ...{ scenario: 's', property: 'p', kind: null, policy: 'A1', verdict: 'violated', isStuck: false },
  ...{ states: 2308, schedules: '157385927579', steps: 6, complete: true, bound: null, stale: false },
};

describe('sayReason', () => {
  const run = (given: Partial<Witness>, rest: Partial<Extract<Reason, { what: 'run' }>> = {}) =>
    say({
      ...{ what: 'run', of: 'c', isNarrower: false, speaks: 'against', label: 'in', because: [] },
      ...rest,
      witness: { ...witness, ...given },
    });

  it('says what was searched, and how a claim fails', () => {
    expect(run({})).toBe('s under A1, p: violated; shortest schedule 6 steps, 2,308 states, 157,385,927,579 schedules');
    expect(run({ verdict: 'holds', steps: null, schedules: null, states: 1, kind: 'thp' }, { speaks: 'for' })).toBe(
      's on thp under A1, p: holds in every schedule; 1 state',
    );
    expect(run({ isStuck: true, verdict: 'holds', steps: 1 })).toContain('p: stuck; shortest schedule 1 step,');
    expect(run({}, { isNarrower: true })).toMatch(/^Of the narrower case c: s under A1/);
    expect(run({}, { label: 'out' })).toMatch(/, which does not count$/);
  });

  it('names what keeps a run from deciding', () => {
    const silent = (given: Partial<Witness>) => run(given, { speaks: 'silent' });
    expect(silent({ verdict: 'unknown', complete: false, bound: '2 states' })).toBe(
      'Not decided by s under A1, p: unknown, 2 states',
    );
    expect(silent({ verdict: 'vacuous' })).toContain('vacuous, the situation never arises');
    expect(silent({ stale: true })).toContain('stale, recorded by another engine');
    expect(silent({ verdict: 'unknown', stale: true, states: 0, bound: 'not judged yet' })).toMatch(/not judged yet$/);
  });

  it('names who said what, and when', () => {
    expect(say({ what: 'held', stances: [stance, { ...stance, person: 'bo', attitude: 'concedes' }] })).toBe(
      'ann asserts it, 2021-12-18; bo concedes it, 2021-12-18',
    );
    expect(say({ what: 'unheld', stances: [{ ...stance, attitude: 'withdraws' }] })).toMatch(
      /^Nobody holds it any more, .*: ann withdraws it, 2021-12-18$/,
    );
    expect(say({ what: 'unheld', stances: [] })).toMatch(/^Nobody on record holds it/);
  });

  it('says what a relation does and whether it fails', () => {
    const relation: GraphRelation = {
      ...{ kind: 'rebuts', from: 'a', to: 'b', premises: [], toward: null, scenario: null },
      ...{ person: 'ann', message: 'm@x', date: '2021-12-18', note: 'Not so' },
    };
    const related = (label: 'in' | 'out' | 'undecided', given: Partial<GraphRelation> = {}) =>
      say({ what: 'relation', relation: { ...relation, ...given }, speaks: 'against', label, because: [] });
    expect(related('in')).toBe('Rebutted by ann, 2021-12-18: Not so');
    expect(related('out')).toBe('Rebutted by ann, 2021-12-18: Not so. The attack fails');
    expect(related('undecided', { person: null, note: 'Not so.' })).toBe(
      'Rebutted, 2021-12-18: Not so. The attack is undecided',
    );
    expect(related('in', { kind: 'undercuts', scenario: 's' })).toMatch(/^The runs of s are put in doubt by ann/);
  });
});
