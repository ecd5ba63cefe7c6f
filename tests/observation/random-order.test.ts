import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type OrderActor, type OrderStep, printOrder } from '#lib/observation/order';
import { pins } from '#lib/observation/pin';
import { makePlayer } from '#lib/observation/player';
import { predictOrder } from '#lib/observation/predict-order';
import { simulators } from '#lib/simulators';
import { orders } from './orders.ts';

const [simulator] = simulators;
if (simulator === undefined) throw new Error('there is no simulator');
const { kernels, kinds } = simulator;

/** What each process reads at the end, if each had memory of its own: fork copies, and nobody sees another's stores. */
function playApart(steps: readonly OrderStep[]): ReadonlyMap<OrderActor, string> {
  const seen = new Map<OrderActor, string>([['parent', 'old']]);
  const readOnly = new Set<OrderActor>();
  for (const { actor, verb } of steps) {
    const own = seen.get(actor);
    if (verb === 'fork') {
      if (own === undefined) seen.delete('child');
      else seen.set('child', own);
      if (readOnly.has('parent')) readOnly.add('child');
      else readOnly.delete('child');
    }
    if (verb === 'protect') readOnly.add(actor);
    if (verb === 'unprotect') readOnly.delete(actor);
    // A store into a mapping that may not be written is a fault, and stores nothing.
    if (verb === 'write' && !readOnly.has(actor)) seen.set(actor, 'new');
    if (verb === 'dontneed') seen.set(actor, '0');
    if (verb === 'munmap' || verb === 'exit') seen.delete(actor);
  }
  return seen;
}

test('any order has one end under every kernel and on every kind of page, and processes read their own memory', () => {
  const play = makePlayer(simulator);
  const asked = { modelled: 0, silent: 0 };
  const pin = fc.constantFrom(...pins.map(({ name }) => name));
  const kernel = fc.constantFrom(...kernels);
  const kind = fc.constantFrom(...kinds.map(({ id }) => id));
  fc.assert(
    fc.property(orders, pin, kernel, kind, (steps, pinName, release, kindId) => {
      const order = printOrder(steps);
      const { text, prediction } = predictOrder({ order, pin: pinName, kernel: release, kind: kindId }, play);
      if (prediction.is === 'not modelled') {
        asked.silent += 1;
        expect(prediction.reason).toMatch(/touches what it has unmapped|nothing is pinned|makes no sense|not played/);
        return;
      }
      asked.modelled += 1;
      expect([text, prediction.ends.length]).toEqual([text, 1]);
      const [end] = prediction.ends;
      // Where GUP for reading breaks COW on hugetlb it leaves the entry writable, whatever the mapping allows.
      const isAnomaly = kindId === 'hugetlb' && ['5.4.59', '5.8'].includes(release);
      if (isAnomaly && steps.some(({ verb }) => verb === 'protect')) return;
      const apart = playApart(steps);
      for (const actor of ['parent', 'child'] as const) expect([text, end?.[actor]]).toEqual([text, apart.get(actor)]);
    }),
    { numRuns: 400 },
  );
  expect(asked.modelled).toBeGreaterThan(50);
});
