import type { PrismaClient } from '#lib/db/generated/client';

/**
 * What every value made of records and runs alone depends on: it changes with each save, removal and recorded run, by
 * whichever process. Two small queries. Mail is no part of it.
 */
async function readStamp(prisma: PrismaClient): Promise<string> {
  const [records, runs] = await Promise.all([
    prisma.record.aggregate({ _count: true, _max: { id: true }, _sum: { version: true } }),
    prisma.run.aggregate({ _count: true, _max: { id: true } }),
  ]);
  return [records._count, records._max.id, records._sum.version, runs._count, runs._max.id].join(' ');
}

const waiting = new WeakMap<PrismaClient, Promise<string>>();

/**
 * The stamp, read once for all who ask before the question is sent: a page asks a dozen caches at once. Nobody gets one
 * that was read before they asked.
 */
function shareStamp(prisma: PrismaClient): Promise<string> {
  const known = waiting.get(prisma);
  if (known !== undefined) return known;
  const stamp = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    waiting.delete(prisma);
    return readStamp(prisma);
  });
  waiting.set(prisma, stamp);
  return stamp;
}

/**
 * Values that are made anew only when records or runs changed. A key is the value's name among those of this cache. Of
 * more than `limit` values those go that were made first: a cache whose keys readers choose must not grow for ever.
 */
export class StampedCache<T> {
  readonly #limit: number;
  readonly #kept = new WeakMap<PrismaClient, Map<string, { readonly stamp: string; readonly value: Promise<T> }>>();

  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  async get(prisma: PrismaClient, key: string, make: () => Promise<T>): Promise<T> {
    const stamp = await shareStamp(prisma);
    const values = this.#kept.get(prisma) ?? new Map();
    this.#kept.set(prisma, values);
    const kept = values.get(key);
    if (kept?.stamp === stamp) return kept.value;
    const value = make();
    values.delete(key);
    values.set(key, { stamp, value });
    const [oldest] = values.keys();
    if (values.size > this.#limit && oldest !== undefined) values.delete(oldest);
    // A failure is not kept: the next one who asks tries again.
    value.catch(() => values.delete(key));
    return value;
  }
}
