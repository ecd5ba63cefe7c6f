import type { Prisma } from '#lib/db/generated/client';
import { getMoot } from '#lib/db/open';
import { viewRevision } from '#lib/db/record-text';
import type { PageRow, PageView, Section } from '#lib/db/record-types';
import { revisionOrder } from '#lib/db/revision-order';
import { readFront } from '#lib/markdown/record-file';

const rowSelect = {
  position: true,
  record: { select: { slug: true, title: true, front: true } },
} as const satisfies Prisma.PageSelect;

/** The pages of a section, in their order. */
export async function listPages(section: Section): Promise<readonly PageRow[]> {
  const { prisma } = await getMoot();
  const rows = await prisma.page.findMany({
    where: { section },
    select: rowSelect,
    orderBy: [{ position: 'asc' }, { recordId: 'asc' }],
  });
  return rows.map((row) => viewPage(section, row.record, row.position));
}

/** A page of prose. */
export async function findPage(section: Section, slug: string): Promise<PageView | undefined> {
  const { prisma } = await getMoot();
  const row = await prisma.record.findUnique({
    where: { kind_slug: { kind: section, slug } },
    include: { page: true, revisions: revisionOrder },
  });
  if (row === null) return undefined;
  return {
    ...viewPage(section, row, row.page?.position ?? 0),
    bodyMarkdown: row.body,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
    revisions: row.revisions.map(viewRevision),
  };
}

function viewPage(
  section: Section,
  { slug, title, front }: { readonly slug: string; readonly title: string; readonly front: string },
  position: number,
): PageRow {
  const decision = section === 'decision' ? readFront('decision', front) : undefined;
  return { slug, title, section, position, date: decision?.date ?? null, status: decision?.status ?? null };
}
