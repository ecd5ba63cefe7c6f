import { type Bind, sayLexemes } from '#lib/db/index/postgres-condition';
import type { Column } from '#lib/search/column';
import type { Condition, Words } from '#lib/search/query';

/** How much more a word says in one column than in another; 1 where nothing is said. */
const weights: Readonly<Partial<Record<Column, number>>> = { subject: 6, from: 3, nq: 2, q: 0.5, dfn: 3 };

export interface Ranking {
  /** Of each of the words, by a row's `terms`, how well the row answers to them. */
  readonly ranks: readonly string[];
  /** The sum, by these ranks as `r0`, `r1`, ... over all hits: rare words count for more than common ones. */
  readonly score: string;
}

/**
 * How rows of `mail` are ranked: in which columns the words stand, how few of the hits have them, and how short a mail is.
 * How often they stand there is not known, other than on SQLite.
 */
export function writeRanking(condition: Condition, bind: Bind): Ranking {
  const ranks = findWords(condition).map((words) => writeRank(words, bind));
  const score = ranks.map(
    (_, i) => `r${i} * ln(2 + count(*) OVER () / (1 + count(*) FILTER (WHERE r${i} > 0) OVER ())::float8)`,
  );
  return { ranks, score: score.join(' + ') };
}

/** The columns of one weight together; `1` divides by the logarithm of the mail's length. */
function writeRank(words: Words, bind: Bind): string {
  const weightOf = (column: Column): number => weights[column] ?? 1;
  const parts = [...new Set(words.columns.map(weightOf))].map((weight) => {
    const columns = words.columns.filter((column) => weightOf(column) === weight);
    const lexemes = bind(sayLexemes({ ...words, columns }, ' | '));
    return `${weight} * ts_rank('{1,1,1,1}', terms, ${lexemes}::tsquery, 1)`;
  });
  return `(${parts.join(' + ')})`;
}

/** What is asked for, not what is asked not to be there. */
export function findWords(condition: Condition): readonly Words[] {
  switch (condition.kind) {
    case 'words':
      return condition.columns.length === 0 ? [] : [condition];
    case 'all':
    case 'any':
      return condition.of.flatMap(findWords);
    default:
      return [];
  }
}
