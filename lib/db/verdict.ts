import { worstFirst } from '#lib/argument/standing';
import type { PrismaClient } from '#lib/db/generated/client';
import { listWholeRuns } from '#lib/db/list-runs';
import { getMoot } from '#lib/db/open';
import { engineOf, sortKinds } from '#lib/db/played-by';
import { sortPolicies } from '#lib/db/policy-row';
import type { Recorded } from '#lib/db/record-types';
import { runColumns, verdictColumns, viewRun } from '#lib/db/run-row';
import { StampedCache } from '#lib/db/stamped-cache';
import { inTransaction } from '#lib/db/transaction';
import { readWord } from '#lib/db/words';
import type { PolicyRun, ScenarioRun } from '#lib/scenario/run';

/**
 * Stores the runs of a scenario in place of those recorded before. `textHash` is that of the text that was explored.
 * Returns the policies of the run that have no record, and whose runs were therefore not stored.
 */
export async function recordRun(prisma: PrismaClient, run: ScenarioRun, textHash: string): Promise<readonly string[]> {
  return inTransaction(prisma, async (tx) => {
    const { id: scenarioId } = await tx.record.findUniqueOrThrow({
      where: { kind_slug: { kind: 'scenario', slug: run.scenario } },
      select: { id: true },
    });
    const policies = await tx.policy.findMany({ select: { recordId: true, policy: true } });
    const idOf = new Map(policies.map((policy) => [policy.policy, policy.recordId]));
    const judged = run.runs.flatMap((one) => {
      const policyId = idOf.get(one.policy);
      return policyId === undefined ? [] : [{ one, policyId }];
    });
    await tx.run.deleteMany({ where: { scenarioId } });
    const made = await tx.run.createManyAndReturn({
      data: judged.map(({ one, policyId }) => {
        return { ...runColumns(one), scenarioId, policyId, engine: run.engine, textHash };
      }),
      select: { id: true, policyId: true, kind: true },
    });
    const numbers = new Map(made.map(({ id, policyId, kind }) => [`${policyId} ${kind}`, id]));
    await tx.verdict.createMany({
      data: judged.flatMap(({ one, policyId }) => {
        const runId = numbers.get(`${policyId} ${one.kind}`);
        if (runId === undefined) throw new Error(`Cannot store the verdicts of ${run.scenario} under ${one.policy}`);
        return verdictColumns(one).map((columns) => ({ ...columns, runId }));
      }),
    });
    return run.runs.filter(({ policy }) => !idOf.has(policy)).map(({ policy }) => policy);
  });
}

/** The runs recorded for a scenario; undefined where it was never judged. */
export async function findRecorded(slug: string): Promise<Recorded | undefined> {
  const { prisma } = await getMoot();
  return (await listRecorded(prisma, [slug])).get(slug);
}

const cache = new StampedCache<ReadonlyMap<string, Recorded>>();

/** The runs recorded for some scenarios, by slug; those never judged are missing. Read again only when something changed. */
export function listRecorded(prisma: PrismaClient, slugs: readonly string[]): Promise<ReadonlyMap<string, Recorded>> {
  if (slugs.length === 0) return Promise.resolve(new Map());
  return cache.get(prisma, slugs.join(' '), () => readRecorded(prisma, slugs));
}

async function readRecorded(prisma: PrismaClient, slugs: readonly string[]): Promise<ReadonlyMap<string, Recorded>> {
  const wanted = { record: { slug: { in: [...slugs] } } };
  const [scenarios, runs] = await Promise.all([
    prisma.scenario.findMany({
      where: wanted,
      select: { recordId: true, simulator: true, textHash: true, record: { select: { slug: true } } },
    }),
    listWholeRuns(prisma, { scenario: wanted }),
  ]);
  return new Map(
    scenarios.flatMap(({ recordId, simulator, textHash, record: { slug } }): [string, Recorded][] => {
      const own = runs.filter(({ scenarioId }) => scenarioId === recordId);
      const kinds = sortKinds(simulator, new Set(own.map(({ kind }) => kind)));
      const byKind = own.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
      const rows = sortPolicies(byKind.map((row) => ({ ...row.policy, row }))).map(({ row }) => row);
      const [first] = rows;
      if (first === undefined) return [];
      const engine = engineOf(simulator);
      const stale = rows.some((row) => row.engine !== engine || row.textHash !== textHash);
      const at = new Date(Math.max(...rows.map((row) => row.at.getTime()))).toISOString();
      return [[slug, { scenario: slug, engine: first.engine, runs: rows.map(viewRun), stale, at }]];
    }),
  );
}

/** A run as a list of scenarios shows it. */
export interface ListedRun extends Pick<PolicyRun, 'policy' | 'kind' | 'verdict'> {
  readonly stale: boolean;
}

const listed = new StampedCache<ReadonlyMap<string, readonly ListedRun[]>>();

/** The verdicts of every scenario, by slug, on its first kind of page; those never judged are missing. */
export function listFirstVerdicts(prisma: PrismaClient): Promise<ReadonlyMap<string, readonly ListedRun[]>> {
  return listed.get(prisma, 'all', async () => {
    const [scenarios, runs] = await Promise.all([
      prisma.scenario.findMany({
        select: { recordId: true, simulator: true, textHash: true, record: { select: { slug: true } } },
      }),
      prisma.run.findMany({
        select: { scenarioId: true, policyId: true, kind: true, verdict: true, engine: true, textHash: true },
        orderBy: { id: 'asc' },
      }),
    ]);
    const policies = new Map(
      (await prisma.policy.findMany({ select: { recordId: true, policy: true } })).map((one) => [
        one.recordId,
        one.policy,
      ]),
    );
    return new Map(
      scenarios.flatMap(({ recordId, simulator, textHash, record: { slug } }): [string, readonly ListedRun[]][] => {
        const own = runs.filter(({ scenarioId }) => scenarioId === recordId);
        const [first] = sortKinds(simulator, new Set(own.map(({ kind }) => kind)));
        const engine = engineOf(simulator);
        const shown = own.flatMap((run): ListedRun[] => {
          const policy = policies.get(run.policyId);
          if (policy === undefined || run.kind !== first) return [];
          const stale = run.engine !== engine || run.textHash !== textHash;
          return [{ policy, kind: run.kind, verdict: readWord(worstFirst, run.verdict), stale }];
        });
        return shown.length === 0 ? [] : [[slug, shown]];
      }),
    );
  });
}
