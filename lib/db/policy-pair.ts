import { isBroken, stuckProperty } from '#lib/argument/flip';
import { type JudgedRun, makeVerdictMatrix, type VerdictMatrix } from '#lib/argument/verdict-matrix';
import { getDebate } from '#lib/db/debate-records';
import type { PrismaClient } from '#lib/db/generated/client';
import { getMoot } from '#lib/db/open';
import { findOwnRuns, type OwnRuns, readOwnText, withOwnPolicies } from '#lib/db/own-runs';
import { listPolicies, listRules } from '#lib/db/policies';
import { listFlips, type OwnRun } from '#lib/db/policy-change';
import type { Flip, PolicyRow, PolicyRule } from '#lib/db/record-types';
import { readStuckSchedule } from '#lib/db/run-row';
import { StampedCache } from '#lib/db/stamped-cache';
import { findUnder, type Under } from '#lib/db/under';
import { findParting } from '#lib/scenario/parting';
import type { Frame, VerdictWord } from '#lib/scenario/run';
import type { Scenario } from '#lib/scenario/scenario';
import type { KindInfo, Simulator } from '#lib/scenario/simulator';
import { findSimulator, simulators } from '#lib/simulators';

/** A policy, a combination or a kernel of a comparison. */
export interface PairSide extends Under {
  /** Its record; null for a combination, a kernel and a policy of one's own. */
  readonly row: PolicyRow | null;
  /** Its runs, where it is a policy of one's own that a text brings; else null. */
  readonly own: OwnRuns | null;
}

/** The first step at which two sides part on one schedule. */
export interface PartingStep {
  /** A shortest schedule that breaks one of them. */
  readonly schedule: string;
  /** Number of the step, 1-based. */
  readonly step: number;
  /** What each side does there; null where the schedule does not apply to it. */
  readonly before: Frame['step'];
  readonly after: Frame['step'];
}

/** A verdict that is not the same under both sides. */
export interface PairFlip {
  readonly scenario: string;
  /** Kind of page; null for the scenario's first. */
  readonly kind: string | null;
  readonly property: string;
  readonly before: VerdictWord;
  readonly after: VerdictWord;
  /** Null where no schedule is kept, or both play it alike to the end. */
  readonly parting: PartingStep | null;
}

/** What changes between two sides. */
export interface PolicyPair {
  readonly before: PairSide;
  readonly after: PairSide;
  readonly kinds: readonly KindInfo[];
  /** The families in which the sides have different policies, with every question of each. */
  readonly families: readonly {
    readonly before: string;
    readonly after: string;
    readonly rules: readonly PolicyRule[];
  }[];
  /** By what they do: the later side breaks what held, mends what was broken, or a witness comes or goes. */
  readonly breaks: readonly PairFlip[];
  readonly mends: readonly PairFlip[];
  readonly others: readonly PairFlip[];
  /** Runs in which nothing else differs but the number of copies. */
  readonly costs: readonly Flip[];
  readonly compared: number;
  /** Scenarios on a kind of page that were not run under what one of the sides is. */
  readonly missing: number;
}

/** Pairs that are kept: there are hundreds, and whoever asks chooses. */
const keptPairs = 40;

const cache = new StampedCache<PolicyPair>(keptPairs);

/** The policy of one's own that a text makes, as a side; undefined where no simulator can read the text. */
export async function findOwnSide(text: string): Promise<PairSide | undefined> {
  const { prisma } = await getMoot();
  const own = readOwnText(text);
  if (own === undefined) return undefined;
  const { id } = own;
  const runs = await findOwnRuns(prisma, own);
  return { id, asked: id, kernel: null, note: null, policies: [id], row: null, own: runs };
}

/** Compares what is in force under a name with a policy of one's own, or two of those. */
export async function compareSides(before: PairSide, after: PairSide): Promise<PolicyPair> {
  const { prisma } = await getMoot();
  return compare(prisma, tellApart(before, after), after);
}

