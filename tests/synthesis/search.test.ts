import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecisionTree } from '#lib/synthesis/decision-tree';
import { compareScores, type Score } from '#lib/synthesis/score';
import { Search } from '#lib/synthesis/search';
import type { Option, Slot } from '#lib/synthesis/slot';
import type { Ask, Ending, Trial } from '#lib/synthesis/trial';

/** An option that answers from a list. */
const option = (size: number, ...answers: readonly number[]): Option => ({
  size,
  answer: (seen) => answers[seen] ?? 0,
});

function find(
  slots: readonly Slot[],
  trials: readonly Trial[],
  limits: { size: number; failures: number; keep: number },
) {
  const trees = trials.map((trial) => new DecisionTree(trial));
  const search = new Search(slots, trees, limits);
  while (!search.advance(3));
  return search.found;
}

const right = (price: number): Ending => ({ is: 'right', least: price, most: price });
const wrong: Ending = { is: 'wrong', by: 'leak' };

test('a rule that fails is not found, and of those that do not the cheapest comes first', () => {
  const slots: readonly Slot[] = [{ id: 'copy', options: [option(0, 0), option(1, 1), option(2, 2)] }];
  const trial: Trial = { id: 't', play: (ask) => [wrong, right(5), right(3)][ask(0, 0)] ?? wrong };
  const found = find(slots, [trial], { size: 2, failures: 0, keep: 5 });
  expect(found.map(({ options, most, size }) => [options, most, size])).toEqual([
    [[2], 3, 2],
    [[1], 5, 1],
  ]);
});

test('what is larger than asked for is not found', () => {
  const slots: readonly Slot[] = [{ id: 'copy', options: [option(0, 0), option(2, 1)] }];
  const trial: Trial = { id: 't', play: (ask) => (ask(0, 0) === 0 ? wrong : right(0)) };
  expect(find(slots, [trial], { size: 1, failures: 0, keep: 5 })).toEqual([]);
  expect(find(slots, [trial], { size: 1, failures: 1, keep: 5 })).toHaveLength(1);
  expect(find(slots, [trial], { size: 2, failures: 0, keep: 5 })).toHaveLength(1);
});

test('rules that no trial tells apart are counted and shown by the smallest', () => {
  const slots: readonly Slot[] = [
    { id: 'asked', options: [option(0, 0), option(1, 1, 0), option(2, 1, 1)] },
    { id: 'never asked', options: [option(0, 0), option(1, 1), option(2, 1)] },
  ];
  const trial: Trial = { id: 't', play: (ask) => (ask(0, 0) === 1 ? right(1) : wrong) };
  const [found, ...others] = find(slots, [trial], { size: 3, failures: 0, keep: 5 });
  expect(others).toEqual([]);
  // Sizes 1+0, 1+1, 1+2, 2+0, 2+1: five of six, for 2+2 is too large.
  expect(found).toMatchObject({ options: [1, 0], size: 1, rules: 5 });
});

test('unknown is never right', () => {
  const slots: readonly Slot[] = [{ id: 'copy', options: [option(0, 0)] }];
  const trial: Trial = { id: 't', play: () => ({ is: 'unknown', by: '10 states' }) };
  expect(find(slots, [trial], { size: 1, failures: 0, keep: 5 })).toEqual([]);
  expect(find(slots, [trial], { size: 1, failures: 1, keep: 5 })[0]?.failures).toBe(1);
});

test('a course of answers is played once, whatever number of searches walk it', () => {
  const slots: readonly Slot[] = [{ id: 'copy', options: [option(0, 0), option(1, 1), option(2, 1)] }];
  let plays = 0;
  const trial: Trial = {
    id: 't',
    play: (ask) => {
      plays++;
      return ask(0, 0) === 0 ? wrong : right(1);
    },
  };
  const trees = [new DecisionTree(trial)];
  for (const _ of [1, 2]) {
    const search = new Search(slots, trees, { size: 2, failures: 1, keep: 5 });
    while (!search.advance(1));
  }
  expect(plays).toBe(2);
});

