import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printOrder, readOrder } from '#lib/observation/order';
import { findPin } from '#lib/observation/pin';
import { translateOrder } from '#lib/observation/translate';
import { orders } from './orders.ts';

describe('the language of orders', () => {
  it('reads actors, verbs in either form, and leaves remarks out', () => {
    expect(readOrder('fork;child pins;child munmaps;parent writes (attack)').steps).toEqual([
      { actor: 'parent', verb: 'fork' },
      { actor: 'child', verb: 'pin' },
      { actor: 'child', verb: 'munmap' },
      { actor: 'parent', verb: 'write' },
    ]);
    expect(
      readOrder('pin; mprotect R; mprotect RW; MADV_PAGEOUT; clear_refs; write').steps?.map(({ verb }) => verb),
    ).toEqual(['pin', 'protect', 'unprotect', 'pageout', 'clear-refs', 'write']);
  });

  it.each([
    ['pin;mremaps;write', 'unknown word “mremaps”'],
    ['fork;grandchild writes', 'unknown word “grandchild writes”'],
    ['child writes', 'the child acts where there is none'],
    ['fork;child exits;child writes', 'the child acts where there is none'],
    ['fork;fork;write', 'a second child beside the first'],
    ['fork;child forks', 'a child forks'],
    ['parent', '“parent” lacks a verb'],
    [' ; ', 'the order has no step'],
  ])('does not guess at %s', (text, reason) => {
    expect(readOrder(text)).toEqual({ steps: null, reason });
  });

  it('prints what it reads: parse and print are inverse', () => {
    fc.assert(
      fc.property(orders, (steps) => {
        expect(readOrder(printOrder(steps)).steps).toEqual(steps);
      }),
    );
  });

  it('gives a scenario or a reason for every order', () => {
    fc.assert(
      fc.property(orders, fc.constantFrom('base', 'thp', 'hugetlb'), (steps, kind) => {
        const pin = findPin('pin_RO') ?? null;
        const { text, reason } = translateOrder({ steps, pin, kernel: '6.1.192', kind });
        expect(text === null).toBe(reason !== null);
      }),
    );
  });

  it('names a second child where the first has exited, and reads by whom the page is still mapped', () => {
    const { steps } = readOrder('fork;child exits;fork;parent munmaps;child writes');
    const translation = translateOrder({ steps: steps ?? [], pin: null, kernel: '6.1', kind: 'base' });
    expect(translation.text).toBe(
      'mm observed-order\n\nP: map v = old\nP: fork C\nC: exit\nP: fork C2\nP: munmap v\nC2: write v = new\nC2: read v -> child_sees\n',
    );
  });

  it('takes plain references where there is no FOLL_PIN yet', () => {
    const text = (kernel: string) => {
      const steps = readOrder('pin;write').steps ?? [];
      return translateOrder({ steps, pin: findPin('pin_RO_longterm') ?? null, kernel, kind: 'base' }).text;
    };
    expect(text('5.4.59')).toContain('P: get read v -> h');
    expect(text('5.5')).toContain('P: get read v -> h');
    expect(text('5.6')).toContain('P: pin read longterm v -> h');
    expect(text('5.10.218')).toContain('P: pin read longterm v -> h');
  });
});
