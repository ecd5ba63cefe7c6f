import { authorOf, dateOf } from '#lib/db/archive-message';
import type { SearchHit, SearchResult } from '#lib/db/archive-types';
import { getMoot, type Moot } from '#lib/db/open';
import { openSearch, readShown } from '#lib/db/search-open';
import { type MailQuery, parseMailQuery } from '#lib/db/search-query';
import { cutSnippet } from '#lib/db/search-snippet';

/** Hits are counted to here: a count of all costs more than the page. */
export const countLimit = 1000;

export interface SearchOptions {
  readonly limit?: number;
  /** `next` of the page before: hits imported before that message. */
  readonly before?: number;
}

/**
 * Mails that match, the latest imported first and within a page by date: relevance would cost ten times as much for a
 * common word, and of a debate one wants the latest. Dates and lists narrow what the words find.
 */
export async function searchMail(
  query: string,
  { limit = 25, before }: SearchOptions = {},
  where: Moot | Promise<Moot> = getMoot(),
): Promise<SearchResult> {
  const moot = await where;
  const asked = parseMailQuery(query);
  const source =
    asked.match === undefined ? scanArchive(moot, asked, before) : await scanIndex(moot, asked.match, before);
  const ids: number[] = [];
  const hits = new Set<number>();
  let isMore = false;
  for await (const chunk of narrow(moot, asked, source)) {
    for (const id of chunk) {
      if (ids.length < limit) ids.push(id);
      else isMore = true;
      if (before === undefined) hits.add(id);
    }
    if (isMore && (before !== undefined || hits.size > countLimit || asked.match !== undefined)) break;
  }
  const count = asked.match === undefined || isNarrowed(asked) ? hits.size : await countMatches(moot, asked.match);
  return {
    hits: await viewHits(moot, ids, asked.words),
    next: isMore ? (ids.at(-1) ?? null) : null,
    count: Math.min(count, countLimit),
    isCountCapped: count > countLimit || (isNarrowed(asked) && isMore),
    problems: asked.problems,
  };
}

function isNarrowed(asked: MailQuery): boolean {
  return asked.ids.length > 0 || asked.lists.length > 0 || asked.fromMs !== undefined || asked.untilMs !== undefined;
}

const CHUNK = 500;

/** Numbers of matching messages, highest first, in chunks. */
async function scanIndex(moot: Moot, match: string, before: number | undefined): Promise<AsyncIterable<number[]>> {
  const index = await openSearch(moot);
  const find = index.db.prepare<[string, bigint, number], { id: number }>(
    'SELECT rowid AS id FROM ft WHERE ft MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?',
  );
  return (async function* () {
    let below = BigInt(before ?? Number.MAX_SAFE_INTEGER);
    for (let size = 50; ; size = CHUNK) {
      const ids = find.all(match, below, size).map((row) => row.id);
      const last = ids.at(-1);
      if (last === undefined) return;
      yield ids;
      if (ids.length < size) return;
      below = BigInt(last);
    }
  })();
}

/** Without words: every message, highest number first, if something else was asked for. */
async function* scanArchive(moot: Moot, asked: MailQuery, before: number | undefined): AsyncGenerator<number[]> {
  if (!isNarrowed(asked)) return;
  let below = before ?? 2_147_483_647;
  for (;;) {
    const rows = await moot.prisma.message.findMany({
      where: { id: { lt: below }, ...conditions(asked) },
      orderBy: { id: 'desc' },
      take: CHUNK,
      select: { id: true },
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => row.id);
    below = last.id;
  }
}

function conditions(asked: MailQuery) {
  const { ids, lists, fromMs, untilMs } = asked;
  const date = {
    ...(fromMs === undefined ? {} : { gte: new Date(fromMs) }),
    ...(untilMs === undefined ? {} : { lte: new Date(untilMs) }),
  };
  return {
    ...(ids.length === 0 ? {} : { name: { text: { in: [...ids] } } }),
    ...(lists.length === 0
      ? {}
      : { lists: { some: { list: { OR: lists.map((list) => ({ name: { contains: list } })) } } } }),
    ...(fromMs === undefined && untilMs === undefined ? {} : { date }),
  };
}

async function* narrow(moot: Moot, asked: MailQuery, source: AsyncIterable<number[]>): AsyncGenerator<number[]> {
  if (asked.match === undefined || !isNarrowed(asked)) {
    yield* source;
    return;
  }
  for await (const chunk of source) {
    const rows = await moot.prisma.message.findMany({
      where: { id: { in: chunk }, ...conditions(asked) },
      orderBy: { id: 'desc' },
      select: { id: true },
    });
    yield rows.map((row) => row.id);
  }
}

async function countMatches(moot: Moot, match: string): Promise<number> {
  const index = await openSearch(moot);
  const sql = 'SELECT count(*) AS count FROM (SELECT 1 FROM ft WHERE ft MATCH ? LIMIT ?)';
  return index.db.prepare<[string, number], { count: number }>(sql).get(match, countLimit + 1)?.count ?? 0;
}

async function viewHits(moot: Moot, ids: readonly number[], words: readonly string[]): Promise<SearchHit[]> {
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
