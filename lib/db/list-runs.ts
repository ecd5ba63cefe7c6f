import type { Prisma, PrismaClient } from '#lib/db/generated/client';

/** Columns of a run as far as cells and comparisons need them: no outcomes. */
const briefRun = {
  id: true,
  scenarioId: true,
  policyId: true,
  kind: true,
  engine: true,
  textHash: true,
  verdict: true,
  complete: true,
  bound: true,
  states: true,
  schedules: true,
  leastCopies: true,
  mostCopies: true,
  stuck: true,
} as const satisfies Prisma.RunSelect;

/** Columns of a verdict without its trace. */
const briefVerdict = {
  runId: true,
  property: true,
  verdict: true,
  steps: true,
} as const satisfies Prisma.VerdictSelect;

/** A policy as a run needs it. */
const policySelect = {
  recordId: true,
  policy: true,
  family: true,
  position: true,
} as const satisfies Prisma.PolicySelect;

type Policy = Prisma.PolicyGetPayload<{ select: typeof policySelect }>;

/** A run with its policy and the verdicts of its properties, in their order. */
interface Joined<Verdict> {
  readonly policy: Policy;
  readonly verdicts: readonly Verdict[];
}

/** A run without traces and outcomes. */
export type BriefRun = Prisma.RunGetPayload<{ select: typeof briefRun }> &
  Joined<Prisma.VerdictGetPayload<{ select: typeof briefVerdict }>>;

/** A run with everything that is stored of it. */
export type WholeRun = Prisma.RunGetPayload<true> & Joined<Prisma.VerdictGetPayload<true>>;

/*
 * Runs and verdicts are asked for side by side and joined here. To include the verdicts in the query of the runs would ask
 * for them by a list of every run, and there are thousands: more than SQLite takes as parameters of one statement.
 */

/** The runs that pass, oldest first, as far as cells and comparisons need them. */
export async function listBriefRuns(prisma: PrismaClient, where: Prisma.RunWhereInput): Promise<readonly BriefRun[]> {
  const [runs, verdicts, policies] = await Promise.all([
    prisma.run.findMany({ where, select: briefRun, orderBy: { id: 'asc' } }),
    prisma.verdict.findMany({ where: { run: where }, select: briefVerdict, orderBy: verdictOrder }),
    prisma.policy.findMany({ select: policySelect }),
  ]);
  return join(runs, verdicts, policies);
}

/** The runs that pass, oldest first, with traces and outcomes. */
export async function listWholeRuns(prisma: PrismaClient, where: Prisma.RunWhereInput): Promise<readonly WholeRun[]> {
  const [runs, verdicts, policies] = await Promise.all([
    prisma.run.findMany({ where, orderBy: { id: 'asc' } }),
    prisma.verdict.findMany({ where: { run: where }, orderBy: verdictOrder }),
    prisma.policy.findMany({ select: policySelect }),
  ]);
  return join(runs, verdicts, policies);
}

const verdictOrder = [
  { runId: 'asc' },
  { position: 'asc' },
] as const satisfies Prisma.VerdictOrderByWithRelationInput[];

function join<
  Run extends { readonly id: number; readonly policyId: number },
  Verdict extends { readonly runId: number },
>(runs: readonly Run[], verdicts: readonly Verdict[], policies: readonly Policy[]): readonly (Run & Joined<Verdict>)[] {
  const byRun = new Map<number, Verdict[]>();
  for (const verdict of verdicts) {
    const known = byRun.get(verdict.runId);
    if (known === undefined) byRun.set(verdict.runId, [verdict]);
    else known.push(verdict);
  }
  const byId = new Map(policies.map((policy) => [policy.recordId, policy]));
  return runs.flatMap((run) => {
    const policy = byId.get(run.policyId);
    // A policy that came or went between the queries: the next page has it.
    return policy === undefined ? [] : [{ ...run, policy, verdicts: byRun.get(run.id) ?? [] }];
  });
}