/** Two texts may call different policies by one name. */
export function tellApart(side: PairSide, other: PairSide): PairSide {
  if (side.own === null || other.own === null || side.id !== other.id) return side;
  const id = `${side.id} before`;
  const { own, runs, schedules } = side.own;
  const policies = own.policies.map((policy) => (policy.id === own.id ? { ...policy, id } : policy));
  return {
    ...side,
    id,
    policies: [id],
    own: {
      ...side.own,
      own: { ...own, id, policies },
      runs: runs.map((run) => ({ ...run, policy: id })),
      schedules: new Map([...schedules].map(([key, schedule]) => [key.replace(` ${own.id} `, ` ${id} `), schedule])),
    },
  };
}

/** Compares two policies, combinations or kernels; undefined where one of them names nothing. */
export async function findPair(before: string, after: string): Promise<PolicyPair | undefined> {
  const { prisma } = await getMoot();
  const [left, right] = await Promise.all([findSide(before), findSide(after)]);
  if (left === undefined || right === undefined) return undefined;
  const pair = await cache.get(prisma, `${left.id}..${right.id}`, () => compare(prisma, left, right));
  // `5.13` has the rules of `5.12`: what was asked is said beside them.
  return { ...pair, before: left, after: right };
}

/** What a name stands for, as a side of a comparison; undefined where it names nothing. */
export async function findSide(text: string): Promise<PairSide | undefined> {
  const under = findUnder(text);
  if (under === undefined || under === null) return undefined;
  return { ...under, own: null, row: (await listPolicies()).find(({ id }) => id === under.id) ?? null };
}

async function compare(prisma: PrismaClient, before: PairSide, after: PairSide): Promise<PolicyPair> {
  const verdicts = withOwnRuns((await getDebate()).verdicts, [before, after]);
  const { flips, compared, missing } = listFlips(verdicts, ownRunOf(before, verdicts), ownRunOf(after, verdicts));
  const judged = await playFlips(prisma, flips, before, after, verdicts);
  const simulator = before.own?.own.simulator ?? simulators.find((one) => one.resolve(before.asked) !== undefined);
  return {
    before,
    after,
    kinds: simulator?.kinds ?? [],
    families: listFamilies(before, after, verdicts).map(([was, is]) => ({
      before: was,
      after: is,
      rules: listRules(simulator, is, was),
    })),
    breaks: judged.filter((flip) => isBroken(flip.after)),
    mends: judged.filter((flip) => isBroken(flip.before)),
    others: judged.filter((flip) => !isBroken(flip.before) && !isBroken(flip.after)),
    costs: flips.filter(({ properties }) => properties.length === 0),
    compared,
    missing,
  };
}

/**
 * The families to put side by side: that of two policies of one family; else every one in which the sides are played with
 * different policies.
 */
function listFamilies(
  before: PairSide,
  after: PairSide,
  { policies }: VerdictMatrix,
): readonly (readonly [string, string])[] {
  if (before.row !== null && before.row.family === after.row?.family) {
    return before.id === after.id ? [] : [[before.id, after.id]];
  }
  const familyOf = new Map(policies.map(({ id, family }) => [id, family]));
  return before.policies.flatMap((was) => {
    const is = after.policies.find((id) => familyOf.get(id) === familyOf.get(was));
    return is === undefined || is === was ? [] : [[was, is] as const];
  });
}

/** The recorded runs, and those of the policies of one's own that are compared. */
export function withOwnRuns(verdicts: VerdictMatrix, sides: readonly PairSide[]): VerdictMatrix {
  const own = sides.flatMap((side) => side.own?.runs ?? []);
  return own.length === 0 ? verdicts : makeVerdictMatrix(verdicts.policies, [...verdicts.runs, ...own]);
}

/**
 * The run that is a side's own. Runs are recorded under policies: a policy has its own, and a kernel or a combination has
 * that of a policy which is played with the same policies in every family that the scenario asks.
 */
export function ownRunOf(side: PairSide, { policies }: Pick<VerdictMatrix, 'policies'>): OwnRun {
  if (side.row !== null || side.own !== null) return (runs) => runs.find(({ policy }) => policy === side.id);
  const familyOf = new Map(policies.map(({ id, family }) => [id, family]));
  const played = new Map(side.policies.map((id) => [id, new Set(findUnder(id)?.policies)]));
  return (runs: readonly JudgedRun[]) => {
    const asked = new Set(runs.map(({ policy }) => familyOf.get(policy)));
    const needed = side.policies.filter((id) => asked.has(familyOf.get(id)));
    return runs.find(({ policy }) => needed.includes(policy) && needed.every((id) => played.get(policy)?.has(id)));
  };
}

