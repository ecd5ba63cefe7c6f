import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FilteredClaim, listClaimConditions, sortClaims } from '#lib/argument/claim-filter';
import { narrow } from '#lib/argument/narrow';

const claim = (title: string, rest: Partial<FilteredClaim>): FilteredClaim => {
  return { title, kind: 'factual', topic: 't', since: null, stances: [], properties: [], ...rest };
};

const claims = [
  claim('one', {
    stances: [{ person: 'ann', attitude: 'asserts' }],
    properties: ['wrong-cow-pin'],
    since: '2020-08-10',
  }),
  claim('two', {
    stances: [
      { person: 'ann', attitude: 'rejects' },
      { person: 'bob', attitude: 'concedes' },
    ],
    properties: ['missed-cow', 'copies'],
    since: '2021-12-18',
  }),
  claim('three', { kind: 'normative', topic: 'u' }),
];

const pick = (filter: Parameters<typeof listClaimConditions>[0]) =>
  narrow(claims, listClaimConditions(filter)).kept.map(({ title }) => title);

describe('claims', () => {
  it.each([
    [{}, ['one', 'two', 'three']],
    [{ kind: 'normative' }, ['three']],
    [{ topic: 't' }, ['one', 'two']],
    [{ person: 'ann' }, ['one', 'two']],
    [{ attitude: 'concedes' }, ['two']],
    [{ person: 'ann', attitude: 'concedes' }, []],
    [{ property: 'wrong-cow' }, ['one']],
    [{ property: 'wrong' }, ['one']],
    [{ property: 'cow' }, []],
    [{ property: 'copies' }, ['two']],
    [{ scenario: 'with' }, ['one', 'two']],
    [{ scenario: 'without' }, ['three']],
    [{ at: '2020-12-31' }, ['one']],
    [{ at: '2021-12-18' }, ['one', 'two']],
    [{ at: '2020-01-01' }, []],
  ] as const)('are narrowed by %j', (filter, titles) => {
    expect(pick(filter)).toEqual(titles);
  });

  it('are sorted, those that nobody spoke of last', () => {
    const dated = claims.map((one, index) => ({ ...one, until: one.since, failing: index }));
    const titles = (sort: Parameters<typeof sortClaims>[1]) => sortClaims(dated, sort).map(({ title }) => title);
    expect(titles('first said')).toEqual(['one', 'two', 'three']);
    expect(titles('last said')).toEqual(['two', 'one', 'three']);
    expect(titles('statement')).toEqual(['one', 'three', 'two']);
    expect(titles('failing')).toEqual(['three', 'two', 'one']);
    expect(titles('topic')).toEqual(['one', 'two', 'three']);
  });
});

describe('an empty result', () => {
  const numbers = [1, 2, 3, 4, 5, 6];
  const even = { name: 'even', passes: (item: number) => item % 2 === 0 };
  const large = { name: 'large', passes: (item: number) => item > 6 };
  const odd = { name: 'odd', passes: (item: number) => item % 2 === 1 };

  it('blames the condition without which most is left', () => {
    expect(narrow(numbers, [even, large]).blamed).toEqual({ name: 'large', count: 3 });
  });

  it('blames none where no single one is to blame', () => {
    expect(narrow(numbers, [even, odd, large]).blamed).toBeUndefined();
  });

  it('keeps what passes every condition, in order, and counts what it promises', () => {
    const one = fc.record({ name: fc.string(), passes: fc.func(fc.boolean()) });
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.array(one, { maxLength: 4 }), (items, conditions) => {
        const { kept, blamed } = narrow(items, conditions);
        expect(kept).toEqual(items.filter((item) => conditions.every(({ passes }) => passes(item))));
        if (blamed === undefined) return;
        expect(kept).toEqual([]);
        const counts = conditions
          .filter(({ name }) => name === blamed.name)
          .map(
            (gone) =>
              narrow(
                items,
                conditions.filter((other) => other !== gone),
              ).kept.length,
          );
        expect(counts).toContain(blamed.count);
      }),
    );
  });
});
