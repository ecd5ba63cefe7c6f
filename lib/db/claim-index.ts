import type { FilteredClaim } from '#lib/argument/claim-filter';
import { attitudes } from '#lib/argument/stance';
import { claimOrder, claimSelect, viewClaimRow } from '#lib/db/claim-row';
import { findDebateFront } from '#lib/db/debate';
import type { PrismaClient } from '#lib/db/generated/client';
import { getMoot } from '#lib/db/open';
import type { ClaimRow } from '#lib/db/record-types';
import { StampedCache } from '#lib/db/stamped-cache';
import { readWord } from '#lib/db/words';

/** A claim with what lists of claims are narrowed and sorted by. */
export interface IndexedClaim extends ClaimRow, FilteredClaim {
  readonly stances: readonly {
    readonly person: string;
    readonly attitude: (typeof attitudes)[number];
    readonly date: string;
  }[];
  /** Day of its last stance; null where nobody took one. */
  readonly until: string | null;
  /** Slugs of the scenarios that test it. */
  readonly scenarios: readonly string[];
  /** Slug of the claim that this one refines; null where it refines none. */
  readonly refines: string | null;
}

const cache = new StampedCache<readonly IndexedClaim[]>();

/** Every claim, in the order of the debate's topics and of its number there. */
export async function listIndexedClaims(): Promise<readonly IndexedClaim[]> {
  const { prisma } = await getMoot();
  return cache.get(prisma, 'all', () => readIndex(prisma));
}

async function readIndex(prisma: PrismaClient): Promise<readonly IndexedClaim[]> {
  const [debate, claims] = await Promise.all([
    findDebateFront(prisma),
    prisma.claim.findMany({
      select: {
        ...claimSelect,
        scenarios: {
          select: { property: true, scenario: { select: { record: { select: { slug: true } } } } },
          orderBy: { position: 'asc' },
        },
        relations: {
          where: { kind: 'refines' },
          select: { to: { select: { record: { select: { slug: true } } } } },
          orderBy: { position: 'asc' },
          take: 1,
        },
      },
      orderBy: claimOrder,
    }),
  ]);
  const topics = (debate?.front.topics ?? []).map(({ id }) => id);
  const place = (topic: string) => (topics.includes(topic) ? topics.indexOf(topic) : topics.length);
  const rows = claims.map((claim): IndexedClaim => {
    const stances = claim.stances.map(({ person, attitude, date }) => {
      return { person: person.record.slug, attitude: readWord(attitudes, attitude), date };
    });
    const dates = stances.map(({ date }) => date).toSorted();
    return {
      ...viewClaimRow(claim),
      stances,
      since: dates[0] ?? null,
      until: dates.at(-1) ?? null,
      properties: [...new Set(claim.scenarios.map(({ property }) => property))],
      scenarios: [...new Set(claim.scenarios.map(({ scenario }) => scenario.record.slug))],
      refines: claim.relations[0]?.to.record.slug ?? null,
    };
  });
  return rows.toSorted((a, b) => place(a.topic) - place(b.topic));
}
