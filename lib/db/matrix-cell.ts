import { findWorst, type Testimony, wordOf, worstFirst } from '#lib/argument/standing';
import type { Prisma, PrismaClient } from '#lib/db/generated/client';
import { type BriefRun, listBriefRuns } from '#lib/db/list-runs';
import { engineOf, sortKinds } from '#lib/db/played-by';
import type { MatrixCell } from '#lib/db/record-types';
import { StampedCache } from '#lib/db/stamped-cache';
import { readWord } from '#lib/db/words';

const scenarioSelect = {
  recordId: true,
  simulator: true,
  textHash: true,
  record: { select: { slug: true } },
} as const satisfies Prisma.ScenarioSelect;

/** A scenario with its runs, the kind of page that is meant where nobody says, and the families that it asks. */
export interface Judged extends Prisma.ScenarioGetPayload<{ select: typeof scenarioSelect }> {
  readonly runs: readonly BriefRun[];
  readonly firstKind: string | undefined;
  readonly families: ReadonlySet<string>;
}

const cache = new StampedCache<ReadonlyMap<number, Judged>>();

/** Every scenario that tests a claim, by number, with its runs as far as cells need them. */
export function listJudged(prisma: PrismaClient): Promise<ReadonlyMap<number, Judged>> {
  return cache.get(prisma, 'all', async () => {
    const tested = { claims: { some: {} } };
    const [scenarios, runs] = await Promise.all([
      prisma.scenario.findMany({ where: tested, select: scenarioSelect }),
      listBriefRuns(prisma, { scenario: tested }),
    ]);
    const byScenario = new Map<number, BriefRun[]>();
    for (const run of runs) {
      const known = byScenario.get(run.scenarioId);
      if (known === undefined) byScenario.set(run.scenarioId, [run]);
      else known.push(run);
    }
    return new Map(
      scenarios.map((scenario) => {
        const own = byScenario.get(scenario.recordId) ?? [];
        const [firstKind] = sortKinds(scenario.simulator, new Set(own.map(({ kind }) => kind)));
        const families = new Set(own.map(({ policy }) => policy.family));
        return [scenario.recordId, { ...scenario, runs: own, firstKind, families }];
      }),
    );
  });
}

/** What a claim rests on: a scenario, a kind of page, and the property whose verdict speaks for it. */
export interface Test {
  readonly scenario: Judged;
  readonly property: string;
  /** Empty for the first kind on which the scenario is played. */
  readonly kind: string;
}

/** Columns of the rows that tie claims to scenarios. */
export const testSelect = { scenarioId: true, property: true, kind: true } as const;

/** The tests of a claim, without scenarios that nobody knows. */
export function listTests(
  rows: readonly { readonly scenarioId: number; readonly property: string; readonly kind: string }[],
  judged: ReadonlyMap<number, Judged>,
): readonly Test[] {
  return rows.flatMap(({ scenarioId, property, kind }) => {
    const scenario = judged.get(scenarioId);
    return scenario === undefined ? [] : [{ scenario, property, kind }];
  });
}

/** A policy as far as a cell needs it. */
export interface PolicyKey {
  readonly recordId: number;
  readonly policy: string;
  readonly family: string;
}

type Witness = Testimony & MatrixCell;

/**
 * The cell of a claim under one policy: the worst testimony of its tests, `not applicable` where it has none. With a kind
 * of page only what was played on that kind testifies.
 */
export function makeCell(policy: PolicyKey, allTests: readonly Test[], pageKind?: string): MatrixCell {
  const tests = pageKind === undefined ? allTests : allTests.flatMap((test) => putOnKind(test, pageKind));
  const judged = tests.filter(({ property }) => property !== countProperty);
  const worst = findWorst(judged.flatMap((test) => testify(policy, test)));
  if (worst === undefined) return countCopies(policy, tests);
  const { isStuck: _, ...cell } = worst;
  return { ...cell, verdict: wordOf(worst) };
}

/** A test on another kind of page; nothing where it names one itself, or its scenario is not played on that kind. */
function putOnKind(test: Test, kind: string): readonly Test[] {
  const { runs } = test.scenario;
  const isPlayed = runs.length === 0 || runs.some((run) => run.kind === kind);
  return isPlayed && (test.kind === '' || test.kind === kind) ? [{ ...test, kind }] : [];
}

/** The property of a claim that is measured by a count. */
export const countProperty = 'copies';

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

/** What the recorded runs of a test say under a policy; nothing where its family is not asked. */
export function testify({ recordId, policy, family }: PolicyKey, test: Test): readonly Witness[] {
  const { scenario, property } = test;
  const { slug } = scenario.record;
  const isFirst = test.kind === '' || test.kind === scenario.firstKind;
  const kind = isFirst ? null : test.kind;
  const runs = scenario.runs.filter((run) => run.policyId === recordId && run.kind === (kind ?? scenario.firstKind));
  // Runs of a scenario are recorded together: where others of it are, a policy of another family is not asked.
  if (runs.length === 0 && scenario.runs.length > 0 && !scenario.families.has(family)) return [];
  if (runs.length === 0) {
    const unjudged = { verdict: 'unknown', bound: 'not judged yet', stale: true, isStuck: false } as const;
    return [{ ...emptyCell(policy), ...unjudged, kind, scenario: slug, property }];
  }
  return runs.map((run) => {
    const found = run.verdicts.find((verdict) => verdict.property === property);
    const isApplicable = run.verdict !== 'not applicable';
    const isMissing = isApplicable && found === undefined && property !== countProperty;
    return {
      policy,
      kind,
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
    kind: null,
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
