import { z } from 'zod';
import { isTurned, listResting, type Resting } from '#lib/argument/claim-rests';
import { worstFirst } from '#lib/argument/standing';
import type { PropertyTest } from '#lib/argument/verdict-matrix';
import { getClaimRows } from '#lib/db/claim-row';
import { getDebate } from '#lib/db/debate-records';
import type { PrismaClient } from '#lib/db/generated/client';
import { findAnswers, keepAnswer, type Question } from '#lib/db/kept-answer';
import { getMoot } from '#lib/db/open';
import { listPlayed } from '#lib/db/own-runs';
import type { ClaimRow } from '#lib/db/record-types';
import { pageBounds, searchInSlices } from '#lib/db/search-slices';
import { StampedCache } from '#lib/db/stamped-cache';
import type { DecisionPoint, Simulator } from '#lib/scenario/simulator';
import { simulators } from '#lib/simulators';

/** A claim that rests on a point, and the tests by which it does. */
export interface RestingClaim {
  readonly claim: ClaimRow;
  readonly tests: readonly Resting[];
}

/** The claims that rest on what a policy answers at a point. */
export interface RuleClaims {
  readonly policy: string;
  readonly point: DecisionPoint;
  /** The policy's answer, by kind of page. */
  readonly answers: Readonly<Record<string, string>>;
  /** The policy whose answer is put in its place; null for the first of a family, and where both answer alike. */
  readonly other: string | null;
  /** First those whose verdict turns. */
  readonly claims: readonly RestingClaim[];
  /** Runs with the other answer that were searched, and all that there are; equal where everything is known. */
  readonly searched: number;
  readonly total: number;
}

const wordsForm = z.record(z.string(), z.enum(worstFirst));

/** A scenario on a kind of page that tests some claim, and is asked under the policy. */
interface Trial {
  readonly scenario: string;
  readonly text: string;
  readonly kind: string;
  readonly isFirst: boolean;
}

/**
 * The claims whose recorded verdict under a policy rests on a decision point: the shortest schedule that shows the verdict
 * asks it, or the verdict turns where that point alone is answered as the policy does of which this one is a change. The
 * second needs searches; what was not searched yet is missing. Undefined where the policy has no such point.
 */
export async function findRuleClaims(policy: string, pointId: string): Promise<RuleClaims | undefined> {
  const simulator = simulators.find((one) => one.answerAt(policy, pointId) !== undefined);
  const point = simulator?.points.find(({ id }) => id === pointId);
  const answers = simulator?.answerAt(policy, pointId);
  if (simulator === undefined || point === undefined || answers === undefined) return undefined;
  const { prisma } = await getMoot();
  const other = findOther(simulator, policy, pointId);
  const [{ claims, verdicts }, rows, asked, trials] = await Promise.all([
    getDebate(),
    getClaimRows(prisma),
    listAsked(prisma, simulator, policy),
    listTrials(prisma, simulator, policy),
  ]);
  const answered = await findAnswers(
    prisma,
    simulator.engine,
    other === null ? [] : trials.map((trial) => questionOf(policy, pointId, other, trial)),
    wordsForm,
  );
  const turned = new Map(
    trials.flatMap(({ scenario, kind, isFirst }, index) => {
      const words = answered[index];
      const keys = isFirst ? [kind, ''] : [kind];
      return words === undefined ? [] : keys.map((key) => [`${scenario} ${key}`, words] as const);
    }),
  );
  const find = (test: PropertyTest): Resting | undefined => {
    const word = verdicts.findWord(test, policy);
    if (word === undefined || word === 'not applicable') return undefined;
    const schedule = asked.get(keyOf(test));
    const step = schedule?.points.findIndex((points) => points.includes(pointId)) ?? -1;
    const then = turned.get(`${test.scenario} ${test.kind ?? ''}`)?.[test.property];
    return {
      test,
      word,
      asked: schedule === undefined || step === -1 ? null : { schedule: schedule.schedule, step: step + 1 },
      turned: then !== undefined && isTurned(word, then) ? then : null,
    };
  };
  const bySlug = new Map([...rows.values()].map((row) => [row.slug, row]));
  const found = claims.flatMap((claim): RestingClaim[] => {
    const row = bySlug.get(claim.id);
    const tests = listResting(claim, find);
    return row === undefined || tests.length === 0 ? [] : [{ claim: row, tests }];
  });
  const turns = ({ tests }: RestingClaim) => Number(tests.some((test) => test.turned !== null));
  return {
    policy,
    point,
    answers,
    other,
    claims: found.toSorted((a, b) => turns(b) - turns(a)),
    searched: answered.filter((answer) => answer !== undefined).length,
    total: other === null ? 0 : trials.length,
  };
}

/**
 * Searches every scenario that tests a claim with one point answered as the policy before does, within bounds, and keeps
 * the words; what was searched before is not searched again.
 */
