import type { ColumnTexts } from '#lib/search/column';
import type { Words } from '#lib/search/query';
import { cutTerms } from '#lib/search/terms';

/**
 * Whether a mail has the words that were looked for in its quotes alone: some of them stand in a quote, none in what the
 * author wrote. Words that were looked for in quotes, or not in quotes at all, say nothing.
 */
export function isOnlyQuoted(texts: ColumnTexts, wanted: readonly Words[]): boolean {
  const anywhere = wanted.filter(({ columns }) => columns.includes('q') && columns.length > 1);
  if (anywhere.length === 0 || texts.q === undefined) return false;
  const terms = new Map<string, readonly string[]>();
  const stands = (words: Words, isQuote: boolean) =>
    words.columns.some((column) => {
      const text = texts[column];
      if (text === undefined || (column === 'q') !== isQuote) return false;
      const cut = terms.get(column) ?? cutTerms(text);
      terms.set(column, cut);
      return standsIn(cut, words);
    });
  return !anywhere.some((words) => stands(words, false)) && anywhere.some((words) => stands(words, true));
}

/** Whether terms stand side by side in a text. */
function standsIn(text: readonly string[], { terms, isBeginning }: Words): boolean {
  const last = terms.length - 1;
  for (let start = 0; start + last < text.length; start++) {
    if (terms.every((term, i) => isTerm(text[start + i] ?? '', term, isBeginning && i === last))) return true;
  }
  return false;
}

function isTerm(text: string, term: string, isBeginning: boolean): boolean {
  return isBeginning ? text.startsWith(term) : text === term;
}
