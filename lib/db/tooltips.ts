import { getMoot } from '#lib/db/open';
import { StampedCache } from '#lib/db/stamped-cache';
import { findFirstParagraph, readWords } from '#lib/markdown/excerpt';
import { indexTerms, type TermIndex } from '#lib/markdown/mark-terms';
import { readFront } from '#lib/markdown/record-file';

const cache = new StampedCache<TermIndex>();

/** The glossary as texts are searched for its terms: all but those that stay out by `tooltip: false`. */
export async function getTermIndex(): Promise<TermIndex> {
  const { prisma } = await getMoot();
  return cache.get(prisma, 'all', async () => {
    const rows = await prisma.record.findMany({
      where: { kind: 'term' },
      select: { slug: true, title: true, front: true, body: true },
      orderBy: { slug: 'asc' },
    });
    return indexTerms(
      rows.flatMap(({ slug, title, front, body }) => {
        const { aliases, tooltip } = readFront('term', front);
        const definition = readWords(findFirstParagraph(body)).replace(/\s+/g, ' ').trim();
        return tooltip === false || definition === '' ? [] : [{ slug, title, aliases, definition }];
      }),
    );
  });
}
