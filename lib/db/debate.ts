import type { DebateFront } from '#lib/argument/record/debate';
import { getClaimRows } from '#lib/db/claim-row';
import type { PrismaClient } from '#lib/db/generated/client';
import { getMoot } from '#lib/db/open';
import type { DebatePage } from '#lib/db/record-types';
import { listRecorded } from '#lib/db/verdict';
import { readFront } from '#lib/markdown/record-file';

/** The debate as its record has it. */
interface StoredDebate {
  readonly slug: string;
  readonly title: string;
  readonly body: string;
  readonly front: DebateFront;
}

/** The record of the debate; undefined before content was loaded. */
export async function findDebateFront(prisma: PrismaClient): Promise<StoredDebate | undefined> {
  const row = await prisma.record.findFirst({ where: { kind: 'debate' }, orderBy: { slug: 'asc' } });
  if (row === null) return undefined;
  return { slug: row.slug, title: row.title, body: row.body, front: readFront('debate', row.front) };
}

/** The debate's front page; undefined before content was loaded. */
export async function findDebate(): Promise<DebatePage | undefined> {
  const { prisma } = await getMoot();
  const debate = await findDebateFront(prisma);
  if (debate === undefined) return undefined;
  const { featured } = debate.front;
  const [claims, said, recorded, counts] = await Promise.all([
    getClaimRows(prisma),
    prisma.claim.findMany({
      where: { record: { slug: { in: featured.map(({ claim }) => claim) } } },
      select: { hindsight: true, record: { select: { slug: true } } },
    }),
    listRecorded(
      prisma,
      featured.map(({ scenario }) => scenario),
    ),
    countEverything(prisma),
  ]);
  const rows = new Map([...claims.values()].map((claim) => [claim.slug, claim]));
  const hindsights = new Map(said.map(({ record, hindsight }) => [record.slug, hindsight]));
  return {
    slug: debate.slug,
    title: debate.title,
    bodyMarkdown: debate.body,
    topics: debate.front.topics,
    families: debate.front.families,
    featured: featured.flatMap(({ claim: slug, scenario, policy }) => {
      const claim = rows.get(slug);
      const run = recorded.get(scenario)?.runs.find((one) => one.policy === policy);
      const hindsight = hindsights.get(slug) ?? '';
      return claim === undefined ? [] : [{ claim, hindsight, scenario, policy, run }];
    }),
    counts,
  };
}

async function countEverything(prisma: PrismaClient): Promise<DebatePage['counts']> {
  const [claims, scenarios, policies, mail, ghosts] = await Promise.all([
    prisma.claim.count(),
    prisma.scenario.count(),
    prisma.policy.count(),
    prisma.message.count(),
    prisma.messageName.count({ where: { messages: { none: {} } } }),
  ]);
  return { claims, scenarios, policies, mail, ghosts };
}
