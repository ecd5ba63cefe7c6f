import { authorOf, dateOf } from '#lib/db/archive-message';
import type { SearchHit, SearchResult } from '#lib/db/archive-types';
import { countBehind } from '#lib/db/index/catch-up';
import { openSearch } from '#lib/db/index/open';
import type { HitPlace } from '#lib/db/mail-index';
import { getMoot, type Moot } from '#lib/db/open';
import { readShown } from '#lib/db/read-shown';
import { printCursor, type SearchCursor } from '#lib/db/search-cursor';
import type { Asked } from '#lib/db/search-query';
import { isOnlyQuoted } from '#lib/search/only-quoted';
import { listWanted, pruneQuery } from '#lib/search/prune';
import type { Condition, TypedQuery, Words } from '#lib/search/query';
import { cutSnippet, markSought } from '#lib/search/snippet';

/** Hits are counted to here: a count of all costs more than the page. */
export const countLimit = 1000;

export interface SearchOptions {
  readonly limit?: number;
  /** Newest first where nothing is said: of a debate one wants the latest, and ranking a common word costs. */
  readonly order?: 'date' | 'rank';
  /** `next` of the page before, read. */
  readonly cursor?: SearchCursor | undefined;
}

/** Which messages are hits, without anything of them. */
export interface FoundPlaces extends Omit<SearchResult, 'hits'> {
  readonly hits: readonly HitPlace[];
}

const nothing: FoundPlaces = { hits: [], next: null, count: 0, isCountCapped: false, behind: 0, order: 'date' };

/** Mails that a query means. What only a record can have means none. */
export async function searchMail(
  asked: Asked,
  options: SearchOptions = {},
  where: Moot | Promise<Moot> = getMoot(),
): Promise<SearchResult> {
  const moot = await where;
  const found = await findMails(asked, options, moot);
  return { ...found, hits: await viewHits(moot, found.hits, listWanted(asked.query)) };
}

/** As `searchMail`, without reading the mails. */
export async function findMails(
  { query, fields }: Asked,
  { limit = 25, order = 'date', cursor = { skip: 0 } }: SearchOptions,
  moot: Moot,
): Promise<FoundPlaces> {
  const own = pruneQuery(query, (leaf) => leaf.kind !== 'field' || fields.get(leaf)?.mails !== undefined);
  if (own === undefined) return nothing;
  const { index, behind } = await openSearch(moot);
  const isRanked = order === 'rank' && 'skip' in cursor;
  const { isMore, ...found } = await index.find(toCondition(own, fields), {
    limit,
    order: isRanked ? 'rank' : 'date',
    countLimit,
    ...('skip' in cursor ? { skip: cursor.skip } : { after: cursor.after }),
  });
  const last = found.hits.at(-1);
  const skip = 'skip' in cursor ? cursor.skip : 0;
  const next: SearchCursor | undefined =
    !isMore || last === undefined ? undefined : found.order === 'rank' ? { skip: skip + limit } : { after: last };
  // A file that proved damaged just now is empty: where nothing is found, what is missing is counted again.
  const missing = found.count === 0 ? await countBehind(moot, index) : behind;
  return { ...found, behind: missing, next: next === undefined ? null : printCursor(next) };
}

function toCondition(query: TypedQuery, fields: Asked['fields']): Condition {
  switch (query.kind) {
    case 'all':
    case 'any':
      return { kind: query.kind, of: query.of.map((part) => toCondition(part, fields)) };
    case 'not':
      return { kind: 'not', of: toCondition(query.of, fields) };
    case 'field':
      return { kind: 'numbered', ids: fields.get(query)?.mails ?? [] };
    default:
      return query;
  }
}

/** The mails of hits, in the order of the hits. One that went meanwhile is left out. */
async function viewHits(moot: Moot, hits: readonly HitPlace[], wanted: readonly Words[]): Promise<SearchHit[]> {
  const ids = hits.map(({ id }) => id);
  const [rows, shown] = await Promise.all([
    moot.prisma.message.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        subject: true,
        fromName: true,
        fromAddress: true,
        date: true,
        dateAsWritten: true,
        flags: true,
        name: { select: { text: true } },
      },
    }),
    readShown(moot, ids),
  ]);
  const inSubject = wanted.filter(({ columns }) => columns.includes('subject'));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id): SearchHit[] => {
    const [row, message] = [byId.get(id), shown.get(id)];
    if (row === undefined) return [];
    const text = message?.text ?? '';
    const attached = message?.attachments.flatMap((one) => one.text ?? []) ?? [];
    const mail = { subject: row.subject, author: `${row.fromName} ${row.fromAddress}`, text, attached };
    return [
      {
        id,
        messageId: row.name.text,
        subject: row.subject,
        title: markSought(row.subject, inSubject),
        author: authorOf(row),
        dateIso: dateOf(row),
        snippet: cutSnippet(text, wanted),
        isOnlyQuoted: isOnlyQuoted(mail, wanted),
      },
    ];
  });
}
