import fc from 'fast-check';
import type { OrderStep } from '#lib/observation/order';

const verbsOfPage = [
  'pin',
  'write',
  'read',
  'munmap',
  'protect',
  'unprotect',
  'pageout',
  'dontneed',
  'clear-refs',
] as const;

/** Orders in which nobody acts who is not there. */
export const orders = fc
  .array(fc.record({ verb: fc.constantFrom(...verbsOfPage, 'fork', 'exit', 'unpin'), isChild: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((drawn) => {
    const alive = new Set(['parent']);
    return drawn.flatMap(({ verb, isChild }): OrderStep[] => {
      const actor = isChild ? 'child' : 'parent';
      if (!alive.has(actor)) return [];
      if (verb === 'fork' && (isChild || alive.has('child'))) return [];
      if (verb === 'fork') alive.add('child');
      if (verb === 'exit') alive.delete(actor);
      return [{ actor, verb }];
    });
  })
  .filter((steps) => steps.length > 0);
