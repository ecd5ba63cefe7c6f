import { findAuthor } from '#lib/db/author';
import type { ReviewOptions } from '#lib/db/review';
import type { PageQuery } from '../_components/page-query';

/** Trailers that a review may end with. */
export const reviewTrailers = ['Reviewed-by', 'Acked-by', 'Tested-by'] as const;

/** What a review's address says of it: the same for the page that shows it and for the mailbox. */
export interface ReviewQuery {
  /** Slugs of the annotations that go; undefined where nobody chose yet. */
  readonly slugs: ReadonlySet<string> | undefined;
  readonly trailers: readonly (typeof reviewTrailers)[number][];
  readonly withCounterexamples: boolean;
  /** Address of this Moot for others; '' for none. */
  readonly base: string;
}

export function readReviewQuery(query: PageQuery): ReviewQuery {
  const all = (name: string) => [query[name] ?? []].flat();
  const [base = ''] = all('base');
  const given = all('trailer');
  return {
    slugs: all('chosen').length === 0 ? undefined : new Set(all('note')),
    trailers: reviewTrailers.filter((key) => given.includes(key)),
    withCounterexamples: all('counterexamples').length > 0,
    base: /^https?:\/\/[^\s<>"]+$/.test(base.trim()) ? base.trim() : '',
  };
}

/** The query of the mailbox that a review's page shows. */
export function writeReviewQuery(
  { trailers, withCounterexamples, base }: ReviewQuery,
  slugs: readonly string[],
): string {
  return new URLSearchParams([
    ['chosen', '1'],
    ...slugs.map((slug) => ['note', slug]),
    ...trailers.map((key) => ['trailer', key]),
    ...(withCounterexamples ? [['counterexamples', '1']] : []),
    ...(base === '' ? [] : [['base', base]]),
  ]).toString();
}

/** How to build the review that an address asks for, now; undefined where nobody says who the reviewer is. */
export function reviewOptions({ slugs, trailers, withCounterexamples, base }: ReviewQuery): ReviewOptions | undefined {
  const author = findAuthor();
  if (author === undefined) return undefined;
  const now = new Date();
  return {
    ...{ author, slugs, withCounterexamples, base },
    trailers: trailers.map((key) => `${key}: ${author}`),
    dateMs: now.getTime(),
    zone: -now.getTimezoneOffset(),
  };
}
