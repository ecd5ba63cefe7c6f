import { getMoot } from '#lib/db/open';
import type { ScenarioRow } from '#lib/db/record-types';
import { listScenarios } from '#lib/db/scenarios';
import { type ListedRun, listFirstVerdicts } from '#lib/db/verdict';

/** A scenario in the list of scenarios. */
export interface ScenarioListItem {
  readonly scenario: ScenarioRow;
  /** The claims that it tests, in the order of lists, each once. */
  readonly claims: readonly { readonly slug: string; readonly title: string }[];
  /** Verdicts on its first kind of page; empty where it was never judged. */
  readonly runs: readonly ListedRun[];
}

/** Every scenario with its verdicts and the claims that it tests. A fixed number of queries, however many there are. */
export async function listScenarioItems(): Promise<readonly ScenarioListItem[]> {
  const { prisma } = await getMoot();
  const scenarios = await listScenarios();
  const [recorded, links] = await Promise.all([
    listFirstVerdicts(prisma),
    prisma.claimScenario.findMany({
      select: {
        scenario: { select: { record: { select: { slug: true } } } },
        claim: { select: { record: { select: { slug: true, title: true } } } },
      },
      orderBy: [{ claim: { topic: 'asc' } }, { claim: { position: 'asc' } }, { claimId: 'asc' }, { position: 'asc' }],
    }),
  ]);
  const claims = new Map<string, Map<string, { slug: string; title: string }>>();
  for (const { scenario, claim } of links) {
    const ofScenario = claims.get(scenario.record.slug) ?? new Map();
    claims.set(scenario.record.slug, ofScenario.set(claim.record.slug, claim.record));
  }
  return scenarios.map((scenario) => ({
    scenario,
    claims: [...(claims.get(scenario.slug)?.values() ?? [])],
    runs: recorded.get(scenario.slug) ?? [],
  }));
}
