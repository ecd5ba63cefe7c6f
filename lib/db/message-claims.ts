import { claimSelect, viewClaimRow } from '#lib/db/claim-row';
import { getMoot } from '#lib/db/open';
import type { MessageClaim } from '#lib/db/record-types';
import { stanceSelect, viewStance } from '#lib/db/stance-row';

const last = Number.MAX_SAFE_INTEGER;

/** The claims that somebody makes, accepts or rejects in a mail, in the order of its paragraphs where they are known. */
export async function claimsOfMessage(messageId: string): Promise<readonly MessageClaim[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.stance.findMany({
    where: { name: { text: messageId }, claimId: { not: null } },
    select: { ...stanceSelect, claim: { select: claimSelect } },
    orderBy: { id: 'asc' },
  });
  return rows
    .flatMap((row): MessageClaim[] => {
      if (row.claim === null) return [];
      const { person, attitude, note, paragraph } = viewStance(row);
      return [{ claim: viewClaimRow(row.claim), person, attitude, note, paragraph }];
    })
    .toSorted((a, b) => (a.paragraph ?? last) - (b.paragraph ?? last) || a.claim.position - b.claim.position);
}
