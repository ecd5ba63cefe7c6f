import type { Debate } from '#lib/argument/debate';
import type { Fronts, RecordKind } from '#lib/argument/records';
import { worstFirst } from '#lib/argument/standing';
import { type JudgedRun, makeVerdictMatrix, type VerdictMatrix } from '#lib/argument/verdict-matrix';
import type { PrismaClient } from '#lib/db/generated/client';
import { listBriefRuns } from '#lib/db/list-runs';
import { getMoot } from '#lib/db/open';
import { engineOf, sortKinds } from '#lib/db/played-by';
import { policySelect, sortPolicies, viewPolicyRow } from '#lib/db/policy-row';
import { StampedCache } from '#lib/db/stamped-cache';
import { readWord } from '#lib/db/words';
import { readFront } from '#lib/markdown/record-file';

/** Everything that disagreements, objections and computed findings follow from. */
export async function getDebate(): Promise<Debate> {
  const { prisma } = await getMoot();
  return cache.get(prisma, 'all', async () => {
    const [claims, changes, counterexamples, objections, verdicts] = await Promise.all([
      listFronts(prisma, 'claim'),
      listFronts(prisma, 'change'),
      listFronts(prisma, 'counterexample'),
      listFronts(prisma, 'objection'),
      readVerdicts(prisma),
    ]);
    const byTopic = claims.toSorted((a, b) => compare(a.topic, b.topic) || a.order - b.order || compare(a.id, b.id));
    const byDate = <T extends { readonly date: string; readonly id: string }>(fronts: readonly T[]) =>
      fronts.toSorted((a, b) => compare(a.date, b.date) || compare(a.id, b.id));
    return { claims: byTopic, changes: byDate(changes), counterexamples, objections: byDate(objections), verdicts };
  });
}

const cache = new StampedCache<Debate>();

async function listFronts<K extends RecordKind>(prisma: PrismaClient, kind: K): Promise<readonly Fronts[K][]> {
  const rows = await prisma.record.findMany({ where: { kind }, select: { front: true }, orderBy: { slug: 'asc' } });
  return rows.map(({ front }) => readFront(kind, front));
}

async function readVerdicts(prisma: PrismaClient): Promise<VerdictMatrix> {
  const [policies, scenarios, runs] = await Promise.all([
    prisma.policy.findMany({ select: policySelect }).then(sortPolicies),
    prisma.scenario.findMany({
      select: { recordId: true, simulator: true, textHash: true, record: { select: { slug: true } } },
    }),
    listBriefRuns(prisma, {}),
  ]);
  const kindsOf = new Map<number, Set<string>>();
  for (const { scenarioId, kind } of runs) {
    const known = kindsOf.get(scenarioId);
    if (known === undefined) kindsOf.set(scenarioId, new Set([kind]));
    else known.add(kind);
  }
  const played = new Map(
    scenarios.map(({ recordId, simulator, textHash, record: { slug } }) => {
      const [firstKind] = sortKinds(simulator, kindsOf.get(recordId) ?? new Set());
      return [recordId, { slug, textHash, firstKind, engine: engineOf(simulator) }];
    }),
  );
  const judged = runs.flatMap((run): JudgedRun[] => {
    const scenario = played.get(run.scenarioId);
    if (scenario === undefined) return [];
    const { leastCopies, mostCopies } = run;
    return [
      {
        scenario: scenario.slug,
        kind: run.kind,
        isFirst: run.kind === scenario.firstKind,
        policy: run.policy.policy,
        isApplicable: run.verdict !== 'not applicable',
        isStuck: run.stuck !== null,
        words: new Map(run.verdicts.map(({ property, verdict }) => [property, readWord(worstFirst, verdict)])),
        copies: leastCopies === null || mostCopies === null ? null : { least: leastCopies, most: mostCopies },
        bound: run.bound,
        stale: run.engine !== scenario.engine || run.textHash !== scenario.textHash,
      },
    ];
  });
  return makeVerdictMatrix(policies.map(viewPolicyRow), judged);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
