import { computeFindings, type Found } from '#lib/argument/findings';
import { getClaimRows } from '#lib/db/claim-row';
import { getDebate } from '#lib/db/debate-records';
import { findHeld, idsOfSources, viewSource } from '#lib/db/held';
import { getMoot } from '#lib/db/open';
import { viewRevision } from '#lib/db/record-text';
import type { ClaimRow, PersonRef, RevisionView, SourceView } from '#lib/db/record-types';
import { revisionOrder } from '#lib/db/revision-order';
import { StampedCache } from '#lib/db/stamped-cache';
import { readFront } from '#lib/markdown/record-file';

const cache = new StampedCache<Found>();

/** Every computed finding. */
export async function findComputed(): Promise<Found> {
  const { prisma } = await getMoot();
  return cache.get(prisma, 'all', async () => computeFindings(await getDebate()));
}

/** Which of the mails that a computed finding cites are imported: asked for each time, for an import changes no record. */
export async function findCited(found: Found): Promise<ReadonlySet<string>> {
  const { prisma } = await getMoot();
  return findHeld(
    prisma,
    found['refuted-expectations'].map(({ expected }) => expected.message),
  );
}

/** A finding that somebody wrote, in a list. */
export interface FindingRow {
  readonly slug: string;
  readonly title: string;
  /** First paragraph of its text, as Markdown. */
  readonly lead: string;
}

/** A finding that somebody wrote, with what it is about. */
export interface FindingPage extends FindingRow {
  readonly bodyMarkdown: string;
  readonly claims: readonly ClaimRow[];
  readonly scenarios: readonly { readonly slug: string; readonly title: string }[];
  readonly changes: readonly { readonly slug: string; readonly title: string }[];
  readonly people: readonly PersonRef[];
  readonly sources: readonly SourceView[];
  readonly version: number;
  readonly updatedAt: string;
  readonly revisions: readonly RevisionView[];
}

/** Every finding that somebody wrote, in the order of the records. */
export async function listFindings(): Promise<readonly FindingRow[]> {
  const { prisma } = await getMoot();
  const records = await prisma.record.findMany({
    where: { kind: 'finding' },
    select: { slug: true, title: true, front: true, body: true },
  });
  return records
    .map((record) => ({ ...record, order: readFront('finding', record.front).order }))
    .toSorted((a, b) => a.order - b.order || (a.slug < b.slug ? -1 : 1))
    .map(({ slug, title, body }) => ({ slug, title, lead: leadOf(body) }));
}

/** One finding; undefined where there is none of that name. */
export async function findFinding(slug: string): Promise<FindingPage | undefined> {
  const { prisma } = await getMoot();
  const record = await prisma.record.findUnique({
    where: { kind_slug: { kind: 'finding', slug } },
    select: { title: true, front: true, body: true, version: true, updatedAt: true, revisions: revisionOrder },
  });
  if (record === null) return undefined;
  const front = readFront('finding', record.front);
  const [held, claims, titles] = await Promise.all([
    findHeld(prisma, idsOfSources(front.sources)),
    getClaimRows(prisma),
    prisma.record.findMany({
      where: {
        OR: [
          { kind: 'scenario', slug: { in: front.scenarios } },
          { kind: 'change', slug: { in: front.changes } },
          { kind: 'person', slug: { in: front.people } },
        ],
      },
      select: { kind: true, slug: true, title: true },
    }),
  ]);
  const named = (kind: string, slugs: readonly string[]) =>
    slugs.flatMap((name) => titles.filter((one) => one.kind === kind && one.slug === name));
  return {
    slug,
    title: record.title,
    lead: leadOf(record.body),
    bodyMarkdown: record.body,
    claims: front.claims.flatMap((name) => [...claims.values()].filter((claim) => claim.slug === name)),
    scenarios: named('scenario', front.scenarios),
    changes: named('change', front.changes),
    people: named('person', front.people).map((one) => ({ slug: one.slug, name: one.title })),
    sources: front.sources.map((source) => viewSource(source, held)),
    version: record.version,
    updatedAt: record.updatedAt.toISOString(),
    revisions: record.revisions.map(viewRevision),
  };
}

function leadOf(body: string): string {
  return body.trim().split(/\n\s*\n/)[0] ?? '';
}
