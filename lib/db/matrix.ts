import { claimOrder, claimSelect, viewClaimRow } from '#lib/db/claim-row';
import { findDebateFront } from '#lib/db/debate';
import type { PrismaClient } from '#lib/db/generated/client';
import { listJudged, makeCell } from '#lib/db/matrix-cell';
import { getMoot } from '#lib/db/open';
import { policySelect, sortPolicies, viewPolicyRow } from '#lib/db/policy-row';
import type { Matrix, MatrixRow, Topic } from '#lib/db/record-types';
import { StampedCache } from '#lib/db/stamped-cache';

/**
 * Every claim under every policy, by topic. Topics come in the order of the debate; a claim of a topic that the debate
 * does not have stands at the end under that topic's id.
 */
export async function getMatrix(): Promise<Matrix> {
  const { prisma } = await getMoot();
  return cache.get(prisma, 'all', () => readMatrix(prisma));
}

const cache = new StampedCache<Matrix>();

async function readMatrix(prisma: PrismaClient): Promise<Matrix> {
  const [debate, policies, claims, judged] = await Promise.all([
    findDebateFront(prisma),
    prisma.policy.findMany({ select: policySelect }).then(sortPolicies),
    prisma.claim.findMany({
      select: {
        ...claimSelect,
        scenarios: { select: { scenarioId: true, property: true }, orderBy: { position: 'asc' } },
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
  const rows = claims.map((claim): MatrixRow => {
    const tests = claim.scenarios.flatMap(({ scenarioId, property }) => {
      const scenario = judged.get(scenarioId);
      return scenario === undefined ? [] : [{ scenario, property }];
    });
    return {
      claim: viewClaimRow(claim),
      refines: claim.relations[0]?.to.record.slug ?? null,
      judged: tests.length > 0,
      cells: policies.map((policy) => makeCell(policy, tests)),
    };
  });
  const known: readonly Topic[] = debate?.front.topics ?? [];
  const strange = [...new Set(rows.map(({ claim }) => claim.topic))].filter((id) =>
    known.every((topic) => topic.id !== id),
  );
  const topics = [...known, ...strange.map((id) => ({ id, title: id, text: '' }))];
  return {
    policies: policies.map(viewPolicyRow),
    topics: topics.map((topic) => ({ ...topic, rows: rows.filter(({ claim }) => claim.topic === topic.id) })),
  };
}
