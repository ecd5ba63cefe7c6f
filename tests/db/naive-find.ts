import type { FindOptions, Found, IndexEntry } from '#lib/db/mail-index';
import type { Condition } from '#lib/search/query';
import { cutTerms } from '#lib/search/terms';

/** Whether a message is meant, by looking at its terms one after the other. */
export function isMeant(condition: Condition, entry: IndexEntry): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => isMeant(part, entry));
    case 'any':
      return condition.of.some((part) => isMeant(part, entry));
    case 'not':
      return !isMeant(condition.of, entry);
    case 'date':
      return (
        entry.dateMs >= (condition.fromMs ?? Number.NEGATIVE_INFINITY) &&
        entry.dateMs <= (condition.untilMs ?? Number.POSITIVE_INFINITY)
      );
    case 'numbered':
      return condition.ids.includes(entry.id);
    case 'words':
      return condition.columns.some((column) => {
        const terms = cutTerms(entry.texts[column] ?? '');
        const isHere = (at: number) =>
          condition.terms.every((term, i) => {
            const own = terms[at + i];
            const isLast = i === condition.terms.length - 1;
            return condition.isBeginning && isLast ? own?.startsWith(term) === true : own === term;
          });
        return terms.some((_, at) => isHere(at));
      });
  }
}

/** What `MailIndex.find` promises of an order by date. */
export function findNaively(entries: readonly IndexEntry[], condition: Condition, options: FindOptions): Found {
  const meant = entries
    .filter((entry) => isMeant(condition, entry))
    .map(({ id, dateMs }) => ({ id, dateMs }))
    .sort((a, b) => b.dateMs - a.dateMs || b.id - a.id);
  const { after, limit, countLimit } = options;
  const rest =
    after === undefined
      ? meant
      : meant.filter((hit) => hit.dateMs < after.dateMs || (hit.dateMs === after.dateMs && hit.id < after.id));
  return {
    hits: rest.slice(0, limit),
    isMore: rest.length > limit,
    count: Math.min(meant.length, countLimit),
    isCountCapped: meant.length > countLimit,
    order: 'date',
  };
}
