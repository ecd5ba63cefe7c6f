import type { SearchResult } from '#lib/db/archive-types';
import { getMoot, type Moot } from '#lib/db/open';
import { type SearchOptions, searchMail } from '#lib/db/search';
import { type Asked, readSearch } from '#lib/db/search-query';
import { type RecordHit, searchRecords } from '#lib/db/search-records';
import type { QueryProblem } from '#lib/search/problem';

/** What a query means: records, with the first page alone, and a page of mails. */
export interface SearchAnswer {
  readonly asked: Asked;
  readonly records: readonly RecordHit[];
  readonly mail: SearchResult;
}

/** Searches records and mail. With a problem nothing was searched. */
export async function searchAll(
  text: string,
  options: SearchOptions = {},
  where: Moot | Promise<Moot> = getMoot(),
): Promise<SearchAnswer | { readonly problem: QueryProblem }> {
  const moot = await where;
  const asked = await readSearch(text, moot);
  if ('problem' in asked) return asked;
  const [records, mail] = await Promise.all([
    options.cursor === undefined ? searchRecords(asked, undefined, moot) : [],
    searchMail(asked, options, moot),
  ]);
  return { asked, records, mail };
}
