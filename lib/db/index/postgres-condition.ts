import { marks } from '#lib/db/index/postgres-terms';
import type { Condition, Words } from '#lib/search/query';

/** Holds values for `$1`, `$2`, ... and gives their places. */
export type Bind = (value: unknown) => string;

/** Which of the two tables is asked: only one has a tsvector. */
export type IndexTable = 'mail' | 'long_mail';

/** A condition as an expression over the rows of `table`; never NULL. Every value is bound. */
export function writeCondition(condition: Condition, table: IndexTable, bind: Bind): string {
  switch (condition.kind) {
    case 'all':
      return join(condition.of, ' AND ', 'true', table, bind);
    case 'any':
      return join(condition.of, ' OR ', 'false', table, bind);
    case 'not':
      return `NOT (${writeCondition(condition.of, table, bind)})`;
    case 'words':
      return writeWords(condition, table, bind);
    case 'date': {
      const parts: string[] = [];
      if (condition.fromMs !== undefined) parts.push(`date >= ${bind(condition.fromMs)}::int8`);
      if (condition.untilMs !== undefined) parts.push(`date <= ${bind(condition.untilMs)}::int8`);
      return parts.length === 0 ? 'true' : `(${parts.join(' AND ')})`;
    }
    case 'numbered':
      return `id = ANY(${bind(condition.ids)}::int8[])`;
  }
}

function join(of: readonly Condition[], by: string, none: string, table: IndexTable, bind: Bind): string {
  return of.length === 0 ? none : `(${of.map((part) => writeCondition(part, table, bind)).join(by)})`;
}

/** By the tsvector what can be; side by side, and in a table without one, by the columns' texts. */
function writeWords(words: Words, table: IndexTable, bind: Bind): string {
  if (words.columns.length === 0) return 'false';
  const has = table === 'mail' ? `terms @@ ${bind(sayLexemes(words, ' & '))}::tsquery` : '';
  if (has !== '' && words.terms.length === 1) return has;
  const sought = bind(` ${words.terms.join(' ')}${words.isBeginning ? '' : ' '}`);
  const stand = words.columns.map((column) => `strpos("${column}", ${sought}) > 0`).join(' OR ');
  return has === '' ? `(${stand})` : `(${has} AND (${stand}))`;
}

/** The terms in one of the columns, all (`&`) or any (`|`) of them, as a tsquery. */
export function sayLexemes({ columns, terms, isBeginning }: Words, by: ' & ' | ' | '): string {
  const last = terms.length - 1;
  const ways = columns.map((column) => {
    const lexemes = terms.map((term, i) => quoteLexeme(marks[column] + term) + (isBeginning && i === last ? ':*' : ''));
    return `(${[...new Set(lexemes)].join(by)})`;
  });
  return ways.join(' | ');
}

function quoteLexeme(lexeme: string): string {
  return `'${lexeme.replace(/['\\]/g, '$&$&')}'`;
}
