import { claimKinds } from '#lib/argument/record/claim';
import { attitudes, findHolders } from '#lib/argument/stance';
import type { Prisma } from '#lib/db/generated/client';
import type { ClaimRow } from '#lib/db/record-types';
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
