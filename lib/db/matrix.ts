import { claimOrder, claimSelect, viewClaimRow } from '#lib/db/claim-row';
import { findDebateFront } from '#lib/db/debate';
import type { PrismaClient } from '#lib/db/generated/client';
import { listJudged, listTests, makeCell, testSelect } from '#lib/db/matrix-cell';
import { getMoot } from '#lib/db/open';
import { policySelect, sortPolicies, viewPolicyRow } from '#lib/db/policy-row';
import type { Matrix, MatrixRow, Topic } from '#lib/db/record-types';
import { StampedCache } from '#lib/db/stamped-cache';

/**
 * A matrix for each family: every claim under every policy of it that is no variant, by topic. Families and topics come
 * in the order of the debate; what the debate does not name stands at the end under its id. With a kind of page the
 * verdicts are those on that kind; without one, on the kind that each test names, else the first of its scenario.
 */
export async function listMatrices(pageKind?: string): Promise<readonly Matrix[]> {
  const { prisma } = await getMoot();
  return cache.get(prisma, pageKind ?? '', () => readMatrices(prisma, pageKind));
}

const cache = new StampedCache<readonly Matrix[]>();

async function readMatrices(prisma: PrismaClient, pageKind: string | undefined): Promise<readonly Matrix[]> {
  const [debate, stored, claims, judged] = await Promise.all([
    findDebateFront(prisma),
    prisma.policy.findMany({ select: policySelect }).then(sortPolicies),
    prisma.claim.findMany({
      select: {
        ...claimSelect,
        scenarios: { select: testSelect, orderBy: { position: 'asc' } },
        relations: {
          where: { kind: 'refines' },
          select: { to: { select: { record: { select: { slug: true } } } } },
          orderBy: { position: 'asc' },
          take: 1,
        },
      },
      orderBy: claimOrder,
    }),
    listJudged(prisma),
  ]);
  const topics = withStrange(
    debate?.front.topics ?? [],
    claims.map(({ topic }) => topic),
    (id): Topic => ({ id, title: id, text: '' }),
  );
  const policies = stored.map((key) => ({ key, row: viewPolicyRow(key) }));
  const families = withStrange(
    debate?.front.families ?? [],
    policies.map(({ row }) => row.family),
    (id) => ({ id, title: id }),
  );
  return families.flatMap(({ id: family, title }): Matrix[] => {
    const columns = policies.filter(({ row }) => row.family === family && row.variantOf === null);
    if (columns.length === 0) return [];
    const rows = claims.map((claim): MatrixRow => {
      const tests = listTests(claim.scenarios, judged);
      const cells = columns.map(({ key }) => makeCell(key, tests, pageKind));
      return {
        claim: viewClaimRow(claim),
        refines: claim.relations[0]?.to.record.slug ?? null,
        judged: cells.some((cell) => cell.scenario !== null),
        cells,
      };
    });
    return [
      {
        family,
        title,
        policies: columns.map(({ row }) => row),
        topics: topics.map((topic) => ({ ...topic, rows: rows.filter(({ claim }) => claim.topic === topic.id) })),
      },
    ];
  });
}

/** The known ones, then those that are met and not known, in the order in which they are met. */
export function withStrange<T extends { readonly id: string }>(
  known: readonly T[],
  met: readonly string[],
  make: (id: string) => T,
): readonly T[] {
  const strange = [...new Set(met)].filter((id) => known.every((one) => one.id !== id));
  return [...known, ...strange.map(make)];
}
