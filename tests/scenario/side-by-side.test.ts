import { describe, expect, it } from 'vitest';
import { mm } from '#lib/mm/mm';
import { judgeBySides, makeContest, type Yardstick } from '#lib/scenario/side-by-side';
import { defaultBounds } from '#lib/simulators';

const text = `mm pin-and-store

device D

P: map v = 0
P: fork C

concurrently
C: exit
P: pin read longterm v -> buf
P: write v = FF

then
D: read buf -> pin
P: read v -> mm

never wrong-cow-pin
finally pin = mm

expect others: violated
# the end
`;

function makeOf(sides: readonly Yardstick[]) {
  const { scenario } = mm.parse(text);
  return makeContest(mm, scenario!, sides);
}

function judge(sides: readonly Yardstick[], policy: string) {
  const { contest, issues } = makeOf(sides);
  expect(issues).toEqual([]);
  return judgeBySides(mm, contest!, policy, defaultBounds);
}

describe('two sides judge one run', () => {
  const follows = { predicate: 'pin = mm' };
  const snapshot = { predicate: 'pin = 0 or pin = mm' };

  it('says what each asked for under a policy, and shows a schedule on which they part', () => {
    const { words, parting } = judge([follows, snapshot], 'A5');
    expect(words).toEqual(['violated', 'holds']);
    expect(parting?.broken).toEqual([true, false]);
    expect(parting?.registers).toEqual({ pin: '0', mm: 'FF' });
    expect(parting?.steps.at(-1)).toMatchObject({ actor: 'P' });
  });

  it('shows no schedule where they agree on every end', () => {
    const { words, parting } = judge([follows, snapshot], 'A7');
    expect(words).toEqual(['holds', 'holds']);
    expect(parting).toBeNull();
  });

  it('finds the shortest of all schedules on which what is asked of the end differs', () => {
    const { contest } = makeOf([follows, snapshot]);
    const { parting } = judgeBySides(mm, contest!, 'A1', defaultBounds);
    // Exactly one of the two is met: the search itself gives a shortest schedule.
    const { contest: either } = makeOf([
      { predicate: 'not (pin = mm and not (pin = 0 or pin = mm) or not pin = mm and (pin = 0 or pin = mm))' },
    ]);
    const shortest = judgeBySides(mm, either!, 'A1', defaultBounds).run.properties[0]?.trace.length;
    expect(parting?.steps).toHaveLength(shortest ?? 0);
  });

  it('judges a property that a step breaks on a schedule played to its end', () => {
    const { words, parting } = judge([{ property: 'wrong-cow-pin' }, snapshot], 'A5');
    expect(words).toEqual(['violated', 'holds']);
    expect(parting?.broken).toEqual([true, false]);
    expect(Object.keys(parting?.registers ?? {}).toSorted()).toEqual(['mm', 'pin']);
  });

  it('asks nothing of a family that the scenario does not have', () => {
    const { words, parting } = judge([follows], 'C3');
    expect(words).toEqual(['not applicable']);
    expect(parting).toBeNull();
  });

  it('lets two sides ask the same', () => {
    expect(judge([follows, follows], 'A5').words).toEqual(['violated', 'violated']);
  });
});

describe('a predicate', () => {
  it('may be the name of a property, which is asked all the way', () => {
    expect(judge([{ predicate: 'wrong-cow-pin' }, { predicate: 'pin = 0' }], 'A5').words).toEqual([
      'violated',
      'holds',
    ]);
  });

  it.each([
    ['pin == mm', 'value'],
    ['pin', 'expected'],
    ['pinn = mm', 'pinn'],
    ['pin = 7', '7'],
    ['wrong-cow', 'never'],
    ['pin = mm or', 'register'],
  ])('%s is refused, and the message says why', (predicate, word) => {
    const { contest, issues } = makeOf([{ predicate }]);
    expect(contest).toBeUndefined();
    expect(issues[0]?.message).toContain(word);
  });

  it('has to be a property that the scenario has, where one is named', () => {
    expect(makeOf([{ property: 'missed-cow' }]).issues[0]?.message).toBe(
      'the scenario has no property missed-cow; it has wrong-cow-pin, finally pin = mm',
    );
  });
});
