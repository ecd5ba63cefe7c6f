import type { FindOptions } from '#lib/db/mail-index';
import type { Condition } from '#lib/search/query';

/** How hits are come by: all gathered by the index of terms, or walked to along the dates. */
export type Way = 'gather' | 'walk';

/**
 * What it costs, in microseconds, measured with PostgreSQL 15 on mails of a list: to look at a message's terms, which have
 * to be unpacked for that; to be given a hit by the index of terms; to fetch it; to look for a phrase in it.
 */
const cost = { look: 8, give: 0.5, fetch: 2, phrase: 15 } as const;

/** The cheaper way to the first page of hits, and to their capped count, where `hits` of `all` messages are expected. */
export function chooseWays(
  { hits, all }: { readonly hits: number; readonly all: number },
  phrases: number,
  { limit, skip = 0, countLimit }: Pick<FindOptions, 'limit' | 'skip' | 'countLimit'>,
): { readonly hits: Way; readonly count: Way } {
  const check = phrases * cost.phrase;
  const walkTo = (wanted: number): number => {
    const seen = Math.min(all, (wanted * all) / Math.max(hits, 1));
    return seen * cost.look + Math.min(wanted, hits) * check;
  };
  const gatherAll = hits * (cost.give + cost.fetch + check);
  const gatherSome = hits * cost.give + Math.min(hits, countLimit + 1) * (cost.fetch + check);
  return {
    hits: gatherAll <= walkTo(limit + skip + 1) ? 'gather' : 'walk',
    count: gatherSome <= walkTo(countLimit + 1) ? 'gather' : 'walk',
  };
}

/** Phrases in a condition: what the index of terms cannot tell alone. */
export function countPhrases(condition: Condition): number {
  switch (condition.kind) {
    case 'words':
      return condition.terms.length > 1 ? 1 : 0;
    case 'not':
      return countPhrases(condition.of);
    case 'all':
    case 'any':
      return condition.of.reduce((sum, part) => sum + countPhrases(part), 0);
    default:
      return 0;
  }
}
