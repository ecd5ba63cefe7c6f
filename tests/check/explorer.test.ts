import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Explorer, type Limits } from '#lib/check/explorer';
import type { Move } from '#lib/check/model';
import { printSchedule } from '#lib/check/schedule';
import { allSchedules, searchPlainly } from './oracle';
import { type ToyStep, toyModel } from './toy';

const limits: Limits = { maxStates: 1_000_000, maxCountedStates: 200_000 };

function explore(model: ReturnType<typeof toyModel>['model'], bounds = limits): Explorer {
  const explorer = new Explorer(model, bounds);
  while (!explorer.advance(7));
  return explorer;
}

/** What a search under way gives in the end, however often it pauses. */
function drain<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

const add = (to: number, value = 1): readonly ToyStep[] => [{ do: 'add', to, value }];

describe('counts that can be derived by hand', () => {
  it('two actors of three steps on variables of their own: a grid of 4 by 4, and 6 over 3 paths', () => {
    const { model } = toyModel([
      [add(0), add(0), add(0)],
      [add(1), add(1), add(1)],
    ]);
    const explorer = explore(model);
    // 4 x 4 points; 2 x 3 x 4 steps between neighbours; binomial(6, 3) = 20 ways from corner to corner.
    expect([explorer.states, explorer.transitions, explorer.schedules]).toEqual([16, 24, 20n]);
    expect(explorer.finals).toHaveLength(1);
  });

  it('a choice of two alternatives doubles the ends and the schedules of one actor', () => {
    const { model } = toyModel([[[...add(0, 1), ...add(0, 2)], add(1)]]);
    const explorer = explore(model);
    // Start, two states after the choice, two after the last step.
    expect([explorer.states, explorer.transitions, explorer.schedules]).toEqual([5, 4, 2n]);
  });

  it('a lock keeps two critical sections apart: 9 states less the one in which both are inside, and 2 schedules', () => {
    const critical = [[{ do: 'take', to: 0 }] as const, [{ do: 'give', to: 0 }] as const];
    const explorer = explore(toyModel([critical, critical]).model);
    // (0,0) (1,0) (0,1) (2,0) (0,2) (2,1) (1,2) (2,2): the pair (1,1) is impossible.
    expect([explorer.states, explorer.schedules]).toEqual([8, 2n]);
    expect(drain(explorer.findStuck())).toBeUndefined();
  });

  it('counts schedules exactly beyond what a double holds: 3 actors of 15 steps have 45! / 15!^3', () => {
    const fifteen = Array.from({ length: 15 }, () => add(1, 0));
    const factorial = (n: bigint): bigint => (n < 2n ? 1n : n * factorial(n - 1n));
    const explorer = explore(toyModel([fifteen, fifteen, fifteen]).model);
    expect(explorer.states).toBe(16 ** 3);
    expect(explorer.schedules).toBe(factorial(45n) / factorial(15n) ** 3n);
  });
});

describe('what is not counted', () => {
  const { model } = toyModel([[add(0), add(0)], [add(1)]]);

  it('is a search of more states than schedules are counted for', () => {
    expect(explore(model, { ...limits, maxCountedStates: 5 }).schedules).toBeUndefined();
    expect(explore(model, { ...limits, maxCountedStates: 6 }).schedules).toBe(3n);
  });

  it('is a model that comes back to where it was: it is at fault, and says so', () => {
    const again = toyModel([[add(0, 0), [{ do: 'again', to: 0 }]], [add(1)]]);
    expect(() => explore(again.model)).toThrow(/never ends/);
  });
});

describe('actors that can never finish', () => {
  it('finds two locks taken in opposite orders, by a shortest schedule', () => {
    const take = (to: number) => [{ do: 'take', to }] as const;
    const give = (to: number) => [{ do: 'give', to }] as const;
    const { model } = toyModel([
      [take(0), take(1), give(1), give(0)],
      [take(1), take(0), give(0), give(1)],
    ]);
    expect(printSchedule(model, drain(explore(model).findStuck()) ?? [])).toBe('AB');
  });
});

