import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { IN, type Labels, labelGrounded, makeFramework, OUT } from '#lib/argument/framework';
import { findPreferred } from '#lib/argument/preferred';
import { drawFramework } from './frameworks';
import { solveGrounded, solvePreferred } from './oracle';

/** As the oracle says it. */
function print(labels: Labels): string {
  return [...labels]
    .flatMap((label, argument) => (label === IN ? [`in(${argument})`] : label === OUT ? [`out(${argument})`] : []))
    .toSorted()
    .join(' ');
}

const all = { maxSteps: 1e6, maxNumber: 1e6 };

// Another program starts up here.
beforeAll(() => solveGrounded({ framework: makeFramework(0, [], []), attacks: [] }), 60_000);

describe('labelGrounded', () => {
  it('agrees with clingo', async () => {
    const property = fc.asyncProperty(drawFramework(14), async (drawn) => {
      expect(print(labelGrounded(drawn.framework).labels)).toBe(await solveGrounded(drawn));
    });
    await fc.assert(property, { numRuns: 300 });
  }, 60_000);

  it('explains each label by labels of earlier rounds', () => {
    const property = fc.property(drawFramework(40), ({ framework, attacks }) => {
      const { labels, rounds } = labelGrounded(framework);
      const round = (argument: number) => rounds[argument] ?? -1;
      for (let argument = 0; argument < framework.size; argument++) {
        const attackers = attacks.filter(([, to]) => to === argument).map(([from]) => from);
        const earlier = attackers.filter((one) => round(one) !== -1 && round(one) < round(argument));
        if (labels[argument] === IN) expect(earlier.filter((one) => labels[one] === OUT)).toEqual(attackers);
        else if (labels[argument] === OUT) expect(earlier.some((one) => labels[one] === IN)).toBe(true);
        else expect(round(argument)).toBe(-1);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('refuses an attack by nobody', () => {
    expect(() => makeFramework(2, [0], [2])).toThrow('Cannot place argument `2`');
    expect(() => makeFramework(2, [0, 1], [1])).toThrow('2 attackers and 1 attacked');
  });
});

describe('findPreferred', () => {
  it('agrees with clingo', async () => {
    const property = fc.asyncProperty(drawFramework(12), async (drawn) => {
      const { labellings, bound } = findPreferred(drawn.framework, all);
      expect(bound).toBeNull();
      expect(labellings.map(print).toSorted()).toEqual(await solvePreferred(drawn));
    });
    await fc.assert(property, { numRuns: 400 });
  }, 120_000);

  it('gives preferred labellings alone when a bound is met, and says which', () => {
    const property = fc.property(
      drawFramework(12),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
      ({ framework }, maxSteps, maxNumber) => {
        const whole = findPreferred(framework, all).labellings.map(print);
        const { labellings, bound } = findPreferred(framework, { maxSteps, maxNumber });
        const some = labellings.map(print);
        expect(new Set(some).size).toBe(some.length);
        expect(whole).toEqual(expect.arrayContaining(some));
        expect(some.length).toBeLessThanOrEqual(maxNumber);
        if (bound === null) expect(some.toSorted()).toEqual(whole.toSorted());
        if (bound === 'maxNumber') expect(whole.length).toBeGreaterThanOrEqual(maxNumber);
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it('finds a side for each of many quarrels, and stops at the bound', () => {
    const pairs = Array.from({ length: 40 }, (_, pair) => pair);
    const from = pairs.flatMap((pair) => [2 * pair, 2 * pair + 1]);
    const to = pairs.flatMap((pair) => [2 * pair + 1, 2 * pair]);
    const { labellings, bound } = findPreferred(makeFramework(80, from, to), { maxSteps: 1000, maxNumber: 50 });
    expect(bound).toBe('maxNumber');
    expect(new Set(labellings.map(print)).size).toBe(50);
    for (const labels of labellings) expect(labels.filter((label) => label === IN)).toHaveLength(40);
  });

  it('does not run out of stack on a long chain', () => {
    const size = 60_000;
    const chain = Array.from({ length: size - 1 }, (_, one) => one);
    // A circle of two at the head keeps the chain behind it open.
    const framework = makeFramework(size, [...chain, 1], [...chain.map((one) => one + 1), 0]);
    expect(findPreferred(framework, all).labellings).toHaveLength(2);
  });
});
