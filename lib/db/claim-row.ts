import { claimKinds } from '#lib/argument/record/claim';
import { attitudes, findHolders } from '#lib/argument/stance';
import type { Prisma, PrismaClient } from '#lib/db/generated/client';
import type { ClaimRow } from '#lib/db/record-types';
import { StampedCache } from '#lib/db/stamped-cache';
import { readWord } from '#lib/db/words';

/** What a claim in a list needs. */
export const claimSelect = {
  recordId: true,
  kind: true,
  topic: true,
  position: true,
  record: { select: { slug: true, title: true } },
  stances: {
    select: { attitude: true, date: true, person: { select: { name: true, record: { select: { slug: true } } } } },
    orderBy: { position: 'asc' },
  },
} as const satisfies Prisma.ClaimSelect;

type Row = Prisma.ClaimGetPayload<{ select: typeof claimSelect }>;

/** By topic, then number, then name. */
export const claimOrder = [
  { topic: 'asc' },
  { position: 'asc' },
  { recordId: 'asc' },
] as const satisfies Prisma.ClaimOrderByWithRelationInput[];

/** A claim's row as lists show it. */
export function viewClaimRow(row: Row): ClaimRow {
  const names = new Map(row.stances.map(({ person }) => [person.record.slug, person.name]));
  const holders = findHolders(
    row.stances.map(({ person, attitude, date }) => {
      return { person: person.record.slug, attitude: readWord(attitudes, attitude), date };
    }),
  );
  return {
    slug: row.record.slug,
    title: row.record.title,
    kind: readWord(claimKinds, row.kind),
    topic: row.topic,
    position: row.position,
    holders: holders.map((slug) => ({ slug, name: names.get(slug) ?? slug })),
  };
}

const cache = new StampedCache<ReadonlyMap<number, ClaimRow>>();

/** Every claim by its number, in the order of lists. What links to claims needs their numbers alone. */
export function getClaimRows(prisma: PrismaClient): Promise<ReadonlyMap<number, ClaimRow>> {
  return cache.get(prisma, 'all', async () => {
    const rows = await prisma.claim.findMany({ select: claimSelect, orderBy: claimOrder });
    return new Map(rows.map((row) => [row.recordId, viewClaimRow(row)]));
  });
}
