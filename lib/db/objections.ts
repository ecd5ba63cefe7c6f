import { type CheckedAnswer, type JudgedObjection, judgeObjection } from '#lib/argument/objection';
import { getClaimRows } from '#lib/db/claim-row';
import { getDebate } from '#lib/db/debate-records';
import type { PrismaClient } from '#lib/db/generated/client';
import { findHeld } from '#lib/db/held';
import { getMoot } from '#lib/db/open';
import { viewRevision } from '#lib/db/record-text';
import type { ClaimRow, PersonRef, RevisionView } from '#lib/db/record-types';
import { revisionOrder } from '#lib/db/revision-order';
import { StampedCache } from '#lib/db/stamped-cache';
import { findToday } from '#lib/db/today';

/** A change to link to: its row in `/patches`. */
export interface ChangeRef {
  readonly slug: string;
  readonly title: string;
  readonly release: string | null;
  readonly policies: readonly string[];
}

/** An answer with what its page links to. */
export interface AnswerView extends CheckedAnswer {
  readonly person: PersonRef | null;
  readonly change: ChangeRef | null;
  readonly held: boolean;
}

/** An objection as lists show it. */
export interface ObjectionView extends Omit<JudgedObjection, 'answers'> {
  readonly slug: string;
  readonly title: string;
  readonly person: PersonRef;
  readonly change: ChangeRef;
  readonly claim: ClaimRow | null;
  /** Title of the scenario that shows it; null where there is none. */
  readonly scenarioTitle: string | null;
  readonly held: boolean;
  readonly answers: readonly AnswerView[];
}

/** An objection's page. */
export interface ObjectionPage extends ObjectionView {
  readonly bodyMarkdown: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly revisions: readonly RevisionView[];
}

/** Every objection with what became of it, and the kernel that is today's; oldest first. */
export interface Objections {
  readonly rows: readonly ObjectionView[];
  /** Name of the newest mainline kernel; null where no simulator knows one. */
  readonly kernel: string | null;
}

const cache = new StampedCache<Objections>();

export async function listObjections(): Promise<Objections> {
  const { prisma } = await getMoot();
  const known = await cache.get(prisma, 'all', () => readObjections(prisma));
  // An import of mail changes no record: asked for each time.
  const held = await findHeld(
    prisma,
    known.rows.flatMap(({ front }) => [front.message, ...front.answers.flatMap(({ message }) => message ?? [])]),
  );
  const rows = known.rows.map((row) => ({
    ...row,
    held: held.has(row.front.message),
    answers: row.answers.map((one) => ({ ...one, held: held.has(one.answer.message ?? '') })),
  }));
  return { ...known, rows };
}

/** One objection with its text; undefined where there is none of that name. */
export async function findObjection(slug: string): Promise<(ObjectionPage & Pick<Objections, 'kernel'>) | undefined> {
  const { prisma } = await getMoot();
  const [{ rows, kernel }, record] = await Promise.all([
    listObjections(),
    prisma.record.findUnique({
      where: { kind_slug: { kind: 'objection', slug } },
      select: { body: true, version: true, updatedAt: true, revisions: revisionOrder },
    }),
  ]);
  const row = rows.find((one) => one.slug === slug);
  if (row === undefined || record === null) return undefined;
  const { body, version, updatedAt, revisions } = record;
  return {
    ...row,
    kernel,
    bodyMarkdown: body,
    version,
    updatedAt: updatedAt.toISOString(),
    revisions: revisions.map(viewRevision),
  };
}

async function readObjections(prisma: PrismaClient): Promise<Objections> {
  const [debate, claims, titles] = await Promise.all([
    getDebate(),
    getClaimRows(prisma),
    prisma.record.findMany({
      where: { kind: { in: ['person', 'scenario'] } },
      select: { kind: true, slug: true, title: true },
    }),
  ]);
  const rows = new Map([...claims.values()].map((claim) => [claim.slug, claim]));
  const titleOf = new Map(titles.map(({ kind, slug, title }) => [`${kind}/${slug}`, title]));
  const changes = new Map(
    debate.changes.map(({ id, title, release = null, policies }) => [id, { slug: id, title, release, policies }]),
  );
  const person = (slug: string): PersonRef => ({ slug, name: titleOf.get(`person/${slug}`) ?? slug });
  const change = (slug: string): ChangeRef => changes.get(slug) ?? { slug, title: slug, release: null, policies: [] };
  const { policies: today, kernel } = findToday();
  return {
    kernel,
    rows: debate.objections.map((front) => {
      const judged = judgeObjection(front, debate, today);
      return {
        ...judged,
        slug: front.id,
        title: front.title,
        person: person(front.person),
        change: change(front.change),
        claim: rows.get(front.claim ?? '') ?? null,
        scenarioTitle: titleOf.get(`scenario/${front.scenario?.scenario}`) ?? null,
        held: false,
        answers: judged.answers.map((one) => ({
          ...one,
          person: one.answer.person === undefined ? null : person(one.answer.person),
          change: one.answer.change === undefined ? null : change(one.answer.change),
          held: false,
        })),
      };
    }),
  };
}
