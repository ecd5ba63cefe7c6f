import { asOf, evidenceAsOf } from '#lib/argument/as-of';
import { listSaid, type Said } from '#lib/argument/happened';
import { type Label, labelClaims } from '#lib/argument/label';
import { type Attitude, attitudes } from '#lib/argument/stance';
import { findTurns, type Turn } from '#lib/argument/turn';
import { readGraph, readNames, readScenarioDays } from '#lib/db/argument';
import { listWitnesses, readTested } from '#lib/db/evidence';
import type { PrismaClient } from '#lib/db/generated/client';
import { getMoot } from '#lib/db/open';
import { listPolicies } from '#lib/db/policies';
import { listPolicyDays } from '#lib/db/policy-days';
import type { PersonRef, PolicyRow } from '#lib/db/record-types';
import { findNewestOn, listReleases, type Release } from '#lib/db/releases';
import { StampedCache } from '#lib/db/stamped-cache';
import { findNewestKernel, findUnder } from '#lib/db/under';

/** A claim whose label was another one. */
export interface TurnedClaim {
  readonly slug: string;
  readonly title: string;
  readonly before: Label;
  readonly now: Label;
  /** The last day on which it was looked at and not as today, and the first on which it was as today. */
  readonly after: string;
  readonly by: string;
  /** A release between these days under whose rules alone the label turned; null where what was said turned it. */
  readonly release: string | null;
  /** What was said between these days that bears on it. */
  readonly said: readonly Said[];
  /** Scenarios that somebody described between these days, and that test it. */
  readonly scenarios: readonly string[];
}

/** What was known on a day. */
export interface Then {
  readonly at: string;
  /** The newest release of the day, by which claims then are labelled; null before the first. */
  readonly release: string | null;
  /** The newest kernel, by which they are labelled today. */
  readonly newest: string | null;
  readonly claims: number;
  readonly allClaims: number;
  /** Labels of the claims of that day: then, and today. */
  readonly counts: Readonly<Record<'before' | 'now', Readonly<Record<Label, number>>>>;
  readonly turned: readonly TurnedClaim[];
  /** Stances on claims so far, by person; who said most comes first. */
  readonly stances: readonly { readonly person: PersonRef; readonly counts: ReadonlyMap<Attitude, number> }[];
  /** One policy for each family. */
  readonly inForce: readonly PolicyRow[];
  readonly proposed: readonly PolicyRow[];
}

const cache = new StampedCache<Then>(50);

/** What was known on a day (ISO 8601), and what made it another thing since. */
export async function findThen(at: string): Promise<Then> {
  const { prisma } = await getMoot();
  return cache.get(prisma, at, () => readThen(prisma, at));
}