/** Every flipped property with the step at which the sides part on the schedule that breaks one of them. */
async function playFlips(
  prisma: PrismaClient,
  flips: readonly Flip[],
  before: PairSide,
  after: PairSide,
  verdicts: VerdictMatrix,
): Promise<readonly PairFlip[]> {
  const slugs = flips.filter(({ properties }) => properties.length > 0).map(({ scenario }) => scenario);
  const [scenarios, schedules] = await Promise.all([
    prisma.scenario.findMany({
      where: { record: { slug: { in: [...new Set(slugs)] } } },
      select: { recordId: true, simulator: true, text: true, record: { select: { slug: true } } },
    }),
    readSchedules(prisma, slugs, [before, after]),
  ]);
  const parsed = new Map(
    scenarios.map(({ record: { slug }, simulator: id, text }) => {
      const simulator = findSimulator(id);
      const scenario = simulator?.parse(text).scenario;
      return [slug, { simulator, scenario: scenario === undefined ? undefined : bringOwn(scenario, [before, after]) }];
    }),
  );
  const own = [before, after].map((side) => ownRunOf(side, verdicts));
  return flips.flatMap(({ scenario: slug, kind, properties }) => {
    const found = parsed.get(slug);
    const group = verdicts.runs.filter(
      (run) => run.scenario === slug && (kind === null ? run.isFirst : run.kind === kind),
    );
    return properties.map(({ name, before: was, after: is }): PairFlip => {
      const [schedule] = own.flatMap((find) => {
        const run = find(group);
        return run === undefined ? [] : (schedules.get(`${slug} ${run.policy} ${run.kind} ${name}`) ?? []);
      });
      const parting =
        schedule === undefined || found?.simulator === undefined || found.scenario === undefined
          ? null
          : playBoth(found.simulator, found.scenario, schedule, [before.id, after.id], kind ?? undefined);
      return { scenario: slug, kind, property: name, before: was, after: is, parting };
    });
  });
}

function playBoth(
  simulator: Simulator,
  scenario: Parameters<Simulator['replay']>[0],
  schedule: string,
  [before, after]: readonly [string, string],
  kind: string | undefined,
): PartingStep | null {
  const left = simulator.replay(scenario, before, schedule, kind);
  const right = simulator.replay(scenario, after, schedule, kind);
  const step = findParting([left, right]);
  if (step === undefined) return null;
  return { schedule, step, before: left.frames[step]?.step ?? null, after: right.frames[step]?.step ?? null };
}

/** Shortest schedules by scenario, policy, kind of page and property; `stuck` for those that leave an actor waiting. */
async function readSchedules(
  prisma: PrismaClient,
  slugs: readonly string[],
  sides: readonly PairSide[],
): Promise<ReadonlyMap<string, string>> {
  const policies = sides.flatMap((side) => (side.row === null ? side.policies : [side.id]));
  const own = sides.flatMap((side) => [...(side.own?.schedules ?? [])]);
  const runs = await prisma.run.findMany({
    where: { scenario: { record: { slug: { in: [...new Set(slugs)] } } }, policy: { policy: { in: policies } } },
    select: {
      kind: true,
      stuck: true,
      policy: { select: { policy: true } },
      scenario: { select: { record: { select: { slug: true } } } },
      verdicts: { where: { schedule: { not: null } }, select: { property: true, schedule: true } },
    },
  });
  const recorded = runs.flatMap(
    ({ kind, stuck, policy, scenario, verdicts }): readonly (readonly [string, string])[] => {
      const key = `${scenario.record.slug} ${policy.policy} ${kind}`;
      return [
        ...verdicts.flatMap(({ property, schedule }) =>
          schedule === null ? [] : [[`${key} ${property}`, schedule] as const],
        ),
        ...(stuck === null ? [] : [[`${key} ${stuckProperty}`, readStuckSchedule(stuck)] as const]),
      ];
    },
  );
  return new Map([...recorded, ...own]);
}

/** The scenario with the policies that the sides bring, so that it can be played under them. */
function bringOwn(scenario: Scenario, sides: readonly PairSide[]): Scenario {
  return sides.reduce((played, side) => (side.own === null ? played : withOwnPolicies(played, side.own.own)), scenario);
}
