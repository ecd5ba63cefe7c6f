import { getMoot } from '#lib/db/open';
import { viewRevision } from '#lib/db/record-text';
import type { TermPage, TermRow } from '#lib/db/record-types';
import { revisionOrder } from '#lib/db/revision-order';
import { findFirstParagraph } from '#lib/markdown/excerpt';
import { readFront } from '#lib/markdown/record-file';

/** Every term of the glossary, by title. */
export async function listTerms(): Promise<readonly TermRow[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.record.findMany({ where: { kind: 'term' } });
  return rows.map(viewTerm).toSorted((a, b) => a.title.localeCompare(b.title, 'en'));
}

/** A term with its whole definition. */
export async function findTerm(slug: string): Promise<TermPage | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.record.findUnique({
    where: { kind_slug: { kind: 'term', slug } },
    include: { revisions: revisionOrder },
  });
  if (row === null) return undefined;
  return {
    ...viewTerm(row),
    bodyMarkdown: row.body,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    revisions: row.revisions.map(viewRevision),
  };
}

function viewTerm(row: {
  readonly slug: string;
  readonly title: string;
  readonly front: string;
  readonly body: string;
}): TermRow {
  const { aliases } = readFront('term', row.front);
  return { slug: row.slug, title: row.title, aliases, tooltip: findFirstParagraph(row.body) };
}