describe('bounds', () => {
  const { model } = toyModel([
    [add(0), add(0), add(0)],
    [add(1), add(1), add(1)],
  ]);

  it('says that it stopped at a number of states, and then counts no schedules', () => {
    const explorer = explore(model, { ...limits, maxStates: 5 });
    expect(explorer.boundsHit).toEqual(['5 states']);
    expect(explorer.schedules).toBeUndefined();
  });

  it('a search that ends with exactly as many states as it may is complete', () => {
    expect(explore(model, { ...limits, maxStates: 16 }).boundsHit).toEqual([]);
  });

  it('names the field that a value did not fit, and goes on elsewhere', () => {
    const small = toyModel([[add(0), add(0)], [add(1)]], 2, 1);
    const explorer = explore(small.model);
    expect(explorer.boundsHit).toEqual(['field v[0]']);
    expect(explorer.finals).toEqual([]);
  });
});

const step: fc.Arbitrary<ToyStep> = fc.oneof(
  fc.record({ do: fc.constant('add' as const), to: fc.nat(1), value: fc.nat(2) }),
  fc.record({ do: fc.constantFrom('take' as const, 'give' as const), to: fc.nat(1) }),
  fc.record({ do: fc.constant('wait' as const), to: fc.nat(1), value: fc.nat(2) }),
);
const programs = fc.array(fc.array(fc.array(step, { minLength: 1, maxLength: 2 }), { maxLength: 4 }), {
  minLength: 1,
  maxLength: 3,
});

describe('random models', () => {
  it('agree with the plain search on states, transitions, schedules, ends and depths', () => {
    fc.assert(
      fc.property(programs, (random) => {
        const { model, layout } = toyModel(random, 2, 255);
        const plain = searchPlainly(model, layout);
        const explorer = explore(model);
        expect(explorer.states).toBe(plain.states);
        expect(explorer.transitions).toBe(plain.transitions);
        expect(explorer.schedules).toBe(plain.schedules);
        expect(explorer.finals).toHaveLength(plain.finals);
        for (const [watch, depth] of plain.depths.entries())
          expect(drain(explorer.findSchedule(watch))?.length).toBe(depth);
      }),
      { numRuns: 300 },
    );
  });

  it('the schedule shown is the first, with fewest changes of actor, of all shortest ones', () => {
    fc.assert(
      fc.property(programs, (random) => {
        const { model } = toyModel(random, 2, 255);
        const explorer = explore(model);
        for (const watch of [0, 1]) {
          const found = drain(explorer.findSchedule(watch));
          if (found === undefined || found.length === 0 || found.length > 7) continue;
          const text = found.map((move) => `${move.actor}.${move.alternative}`).join(' ');
          expect(text).toBe(bestOf(allSchedules(model, watch, found.length)));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('a path to any state leads there', () => {
    fc.assert(
      fc.property(programs, (random) => {
        const { model } = toyModel(random, 2, 255);
        const explorer = explore(model);
        for (let state = 0; state < explorer.states; state += 3)
          expect(playAll(model, explorer.findPath(state))).toEqual(stateOf(explorer, state));
      }),
      { numRuns: 50 },
    );
  });

  it('two searches are equal', () => {
    fc.assert(
      fc.property(programs, (random) => {
        const once = explore(toyModel(random, 2, 255).model);
        const again = explore(toyModel(random, 2, 255).model);
        expect(describeSearch(again)).toEqual(describeSearch(once));
      }),
      { numRuns: 50 },
    );
  });
});

function bestOf(schedules: readonly string[]): string | undefined {
  const changes = (schedule: string) => {
    const actors = schedule.split(' ').map((move) => move.split('.')[0]);
    return actors.filter((actor, index) => index > 0 && actor !== actors[index - 1]).length;
  };
  return [...schedules].sort((a, b) => changes(a) - changes(b) || (a < b ? -1 : 1))[0];
}

function playAll(model: ReturnType<typeof toyModel>['model'], moves: readonly Move[]): number[] {
  model.view.words.set(model.initial);
  for (const { actor, alternative } of moves) {
    const one = model.actors[actor];
    const choice = one?.program[model.view.get(one.pc)]?.[alternative];
    if (choice === undefined || !choice.fn(model.view, choice.args)) throw new Error('a path does not apply');
  }
  return [...model.view.words];
}

function stateOf(explorer: Explorer, state: number): number[] {
  const words = new Int32Array(explorer.model.initial.length);
  explorer.store.load(state, words);
  return [...words];
}

function describeSearch(explorer: Explorer) {
  const all = Array.from({ length: explorer.states }, (_, state) => stateOf(explorer, state));
  return { all, finals: explorer.finals, found: [0, 1, 2].map((watch) => drain(explorer.findSchedule(watch))) };
}
