import { openIndex } from '#lib/db/index/open';
import type { Check } from '#lib/db/verify/check';

/** The first and last moment that JavaScript knows (ECMA-262, time values). */
const FOREVER = 8.64e15;

/** Whether the full text has every message that is held, and finds some of them. */
export const fullText: Check = {
  what: 'full text',
  async find(moot) {
    const index = await openIndex(moot);
    try {
      const everything = { kind: 'date', fromMs: -FOREVER, untilMs: FOREVER } as const;
      const options = { limit: 1, order: 'date', countLimit: Number.MAX_SAFE_INTEGER } as const;
      const { count } = await index.find(everything, options);
      const held = await moot.prisma.message.count();
      const pending = (await index.pending()).length;
      if (count === held && pending === 0) return [];
      const message = `has ${count} of ${held} messages, ${pending} to be read anew: the next search or import adds them`;
      return [{ place: 'full text', message }];
    } finally {
      await index.close();
    }
  },
};
