import { authorOf, dateOf } from '#lib/db/archive-message';
import type { SearchHit, SearchResult } from '#lib/db/archive-types';
import { openSearch } from '#lib/db/index/open';
import { getMoot, type Moot } from '#lib/db/open';
import { readShown } from '#lib/db/read-shown';
import { parseQuery } from '#lib/search/parse';
import type { Condition, TypedQuery, Words } from '#lib/search/query';
import { cutSnippet } from '#lib/search/snippet';

/** Hits are counted to here: a count of all costs more than the page. */
export const countLimit = 1000;

export interface SearchOptions {
  readonly limit?: number;
  /** `next` of the page before: hits after that message. */
  readonly before?: number;
}

/** Mails that match, newest first: of a debate one wants the latest, and ranking a common word costs. */
export async function searchMail(
  query: string,
  { limit = 25, before }: SearchOptions = {},
  where: Moot | Promise<Moot> = getMoot(),
): Promise<SearchResult> {
  const moot = await where;
  const parsed = parseQuery(query, Date.now());
  if ('problem' in parsed) return { ...nothing, problems: [parsed.problem.message] };
  const index = await openSearch(moot);
  const last = before === undefined ? null : await moot.prisma.message.findUnique({ where: { id: before } });
  const after = last === null ? undefined : { dateMs: last.date.getTime(), id: last.id };
  const condition = await toCondition(moot, parsed.query);
  const found = await index.find(condition, { limit, order: 'date', countLimit, after });
  return {
    hits: await viewHits(
      moot,
      found.hits.map(({ id }) => id),
      listWords(parsed.query),
    ),
    next: found.isMore ? (found.hits.at(-1)?.id ?? null) : null,
    count: found.count,
    isCountCapped: found.isCountCapped,
    problems: [],
  };
}

const nothing = { hits: [], next: null, count: 0, isCountCapped: false };

async function toCondition(moot: Moot, query: TypedQuery): Promise<Condition> {
  switch (query.kind) {
    case 'all':
    case 'any':
      return { kind: query.kind, of: await Promise.all(query.of.map((part) => toCondition(moot, part))) };
    case 'not':
      return { kind: 'not', of: await toCondition(moot, query.of) };
    case 'field': {
      const rows =
        query.name === 'mid' ? await moot.prisma.message.findMany({ where: { name: { text: query.value } } }) : [];
      return { kind: 'numbered', ids: rows.map(({ id }) => id) };
    }
    default:
      return query;
  }
}

/** Words that are looked for. */
function listWords(query: TypedQuery): Words[] {
  if (query.kind === 'words') return [query];
  return query.kind === 'all' || query.kind === 'any' ? query.of.flatMap(listWords) : [];
}

async function viewHits(moot: Moot, ids: readonly number[], words: readonly Words[]): Promise<SearchHit[]> {
  const [rows, shown] = await Promise.all([
    moot.prisma.message.findMany({
      where: { id: { in: [...ids] } },
      orderBy: [{ date: 'desc' }, { id: 'desc' }],
      include: { name: { select: { text: true } } },
    }),
    readShown(moot, ids),
  ]);
  return rows.map((row) => ({
    id: row.id,
    messageId: row.name.text,
    subject: row.subject,
    author: authorOf(row),
    dateIso: dateOf(row),
    snippet: cutSnippet(shown.get(row.id)?.text ?? '', words),
  }));
}
