import { changeSelect, viewChangeRow } from '#lib/db/changes';
import { getClaimRows } from '#lib/db/claim-row';
import { getMoot } from '#lib/db/open';
import { viewRevision } from '#lib/db/record-text';
import type { PersonPage, PersonRow } from '#lib/db/record-types';
import { revisionOrder } from '#lib/db/revision-order';
import { stanceSelect, viewStance } from '#lib/db/stance-row';

/** Every person, by name. */
export async function listPeople(): Promise<readonly PersonRow[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.person.findMany({
    select: {
      name: true,
      record: { select: { slug: true } },
      addresses: { select: { address: true }, orderBy: { address: 'asc' } },
      _count: { select: { stances: { where: { claimId: { not: null } } } } },
    },
    orderBy: [{ name: 'asc' }, { recordId: 'asc' }],
  });
  return rows.map((row) => ({
    slug: row.record.slug,
    name: row.name,
    addresses: row.addresses.map(({ address }) => address),
    stances: row._count.stances,
  }));
}

/** A person with what they said of claims and changes, by date. */
export async function findPerson(slug: string): Promise<PersonPage | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.record.findUnique({
    where: { kind_slug: { kind: 'person', slug } },
    include: {
      person: {
        select: {
          name: true,
          addresses: { select: { address: true }, orderBy: { address: 'asc' } },
          stances: {
            select: { ...stanceSelect, claimId: true, change: { select: changeSelect } },
            orderBy: [{ date: 'asc' }, { id: 'asc' }],
          },
          changes: { select: changeSelect, orderBy: [{ date: 'asc' }, { recordId: 'asc' }] },
        },
      },
      revisions: revisionOrder,
    },
  });
  if (row === null || row.person === null) return undefined;
  const { name, addresses, stances, changes } = row.person;
  const known = addresses.map(({ address }) => address);
  const rows = await getClaimRows(prisma);
  const claims = stances.flatMap((stance) => {
    const claim = stance.claimId === null ? undefined : rows.get(stance.claimId);
    return claim === undefined ? [] : [{ ...viewStance(stance), claim }];
  });
  return {
    slug,
    name,
    addresses: known,
    stances: claims.length,
    bodyMarkdown: row.body,
    claims,
    changes: changes.map(viewChangeRow),
    changeStances: stances.flatMap((stance) =>
      stance.change === null ? [] : [{ ...viewStance(stance), change: viewChangeRow(stance.change) }],
    ),
    mails: await prisma.message.count({ where: { fromAddress: { in: known } } }),
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    revisions: row.revisions.map(viewRevision),
  };
}
