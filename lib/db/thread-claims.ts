import { getClaimRows } from '#lib/db/claim-row';
import { getMoot } from '#lib/db/open';
import type { ClaimRow } from '#lib/db/record-types';

/** The claims that mails of a mail's thread take a stance on, in the order of lists. */
export async function listClaimsOfThread(messageId: string): Promise<readonly ClaimRow[]> {
  const { prisma } = await getMoot();
  const name = await prisma.messageName.findUnique({ where: { text: messageId }, select: { threadId: true } });
  if (name === null || name.threadId === null) return [];
  const { threadId } = name;
  const stances = await prisma.stance.findMany({
    where: { claimId: { not: null }, name: { threadId } },
    select: { claimId: true },
    distinct: ['claimId'],
  });
  const ids = new Set(stances.map(({ claimId }) => claimId));
  return [...(await getClaimRows(prisma))].flatMap(([id, claim]) => (ids.has(id) ? [claim] : []));
}

/** The versions that claims are in now, by slug. */
export async function listVersions(slugs: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { prisma } = await getMoot();
  const rows = await prisma.record.findMany({
    where: { kind: 'claim', slug: { in: [...slugs] } },
    select: { slug: true, version: true },
  });
  return new Map(rows.map(({ slug, version }) => [slug, version]));
}
