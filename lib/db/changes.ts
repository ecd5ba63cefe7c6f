import { changeStates } from '#lib/argument/record/change';
import { getClaimRows } from '#lib/db/claim-row';
import type { Prisma } from '#lib/db/generated/client';
import { findHeld, idsOfSources, viewSource } from '#lib/db/held';
import { getMoot } from '#lib/db/open';
import { policySelect, sortPolicies, viewPolicyRow } from '#lib/db/policy-row';
import { viewRevision } from '#lib/db/record-text';
import type { ChangePage, ChangeRow } from '#lib/db/record-types';
import { revisionOrder } from '#lib/db/revision-order';
import { stanceSelect, viewStance } from '#lib/db/stance-row';
import { readWord } from '#lib/db/words';
import { readFront } from '#lib/markdown/record-file';

/** What a change in a list needs. */
export const changeSelect = {
  date: true,
  state: true,
  commit: true,
  release: true,
  record: { select: { slug: true, title: true } },
  author: { select: { name: true, record: { select: { slug: true } } } },
  name: { select: { text: true, _count: { select: { messages: true } } } },
} as const satisfies Prisma.ChangeSelect;

type Row = Prisma.ChangeGetPayload<{ select: typeof changeSelect }>;

/** A change's row as lists show it. */
export function viewChangeRow(row: Row): ChangeRow {
  return {
    slug: row.record.slug,
    title: row.record.title,
    author: row.author === null ? null : { slug: row.author.record.slug, name: row.author.name },
    date: row.date,
    state: readWord(changeStates, row.state),
    commit: row.commit,
    release: row.release,
    messageId: row.name?.text ?? null,
    held: (row.name?._count.messages ?? 0) > 0,
  };
}

/** Every change, by date. */
export async function listChanges(): Promise<readonly ChangeRow[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.change.findMany({ select: changeSelect, orderBy: [{ date: 'asc' }, { recordId: 'asc' }] });
  return rows.map(viewChangeRow);
}

/** A change with the policies it made, the claims about it and what people said of it. */
export async function findChange(slug: string): Promise<ChangePage | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.record.findUnique({
    where: { kind_slug: { kind: 'change', slug } },
    include: {
      change: {
        select: {
          ...changeSelect,
          claims: { select: { claimId: true }, orderBy: { claimId: 'asc' } },
          stances: { select: stanceSelect, orderBy: { position: 'asc' } },
        },
      },
      revisions: revisionOrder,
    },
  });
  if (row === null || row.change === null) return undefined;
  const front = readFront('change', row.front);
  const [policies, held, rows] = await Promise.all([
    prisma.policy.findMany({ where: { policy: { in: front.policies } }, select: policySelect }),
    findHeld(prisma, idsOfSources(front.sources)),
    getClaimRows(prisma),
  ]);
  return {
    ...viewChangeRow(row.change),
    policies: sortPolicies(policies).map(viewPolicyRow),
    claims: row.change.claims.flatMap(({ claimId }) => rows.get(claimId) ?? []),
    stances: row.change.stances.map(viewStance),
    sources: front.sources.map((source) => viewSource(source, held)),
    bodyMarkdown: row.body,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    revisions: row.revisions.map(viewRevision),
  };
}
