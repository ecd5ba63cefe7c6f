import { findWorst, type Testimony, wordOf, worstFirst } from '#lib/argument/standing';
import type { Prisma, PrismaClient } from '#lib/db/generated/client';
import type { MatrixCell } from '#lib/db/record-types';
import { StampedCache } from '#lib/db/stamped-cache';
import { engineOf } from '#lib/db/verdict';
import { readWord } from '#lib/db/words';

/** A scenario's runs as far as cells need them: no traces, no outcomes. */
const judgedSelect = {
  recordId: true,
  simulator: true,
  textHash: true,
  record: { select: { slug: true } },
  runs: {
    select: {
      policyId: true,
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
      verdicts: { select: { property: true, verdict: true, steps: true } },
    },
    orderBy: { id: 'asc' },
  },
} as const satisfies Prisma.ScenarioSelect;

export type Judged = Prisma.ScenarioGetPayload<{ select: typeof judgedSelect }>;

const cache = new StampedCache<ReadonlyMap<number, Judged>>();

/** Every scenario that tests a claim, by number, with its runs as far as cells need them. */
export function listJudged(prisma: PrismaClient): Promise<ReadonlyMap<number, Judged>> {
  return cache.get(prisma, 'all', async () => {
    const scenarios = await prisma.scenario.findMany({ where: { claims: { some: {} } }, select: judgedSelect });
    return new Map(scenarios.map((scenario) => [scenario.recordId, scenario]));
  });
}

/** What a claim rests on: a scenario, and the property whose verdict speaks for it. */
export interface Test {
  readonly scenario: Judged;
  readonly property: string;
}

/** A policy as far as a cell needs it. */
export interface PolicyKey {
  readonly recordId: number;
  readonly policy: string;
}

type Witness = Testimony & MatrixCell;

/** The cell of a claim under one policy: the worst testimony of its tests, `not applicable` where it has none. */
export function makeCell(policy: PolicyKey, tests: readonly Test[]): MatrixCell {
  const judged = tests.filter(({ property }) => property !== countProperty);
  const worst = findWorst(judged.flatMap((test) => testify(policy, test)));
  if (worst === undefined) return countCopies(policy, tests);
  const { isStuck: _, ...cell } = worst;
  return { ...cell, verdict: wordOf(worst) };
}

/** The property of a claim that is measured by a count. */
const countProperty = 'copies';

/** The cell of a claim that is measured by copies: of several scenarios the one with the most of them. */
function countCopies(policy: PolicyKey, tests: readonly Test[]): MatrixCell {
  let most: Witness | undefined;
  for (const witness of tests.flatMap((test) => testify(policy, test))) {
    if (most === undefined || (witness.copies?.most ?? -1) > (most.copies?.most ?? -1)) most = witness;
  }
  if (most === undefined) return emptyCell(policy.policy);
  const { isStuck: _, ...cell } = most;
  // A run that met a bound has not counted every outcome.
  const isOpen = cell.bound !== null || !cell.complete;
  return { ...cell, isCount: true, verdict: isOpen ? 'unknown' : 'not applicable', steps: null };
}

function testify({ recordId, policy }: PolicyKey, { scenario, property }: Test): readonly Witness[] {
  const { slug } = scenario.record;
  const runs = scenario.runs.filter((run) => run.policyId === recordId);
  if (runs.length === 0) {
    const unjudged = { verdict: 'unknown', bound: 'not judged yet', stale: true, isStuck: false } as const;
    return [{ ...emptyCell(policy), ...unjudged, scenario: slug, property }];
  }
  return runs.map((run) => {
    const found = run.verdicts.find((verdict) => verdict.property === property);
    const isApplicable = run.verdict !== 'not applicable';
    const isMissing = isApplicable && found === undefined && property !== countProperty;
    return {
      policy,
      verdict: !isApplicable ? 'not applicable' : readWord(worstFirst, found?.verdict ?? 'unknown'),
      scenario: slug,
      property,
      states: run.states,
      schedules: run.schedules,
      complete: run.complete,
      bound: isMissing ? `the recorded run has no property ${property}` : run.bound,
      steps: found?.steps ?? null,
      stale: run.engine !== engineOf(scenario.simulator) || run.textHash !== scenario.textHash,
      isCount: false,
      copies:
        run.leastCopies === null || run.mostCopies === null ? null : { least: run.leastCopies, most: run.mostCopies },
      isStuck: run.stuck !== null,
    };
  });
}

function emptyCell(policy: string): MatrixCell {
  return {
    policy,
    verdict: 'not applicable',
    scenario: null,
    property: null,
    states: 0,
    schedules: null,
    complete: false,
    bound: null,
    steps: null,
    stale: false,
    isCount: false,
    copies: null,
  };
}
