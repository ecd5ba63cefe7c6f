import type { Prisma } from '#lib/db/generated/client';

/**
 * Patches of a series: by their number, those without one first. Said, because engines put a missing number at different
 * ends.
 */
export const partOrder = [
  { part: { sort: 'asc', nulls: 'first' } },
  { id: 'asc' },
] as const satisfies readonly Prisma.PatchOrderByWithRelationInput[];