async function readThen(prisma: PrismaClient, at: string): Promise<Then> {
  const [graph, tested, scenarioDays, releases, names, policies, policyDays] = await Promise.all([
    readGraph(prisma),
    readTested(prisma),
    readScenarioDays(prisma),
    listReleases(prisma),
    readNames(prisma),
    listPolicies(),
    listPolicyDays(),
  ]);
  const release = findNewestOn(releases, at) ?? null;
  const newest = findNewestKernel() ?? null;
  const kernelOn = (day: string) => findNewestOn(releases, day) ?? undefined;
  /** Evidence is the same under releases of the same rules. */
  const evidences = new Map<string, ReturnType<typeof listWitnesses>>();
  const labelsUnder = (kernel: string | undefined, day: string | null): ReadonlyMap<string, Label> => {
    const chosen = findUnder(kernel)?.policies ?? [];
    const key = chosen.join(' ');
    const evidence = evidences.get(key) ?? listWitnesses(tested, chosen);
    evidences.set(key, evidence);
    if (day === null) return labelClaims(graph, evidence).labels;
    return labelClaims(asOf(graph, day), evidenceAsOf(evidence, scenarioDays, day)).labels;
  };
  const days = [at, ...listDays(graph, releases, scenarioDays).filter((day) => day > at)];
  const labelsAt = (point: number) => {
    const day = days[point];
    return day === undefined ? labelsUnder(newest ?? undefined, null) : labelsUnder(kernelOn(day), day);
  };
  const then = labelsAt(0);
  const now = labelsAt(days.length);
  const turns = findTurns(labelsAt, days.length, mostLooks(graph.claims.length));
  const known = asOf(graph, at);
  const turned = known.claims.flatMap(({ slug, title, scenarios }): TurnedClaim[] => {
    const turn = turns.get(slug);
    const [before, today] = [then.get(slug), now.get(slug)];
    if (turn === undefined || before === undefined || today === undefined) return [];
    const [after, by] = [days[turn.after] ?? at, days[turn.by] ?? ''];
    const isThen = (day: string | undefined) => day !== undefined && day > after && (by === '' || day <= by);
    return [
      {
        slug,
        title,
        before,
        now: today,
        after,
        by,
        release: findTurningRelease(turn, days, releases, (kernel, day) => labelsUnder(kernel, day).get(slug), today),
        said: listSaid(graph, slug, after, by === '' ? '9999' : by),
        scenarios: scenarios.filter((scenario) => isThen(scenarioDays.get(scenario))),
      },
    ];
  });
  const inForce = release === null ? [] : (findUnder(release)?.policies ?? []);
  return {
    at,
    release,
    newest,
    claims: known.claims.length,
    allClaims: graph.claims.length,
    counts: { before: countLabels(then, then), now: countLabels(then, now) },
    turned,
    stances: countStances(known.claims.flatMap(({ stances }) => stances)).map(({ person, counts }) => {
      return { person: { slug: person, name: names.get(person) ?? person }, counts };
    }),
    inForce: policies.filter(({ id }) => inForce.includes(id)),
    proposed: policies.filter(({ id, standing }) => {
      const day = policyDays.get(id);
      return standing === 'proposed' && day !== undefined && day <= at;
    }),
  };
}

/** How often a debate of so many claims may be labelled for one page: large ones are known to a few weeks only. */
function mostLooks(claims: number): number {
  return Math.max(4, Math.min(200, Math.floor(30_000 / Math.max(1, claims))));
}

/** Every day on which a label may turn, in order. */
function listDays(
  graph: Awaited<ReturnType<typeof readGraph>>,
  releases: readonly Release[],
  scenarioDays: ReadonlyMap<string, string>,
): readonly string[] {
  const days = [
    ...graph.claims.flatMap(({ stances }) => stances.map(({ date }) => date)),
    ...graph.relations.map(({ date }) => date),
    ...releases.map(({ date }) => date),
    ...scenarioDays.values(),
  ];
  return [...new Set(days)].toSorted();
}

/**
 * The release that alone turned the label: one came out on the day of the turn, and under the rules of the release before
 * the label would not be what it became.
 */
function findTurningRelease(
  { after, by }: Turn,
  days: readonly string[],
  releases: readonly Release[],
  labelUnder: (kernel: string, day: string) => Label | undefined,
  today: Label,
): string | null {
  const day = days[by];
  const index = releases.findIndex(({ date }) => date === day);
  const [own, before] = [releases[index], releases[index - 1]];
  if (day === undefined || own === undefined || before === undefined || by - after > 1) return null;
  return labelUnder(before.release, day) === today ? null : own.release;
}

function countLabels(
  of: ReadonlyMap<string, Label>,
  labels: ReadonlyMap<string, Label>,
): Readonly<Record<Label, number>> {
  const counts = { in: 0, out: 0, undecided: 0 };
  for (const slug of of.keys()) counts[labels.get(slug) ?? 'undecided'] += 1;
  return counts;
}

function countStances(stances: readonly { readonly person: string; readonly attitude: Attitude }[]) {
  const people = [...new Set(stances.map(({ person }) => person))].map((person) => {
    const own = stances.filter((stance) => stance.person === person);
    const number = (attitude: Attitude) => own.filter((stance) => stance.attitude === attitude).length;
    const counts = new Map(attitudes.map((attitude) => [attitude, number(attitude)]));
    return { person, counts, all: own.length };
  });
  return people.toSorted((one, other) => other.all - one.all);
}
