import { findTrials, type Trial, type TrialSide } from '#lib/argument/trial';
import { getClaimRows } from '#lib/db/claim-row';
import { getDebate } from '#lib/db/debate-records';
import type { PrismaClient } from '#lib/db/generated/client';
import { getMoot } from '#lib/db/open';
import { listPolicies } from '#lib/db/policies';
import type { ClaimRow, PolicyRow } from '#lib/db/record-types';
import { StampedCache } from '#lib/db/stamped-cache';
import type { VerdictWord } from '#lib/scenario/run';
import { judgeBySides, makeContest, type Parting } from '#lib/scenario/side-by-side';
import type { Bounds } from '#lib/scenario/simulator';
import { findSimulator } from '#lib/simulators';

/** A page waits for the search, so it may not be long; what meets these bounds is shown as unknown. */
const bounds: Bounds = { maxStates: 100_000, maxCountedStates: 0 };

/** One side of a trial as pages show it. */
export interface TrialSideView extends Omit<TrialSide, 'claim'> {
  readonly claim: ClaimRow;
}

/** One scenario, played now, and judged by each side. */
export interface TrialView {
  readonly scenario: { readonly slug: string; readonly title: string; readonly question: string };
  /** Kind of page; null for the scenario's first. */
  readonly kind: string | null;
  readonly sides: readonly TrialSideView[];
  /** The policies that the scenario asks, without variants, and the word of each side under each. */
  readonly policies: readonly (PolicyRow & { readonly words: readonly VerdictWord[] })[];
  /** The shortest schedule on which the sides part, and the first policy that allows it; null where they never do. */
  readonly parting: (Parting & { readonly policy: PolicyRow }) | null;
}

const cache = new StampedCache<readonly TrialView[]>();

/** The runs that a claim and those set against it judge by measures of their own. */
export async function listTrials(slug: string): Promise<readonly TrialView[]> {
  const { prisma } = await getMoot();
  return cache.get(prisma, slug, async () => {
    const { claims } = await getDebate();
    const trials = findTrials(claims, slug);
    return (await Promise.all(trials.map((trial) => judgeTrial(prisma, trial)))).flatMap((view) => view ?? []);
  });
}

/** Undefined where the scenario is gone, or a predicate no longer speaks of it: `moot check` says so. */
async function judgeTrial(
  prisma: PrismaClient,
  { scenario: slug, kind, sides }: Trial,
): Promise<TrialView | undefined> {
  const [row, claims, policies] = await Promise.all([
    prisma.scenario.findFirst({
      where: { record: { slug } },
      select: { simulator: true, text: true, question: true, record: { select: { title: true } } },
    }),
    getClaimRows(prisma),
    listPolicies(),
  ]);
  const simulator = findSimulator(row?.simulator ?? '');
  const scenario = simulator?.parse(row?.text ?? '').scenario;
  if (row === null || simulator === undefined || scenario === undefined) return undefined;
  const { contest } = makeContest(
    simulator,
    scenario,
    sides.map(({ yardstick }) => yardstick),
  );
  if (contest === undefined) return undefined;
  const asked = new Set(simulator.policiesFor(scenario));
  const bySlug = new Map([...claims.values()].map((claim) => [claim.slug, claim]));
  const runs = policies
    .filter(({ id, variantOf }) => asked.has(id) && variantOf === null)
    .map((policy) => ({ ...judgeBySides(simulator, contest, policy.id, bounds, kind ?? undefined), policy }))
    .filter(({ words }) => words.some((word) => word !== 'not applicable'));
  return {
    scenario: { slug, title: row.record.title, question: row.question },
    kind,
    sides: sides.flatMap(({ claim, ...side }) => {
      const found = bySlug.get(claim);
      return found === undefined ? [] : [{ ...side, claim: found }];
    }),
    policies: runs.map(({ policy, words }) => ({ ...policy, words })),
    parting: findShortest(runs),
  };
}

function findShortest(
  runs: readonly { readonly policy: PolicyRow; readonly parting: Parting | null }[],
): TrialView['parting'] {
  let shortest: TrialView['parting'] = null;
  for (const { policy, parting } of runs) {
    if (parting === null || (shortest !== null && shortest.steps.length <= parting.steps.length)) continue;
    shortest = { ...parting, policy };
  }
  return shortest;
}
