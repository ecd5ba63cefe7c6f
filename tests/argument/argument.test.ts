import { describe, expect, it } from 'vitest';
import { fileOf, recordKinds, records } from '#lib/argument/records';
import { findHolders } from '#lib/argument/stance';
import { findWorst, wordOf, type worstFirst } from '#lib/argument/standing';

describe('findHolders', () => {
  const said = (
    person: string,
    attitude: 'asserts' | 'rejects' | 'concedes' | 'lukewarm' | 'withdraws',
    date: string,
  ) => ({
    person,
    attitude,
    date,
  });

  it('goes by the last stance of each, whatever the order of the list', () => {
    const stances = [
      said('bo', 'concedes', '2021-01-03'),
      said('ann', 'asserts', '2021-01-01'),
      said('bo', 'rejects', '2021-01-02'),
      said('cy', 'asserts', '2021-01-01'),
      said('cy', 'withdraws', '2021-01-09'),
      said('di', 'lukewarm', '2021-01-01'),
    ];
    expect(findHolders(stances)).toEqual(['ann', 'bo']);
    expect(findHolders(stances.toReversed()).toSorted()).toEqual(['ann', 'bo']);
  });

  it('takes the later line of one day for the later stance', () => {
    expect(findHolders([said('ann', 'asserts', '2021-01-01'), said('ann', 'rejects', '2021-01-01')])).toEqual([]);
  });
});

describe('standing', () => {
  const of = (verdict: (typeof worstFirst)[number], isStuck = false) => ({ verdict, isStuck });

  it('is the worst word', () => {
    expect(findWorst([of('holds'), of('violated'), of('unknown')])?.verdict).toBe('violated');
    expect(findWorst([of('holds'), of('unknown'), of('vacuous')])?.verdict).toBe('unknown');
    expect(findWorst([of('not applicable'), of('holds')])?.verdict).toBe('holds');
    expect(findWorst([])).toBeUndefined();
  });

  it('never lets a bound pass for a success', () => {
    for (const word of ['holds', 'vacuous', 'reached', 'not applicable'] as const) {
      expect(findWorst([of(word), of('unknown')])?.verdict).toBe('unknown');
    }
  });

  it('says stuck where a property holds and an actor cannot finish', () => {
    expect(wordOf(of('holds', true))).toBe('stuck');
    expect(wordOf(of('violated', true))).toBe('violated');
    expect(wordOf(of('not applicable', true))).toBe('not applicable');
  });
});

describe('records', () => {
  it('are all in the list, each under its own name and place', () => {
    expect(recordKinds.toSorted()).toEqual(Object.keys(records).toSorted());
    for (const kind of recordKinds) expect(records[kind].kind).toBe(kind);
    const places = recordKinds.map((kind) => fileOf(kind, 'x'));
    expect(new Set(places).size).toBe(places.length);
  });

  it('come after the kinds that they link to', () => {
    const comesBefore = (a: (typeof recordKinds)[number], b: (typeof recordKinds)[number]) =>
      expect(recordKinds.indexOf(a), `${a} before ${b}`).toBeLessThan(recordKinds.indexOf(b));
    comesBefore('person', 'change');
    comesBefore('scenario', 'claim');
    comesBefore('change', 'claim');
    comesBefore('claim', 'counterexample');
    comesBefore('policy', 'counterexample');
    comesBefore('claim', 'annotation');
  });
});
