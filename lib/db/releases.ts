import { findDebateFront } from '#lib/db/debate';
import type { PrismaClient } from '#lib/db/generated/client';

/** A release, and the day on which it came out (ISO 8601). */
export interface Release {
  readonly release: string;
  readonly date: string;
}

/** What came out when, oldest first. */
export async function listReleases(prisma: PrismaClient): Promise<readonly Release[]> {
  const debate = await findDebateFront(prisma);
  return (debate?.front.releases ?? []).toSorted((one, other) => (one.date < other.date ? -1 : 1));
}

/** The newest release of a day; undefined before the first. */
export function findNewestOn(releases: readonly Release[], day: string): string | undefined {
  return releases.findLast(({ date }) => date <= day)?.release;
}
