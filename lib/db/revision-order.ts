import type { Prisma } from '#lib/db/generated/client';

/** A record's revisions without their texts, newest first. */
export const revisionOrder = {
  select: { version: true, author: true, at: true, note: true },
  orderBy: { version: 'desc' },
} as const satisfies Prisma.Record$revisionsArgs;
