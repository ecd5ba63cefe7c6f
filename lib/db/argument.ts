import { asOf, evidenceAsOf } from '#lib/argument/as-of';
import type { Evidence } from '#lib/argument/evidence';
import { type DebateGraph, makeGraph } from '#lib/argument/graph';
import { type Labelling, labelClaims } from '#lib/argument/label';
import type { ClaimFront } from '#lib/argument/record/claim';
import { getClaimRows } from '#lib/db/claim-row';
import { listWitnesses, readTested } from '#lib/db/evidence';
import type { PrismaClient } from '#lib/db/generated/client';
import { getMoot } from '#lib/db/open';
import { findNewestOn, listReleases } from '#lib/db/releases';
import { StampedCache } from '#lib/db/stamped-cache';
import { findUnder, type Under } from '#lib/db/under';
import { readFront } from '#lib/markdown/record-file';

/** What to label the debate under, and as of which day. */
export interface ArgumentQuery {
  /** A policy, a combination or a kernel; by default the newest release of the day, or the newest mainline kernel. */
  readonly under?: string | undefined;
  /** ISO 8601 without time; by default today. */
  readonly at?: string | undefined;
}

/** The debate, labelled. */
export interface LabelledDebate extends Labelling {
  readonly graph: DebateGraph;
  /** What it is labelled under; null where no simulator knows a kernel. */
  readonly under: Under | null;
  /** The day as of which; null for all that is known. */
  readonly at: string | null;
  /** What recorded runs say, by claim. */
  readonly evidence: Evidence;
  /** Names of people, by slug. */
  readonly people: ReadonlyMap<string, string>;
}

/** The labels of the debate. Throws where `under` names nothing: pages ask {@link findArgument}. */
export async function getArgument(query: ArgumentQuery = {}): Promise<LabelledDebate> {
  const found = await findArgument(query);
  if (found === undefined) throw new Error(`Cannot label under \`${query.under}\`, expected a policy or a kernel`);
  return found;
}

/** The same; undefined where `under` names no policy, combination or kernel. */
export async function findArgument({ under, at }: ArgumentQuery = {}): Promise<LabelledDebate | undefined> {
  const { prisma } = await getMoot();
  const then = at === undefined ? undefined : findNewestOn(await listReleases(prisma), at);
  const resolved = findUnder(under ?? then);
  if (resolved === undefined) return undefined;
  const key = `${resolved?.policies.join('+') ?? ''} ${at ?? ''}`;
  // Releases with the same rules have the same labels; what was asked is said beside them.
  return { ...(await cache.get(prisma, key, () => label(prisma, resolved, at ?? null))), under: resolved };
}

const cache = new StampedCache<LabelledDebate>(40);

async function label(prisma: PrismaClient, under: Under | null, at: string | null): Promise<LabelledDebate> {
  const [whole, tested, scenarioDays, people] = await Promise.all([
    readGraph(prisma),
    readTested(prisma),
    readScenarioDays(prisma),
    readNames(prisma),
  ]);
  const graph = at === null ? whole : asOf(whole, at);
  const all = listWitnesses(tested, under?.policies ?? []);
  const evidence = at === null ? all : evidenceAsOf(all, scenarioDays, at);
  return { graph, under, at, evidence, people, ...labelClaims(graph, evidence) };
}

const graphs = new StampedCache<DebateGraph>();

/** The graph of all claims, by topic and number. */
export function readGraph(prisma: PrismaClient): Promise<DebateGraph> {
  return graphs.get(prisma, 'all', async () => {
    const [order, records] = await Promise.all([
      getClaimRows(prisma),
      prisma.record.findMany({ where: { kind: 'claim' }, select: { slug: true, front: true } }),
    ]);
    const fronts = new Map(records.map(({ slug, front }) => [slug, readFront('claim', front)]));
    return makeGraph(
      [...order.values()].flatMap(({ slug }): readonly ClaimFront[] => {
        const front = fronts.get(slug);
        return front === undefined ? [] : [front];
      }),
    );
  });
}

/** The day of the first dated source of each scenario that has one, by slug. */
export async function readScenarioDays(prisma: PrismaClient): Promise<ReadonlyMap<string, string>> {
  const rows = await prisma.record.findMany({ where: { kind: 'scenario' }, select: { slug: true, front: true } });
  return new Map(
    rows.flatMap(({ slug, front }): [string, string][] => {
      const days = readFront('scenario', front).sources.flatMap(({ date }) => (date === undefined ? [] : [date]));
      const [first] = days.toSorted();
      return first === undefined ? [] : [[slug, first]];
    }),
  );
}

/** Names of people, by slug. */
export async function readNames(prisma: PrismaClient): Promise<ReadonlyMap<string, string>> {
  const rows = await prisma.record.findMany({ where: { kind: 'person' }, select: { slug: true, title: true } });
  return new Map(rows.map(({ slug, title }) => [slug, title]));
}
