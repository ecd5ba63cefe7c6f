import type { CowPolicy } from '#lib/mm/policy';
import { gupBreaksCow } from '#lib/mm/policy/gup-breaks-cow';
import { breaksCowUnlessItMayShare } from '#lib/mm/rule/gup';

/** As 5.8, but a caller of GUP who accepts the wrong side of a COW says so and is left alone. Thought of, never written. */
export const gupBreaksCowOptOut: CowPolicy = {
  ...gupBreaksCow,
  id: 'P5',
  rule: 'opt-out flag',
  standing: 'proposed',
  inForce: 'Aug 2020',
  variantOf: null,
  source: 'CAHk-=whUVHA-=4mwGaUA42teESc2mX1nwZjbbOMQsvPaoYxh3w@mail.gmail.com',
  gup: breaksCowUnlessItMayShare,
};
