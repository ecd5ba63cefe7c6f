import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Layout, widthOf } from '#lib/check/layout';
import { Store } from '#lib/check/store';
import { BoundHit, View } from '#lib/check/view';

const fields = fc.array(
  fc.record({ max: fc.integer({ min: 0, max: 65_535 }), length: fc.integer({ min: 0, max: 5 }) }),
  {
    minLength: 1,
    maxLength: 12,
  },
);

describe('fields packed into words', () => {
  it('keep what was written, whatever is written beside them', () => {
    fc.assert(
      fc.property(fields, fc.infiniteStream(fc.nat()), (declared, numbers) => {
        const layout = new Layout();
        for (const [index, { max, length }] of declared.entries()) layout.declare(`f${index}`, max, length);
        layout.seal();
        const view = new View(layout.words);
        const written = new Map<number, number>();
        for (const [index, { max, length }] of declared.entries())
          for (const [at, handle] of layout.row(`f${index}`).entries()) {
            const value = (numbers.next().value as number) % (max + 1);
            view.set(handle, value);
            written.set(handle, value);
            expect(layout.describe(handle)).toBe(length > 1 ? `f${index}[${at}]` : `f${index}`);
          }
        for (const [handle, value] of written) expect(view.get(handle)).toBe(value);
      }),
    );
  });

  it('refuse what does not fit, and take a number below zero for a fault of the model', () => {
    const layout = new Layout();
    layout.declare('small', 3);
    layout.seal();
    const view = new View(layout.words);
    expect(() => view.set(layout.get('small'), 4)).toThrow(BoundHit);
    expect(() => view.set(layout.get('small'), -1)).toThrow(/below zero/);
    expect(view.get(layout.get('small'))).toBe(0);
  });

  it('take as many bits as their maximum needs, and no word more than they fill', () => {
    const layout = new Layout();
    for (const [name, max, length] of [
      ['ten', 1023, 3],
      ['five', 17, 12],
      ['three', 7, 10],
      ['flag', 1, 12],
    ] as const)
      layout.declare(name, max, length);
    layout.seal();
    // 30 + 60 + 30 + 12 bits.
    expect(layout.words).toBe(5);
    for (const { row } of layout.fields())
      for (const handle of row) expect(((handle >>> 5) & 31) + widthOf(handle)).toBeLessThanOrEqual(32);
  });

  it('of maximum 0 take no bit, read 0 and refuse all else, by their name', () => {
    const layout = new Layout();
    layout.declare('one', 1);
    layout.declare('none', 0, 30);
    layout.seal();
    expect(layout.words).toBe(1);
    const view = new View(layout.words);
    view.set(layout.get('one'), 1);
    for (const [index, handle] of layout.row('none').entries()) {
      expect(view.get(handle)).toBe(0);
      expect(() => view.set(handle, 0)).not.toThrow();
      expect(() => view.set(handle, 1)).toThrow(BoundHit);
      expect(layout.describe(handle)).toBe(`none[${index}]`);
    }
    expect([...view.words]).toEqual([1]);
  });
});

describe('the store', () => {
  it('knows each state once, across chunks and growth of its table', () => {
    const store = new Store(2);
    const words = new Int32Array(2);
    for (let i = 0; i < 60_000; i++) {
      words[0] = Math.imul(i, 0x9e3779b1);
      words[1] = i & 7;
      expect(store.add(words, i >>> 1)).toBe(i);
    }
    for (let i = 0; i < 60_000; i += 7) {
      words[0] = Math.imul(i, 0x9e3779b1);
      words[1] = i & 7;
      expect(store.find(words)).toBe(i);
      expect(store.parentOf(i)).toBe(i >>> 1);
      words[1] = 9;
      expect(store.find(words)).toBe(-1);
    }
    expect(store.count).toBe(60_000);
  });
});