export async function judgePoint(prisma: PrismaClient, policy: string, point: string): Promise<void> {
  const simulator = simulators.find((one) => one.answerAt(policy, point) !== undefined);
  const other = simulator === undefined ? null : findOther(simulator, policy, point);
  if (simulator?.exploreAs === undefined || other === null) return;
  const trials = await listTrials(prisma, simulator, policy);
  const questions = trials.map((trial) => questionOf(policy, point, other, trial));
  const answered = await findAnswers(prisma, simulator.engine, questions, wordsForm);
  for (const [index, { text, kind }] of trials.entries()) {
    const question = questions[index];
    const scenario = simulator.parse(text).scenario;
    if (answered[index] !== undefined || question === undefined || scenario === undefined) continue;
    const search = simulator.exploreAs(scenario, policy, { point, as: other }, pageBounds, kind);
    if (search === undefined) return;
    const { properties, stuck } = await searchInSlices(search);
    const words = properties.map(({ name, verdict }) => [
      name,
      stuck !== null && verdict === 'holds' ? 'stuck' : verdict,
    ]);
    await keepAnswer(prisma, simulator.engine, question, Object.fromEntries(words));
  }
}

/** The policy whose answer is put in place of this one's; null where there is none, or it is said in the same words. */
function findOther(simulator: Simulator, policy: string, point: string): string | null {
  const before = simulator.predecessorOf(policy);
  if (before === null || simulator.exploreAs === undefined) return null;
  const [own, was] = [policy, before].map((id) => simulator.answerAt(id, point));
  const kinds = new Set([...Object.keys(own ?? {}), ...Object.keys(was ?? {})]);
  return [...kinds].every((kind) => own?.[kind] === was?.[kind]) ? null : before;
}

function questionOf(policy: string, point: string, other: string, { text, kind }: Trial): Question {
  return ['point answered as', policy, point, other, text, kind, JSON.stringify(pageBounds)];
}

const keyOf = ({ scenario, property, kind }: PropertyTest) => `${scenario} ${property} ${kind ?? ''}`;

/** The scenarios on the kinds of page that test some claim, and of which a policy has a run of its own. */
async function listTrials(prisma: PrismaClient, simulator: Simulator, policy: string): Promise<readonly Trial[]> {
  const [{ claims, verdicts }, played] = await Promise.all([getDebate(), listPlayed(prisma, simulator)]);
  const texts = new Map(played.map(({ slug, text }) => [slug, text]));
  const trials = new Map<string, Trial>();
  for (const { scenarios } of claims)
    for (const { scenario, kind } of scenarios) {
      const run = verdicts.findRun(scenario, policy, kind);
      const text = texts.get(scenario);
      if (run === undefined || text === undefined || !run.isApplicable || run.stale) continue;
      trials.set(`${scenario} ${run.kind}`, { scenario, text, kind: run.kind, isFirst: run.isFirst });
    }
  return [...trials.values()];
}

/** A schedule, and the points that each step of it asks. */
interface Asked {
  readonly schedule: string;
  readonly points: readonly (readonly string[])[];
}

const asked = new StampedCache<ReadonlyMap<string, Asked>>(20);

/** The shortest schedules that show the recorded words of claims under a policy, played once for their points. */
function listAsked(prisma: PrismaClient, simulator: Simulator, policy: string): Promise<ReadonlyMap<string, Asked>> {
  return asked.get(prisma, `${simulator.id} ${policy}`, async () => {
    const [{ claims, verdicts }, played, runs] = await Promise.all([
      getDebate(),
      listPlayed(prisma, simulator),
      prisma.run.findMany({
        where: { policy: { policy } },
        select: {
          kind: true,
          scenario: { select: { record: { select: { slug: true } } } },
          verdicts: { where: { schedule: { not: null } }, select: { property: true, schedule: true } },
        },
      }),
    ]);
    const schedules = new Map(
      runs.flatMap(({ kind, scenario, verdicts: found }) =>
        found.map(({ property, schedule }) => [`${scenario.record.slug} ${kind} ${property}`, schedule] as const),
      ),
    );
    const scenarios = new Map(played.map(({ slug, scenario }) => [slug, scenario]));
    const replays = new Map<string, Asked>();
    for (const test of claims.flatMap((claim) => claim.scenarios)) {
      const run = verdicts.findRun(test.scenario, policy, test.kind);
      const scenario = scenarios.get(test.scenario);
      const schedule = schedules.get(`${test.scenario} ${run?.kind ?? ''} ${test.property}`) ?? null;
      if (run === undefined || run.stale || scenario === undefined || schedule === null) continue;
      if (replays.has(keyOf(test))) continue;
      const { frames } = simulator.replay(scenario, policy, schedule, run.kind);
      replays.set(keyOf(test), {
        schedule,
        points: frames.flatMap(({ step }) => (step === null ? [] : [step.points])),
      });
      await new Promise((resolve) => setImmediate(resolve));
    }
    return replays;
  });
}
