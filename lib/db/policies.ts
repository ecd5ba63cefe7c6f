import { changeSelect, viewChangeRow } from '#lib/db/changes';
import { claimOrder, getClaimRows } from '#lib/db/claim-row';
import { counterexampleSelect, viewCounterexample } from '#lib/db/counterexample-row';
import { getDebate } from '#lib/db/debate-records';
import { findHeld, idsOfSources, viewSource } from '#lib/db/held';
import { listJudged, listTests, makeCell, testSelect } from '#lib/db/matrix-cell';
import { getMoot } from '#lib/db/open';
import { comparePolicies } from '#lib/db/policy-change';
import { policySelect, sortPolicies, viewPolicyRow } from '#lib/db/policy-row';
import { viewRevision } from '#lib/db/record-text';
import type { PolicyPage, PolicyRow, PolicyRule } from '#lib/db/record-types';
import { revisionOrder } from '#lib/db/revision-order';
import { readFront } from '#lib/markdown/record-file';
import type { Simulator } from '#lib/scenario/simulator';
import { simulators } from '#lib/simulators';

/** Every policy, family by family: released ones in the order of their releases, then proposed ones. */
export async function listPolicies(): Promise<readonly PolicyRow[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.policy.findMany({ select: policySelect });
  return sortPolicies(rows).map(viewPolicyRow);
}

/** A policy with its column of the matrix, its commits and sources. */
export async function findPolicy(id: string): Promise<PolicyPage | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.record.findUnique({
    where: { kind_slug: { kind: 'policy', slug: id } },
    include: {
      policy: {
        select: {
          ...policySelect,
          counterexamples: { select: counterexampleSelect, orderBy: { recordId: 'asc' } },
        },
      },
      revisions: revisionOrder,
    },
  });
  if (row === null || row.policy === null) return undefined;
  const { policy } = row;
  const front = readFront('policy', row.front);
  const all = (await prisma.policy.findMany({ select: policySelect }).then(sortPolicies)).map(viewPolicyRow);
  const simulator = simulators.find(({ rulesOf }) => rulesOf(id).length > 0);
  const before = all.find((one) => one.id === simulator?.predecessorOf(id));
  const [held, claims, judged, rows, changes, change] = await Promise.all([
    findHeld(prisma, idsOfSources(front.sources)),
    prisma.claim.findMany({
      where: { scenarios: { some: {} } },
      select: {
        recordId: true,
        scenarios: { select: testSelect, orderBy: { position: 'asc' } },
      },
      orderBy: claimOrder,
    }),
    listJudged(prisma),
    getClaimRows(prisma),
    listChangesOf(id),
    before === undefined ? null : getDebate().then(({ verdicts }) => comparePolicies(verdicts, before, id)),
  ]);
  return {
    ...viewPolicyRow(policy),
    kinds: simulator?.kinds ?? [],
    rules: listRules(simulator, id, before?.id ?? null),
    change,
    variants: all.filter(({ variantOf }) => variantOf === id),
    kernels: (simulator?.kernels ?? []).filter((name) => simulator?.resolve(name)?.policies.includes(id)),
    since: front.since ?? null,
    until: front.until ?? null,
    commits: front.commits.map(({ commit, subject = null, release = null }) => ({ commit, subject, release })),
    sources: front.sources.map((source) => viewSource(source, held)),
    bodyMarkdown: row.body,
    rows: claims.flatMap((claim) => {
      const cell = makeCell(policy, listTests(claim.scenarios, judged));
      const row = rows.get(claim.recordId);
      return row === undefined || cell.scenario === null ? [] : [{ claim: row, cell }];
    }),
    counterexamples: policy.counterexamples.map(viewCounterexample),
    changes,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    revisions: row.revisions.map(viewRevision),
  };
}

/** A policy's answers, each beside that of the policy before it where they differ. */
export function listRules(simulator: Simulator | undefined, id: string, before: string | null): readonly PolicyRule[] {
  const was = new Map(
    (before === null ? [] : (simulator?.rulesOf(before) ?? [])).map(({ question, answers }) => [question, answers]),
  );
  return (simulator?.rulesOf(id) ?? []).map((rule) => {
    const answers = was.get(rule.question);
    const isSame =
      answers !== undefined && Object.entries(rule.answers).every(([kind, text]) => answers[kind] === text);
    return { ...rule, before: answers === undefined || isSame ? null : answers };
  });
}

/** Changes whose front matter names the policy. There are few changes, and their policies are no table of their own. */
async function listChangesOf(id: string): Promise<PolicyPage['changes']> {
  const { prisma } = await getMoot();
  const rows = await prisma.change.findMany({
    where: { record: { front: { contains: JSON.stringify(id) } } },
    select: { ...changeSelect, record: { select: { slug: true, title: true, front: true } } },
    orderBy: [{ date: 'asc' }, { recordId: 'asc' }],
  });
  return rows
    .filter((row) => readFront('change', row.record.front).policies.includes(id))
    .map((row) => viewChangeRow(row));
}
