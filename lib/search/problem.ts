import type { Place } from '#lib/search/query';

/** Why a query cannot be answered: nothing is searched then. */
export interface QueryProblem {
  /** The part that is wrong; empty (start = end) where something is missing. */
  readonly place: Place;
  /** What is wrong and what was expected, in sentences. */
  readonly message: string;
}

/** How the parser stops where it is; `parseQuery` alone catches it. */
export class QueryError extends Error {
  readonly problem: QueryProblem;

  constructor(start: number, end: number, message: string) {
    super(message);
    this.problem = { place: { start, end }, message };
  }
}

/** A line with carets under the part that is wrong, for a terminal: one at least, one a character. */
export function markProblem({ start, end }: Place, text: string): string {
  const width = (part: string) => Array.from(part).length;
  return ' '.repeat(width(text.slice(0, start))) + '^'.repeat(Math.max(1, width(text.slice(start, end))));
}