test('a trial that asks otherwise after the same answers is found out', () => {
  const slots: readonly Slot[] = [{ id: 'copy', options: [option(0, 0, 0), option(1, 0, 1)] }];
  let plays = 0;
  const trial: Trial = { id: 'fickle', play: (ask) => right(ask(0, plays++ === 0 ? 1 : 0)) };
  expect(() => find(slots, [trial], { size: 1, failures: 0, keep: 5 })).toThrow(/fickle asked other questions/);
});

/** A trial as data: what it asks, and after which answer it goes on how. */
type Course =
  | { readonly end: Ending }
  | { readonly slot: number; readonly seen: number; readonly next: readonly Course[] };

const ending: fc.Arbitrary<Ending> = fc.oneof(
  fc.constant<Ending>({ is: 'wrong', by: 'leak' }),
  fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }))
    .map(([least, more]): Ending => ({ is: 'right', least, most: least + more })),
);

const course = (depth: number): fc.Arbitrary<Course> =>
  depth === 0
    ? ending.map((end) => ({ end }))
    : fc.oneof(
        ending.map((end) => ({ end })),
        fc
          .tuple(fc.nat(2), fc.nat(2), fc.tuple(course(depth - 1), course(depth - 1)))
          .map(([slot, seen, next]): Course => ({ slot, seen, next })),
      );

function play(at: Course, ask: Ask): Ending {
  let now = at;
  while (!('end' in now)) now = now.next[ask(now.slot, now.seen)] ?? { end: wrong };
  return now.end;
}

const slot = (id: string): fc.Arbitrary<Slot> =>
  fc
    .array(fc.tuple(fc.nat(2), fc.tuple(fc.nat(1), fc.nat(1), fc.nat(1))), { minLength: 1, maxLength: 6 })
    .map((options) => ({
      id,
      options: options.map(([size, answers]) => option(size, ...answers)).toSorted((a, b) => a.size - b.size),
    }));

interface Alike extends Score {
  readonly size: number;
  readonly rules: number;
}

/** Judges every rule for itself. */
function judgeAll(slots: readonly Slot[], courses: readonly Course[], size: number, failures: number) {
  const alike = new Map<string, Alike>();
  const go = (options: readonly Option[]): void => {
    const next = slots[options.length];
    if (next !== undefined) {
      for (const one of next.options) go([...options, one]);
      return;
    }
    const total = options.reduce((sum, one) => sum + one.size, 0);
    if (total > size) return;
    const endings = courses.map((at) => play(at, (which, seen) => options[which]?.answer(seen) ?? 0));
    const ends = endings.map((end) => (end.is === 'right' ? end : null));
    const score: Score = {
      failures: ends.filter((end) => end === null).length,
      least: ends.reduce((sum, end) => sum + (end?.least ?? 0), 0),
      most: ends.reduce((sum, end) => sum + (end?.most ?? 0), 0),
    };
    if (score.failures > failures) return;
    const key = JSON.stringify(endings);
    const before = alike.get(key);
    alike.set(key, { ...score, size: Math.min(total, before?.size ?? total), rules: (before?.rules ?? 0) + 1 });
  };
  go([]);
  return [...alike.values()].toSorted((a, b) => compareScores(a, b) || a.size - b.size);
}

/** In an order that equals leave open. */
const told = (all: readonly Alike[]) =>
  all.map((one) => JSON.stringify([one.failures, one.most, one.least, one.size, one.rules])).toSorted();

test('finds what a search finds that judges every rule for itself', () => {
  const slots = fc.tuple(slot('a'), slot('b'), slot('c'));
  const courses = fc.array(course(4), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      slots,
      courses,
      fc.nat(4),
      fc.nat(2),
      fc.integer({ min: 1, max: 6 }),
      (some, all, size, failures, keep) => {
        const trials = all.map((at, index): Trial => ({ id: String(index), play: (ask) => play(at, ask) }));
        const expected = judgeAll(some, all, size, failures);
        const last = expected[keep - 1];
        const kept = last === undefined ? expected : expected.filter((one) => compareScores(one, last) <= 0);
        expect(told(find(some, trials, { size, failures, keep }))).toEqual(told(kept));
      },
    ),
    { numRuns: 300 },
  );
});
