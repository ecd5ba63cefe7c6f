import type { Paged } from '#lib/db/archive-types';
import type { Prisma } from '#lib/db/generated/client';
import { getMoot, type Moot } from '#lib/db/open';
import { type LineageView, readLineages } from '#lib/db/series';

/** Lineages on a page of the list. */
const PAGE = 50;

export interface LineagesQuery {
  /** 1-based. */
  readonly page?: number;
  /** Words of a title: a series' or one of its patches'. */
  readonly text?: string;
  /** Part of an author's name or address. */
  readonly author?: string;
  /** Numbers of postings, of which a lineage has one; undefined for every lineage. */
  readonly among?: readonly number[] | undefined;
}

/** A page of lineages, the one posted to last first; `waiting` series are not in any yet, because mail is read anew. */
export interface LineagePage extends Paged<LineageView> {
  readonly waiting: number;
}

/** Series with all their versions, a row for each. */
export async function listLineages(
  { page = 1, text = '', author = '', among }: LineagesQuery = {},
  where: Moot | Promise<Moot> = getMoot(),
): Promise<LineagePage> {
  const moot = await where;
  const { prisma } = moot;
  const conditions: Prisma.SeriesWhereInput[] = [];
  if (text !== '') {
    conditions.push({ OR: [{ title: { contains: text } }, { patches: { some: { title: { contains: text } } } }] });
  }
  if (author !== '') {
    const posted = { patches: { some: { message: { fromName: { contains: author } } } } };
    conditions.push({ OR: [{ author: { contains: author } }, posted] });
  }
  if (among !== undefined) conditions.push({ id: { in: [...among] } });
  const wanted: Prisma.SeriesWhereInput = { lineageId: { not: null }, AND: conditions };
  const [total, found, waiting] = await Promise.all([
    prisma.lineage.count({ where: { series: { some: wanted } } }),
    prisma.series.groupBy({
      by: ['lineageId'],
      where: wanted,
      _max: { date: true },
      orderBy: [{ _max: { date: 'desc' } }, { lineageId: 'desc' }],
      skip: (page - 1) * PAGE,
      take: PAGE,
    }),
    prisma.series.count({ where: { lineageId: null, patches: { some: { isProposal: false } } } }),
  ]);
  const ids = found.flatMap(({ lineageId }) => lineageId ?? []);
  const lineages = await readLineages(moot, ids);
  const rows = ids.flatMap((id) => lineages.get(id) ?? []);
  return { rows, page, pages: Math.max(1, Math.ceil(total / PAGE)), total, waiting };
}
