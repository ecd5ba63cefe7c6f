import type { SearchAnswer } from '#lib/db/search-all';
import { printQuery } from '#lib/search/print';
import type { QueryProblem } from '#lib/search/problem';
import type { SnippetSegment } from '#lib/search/snippet';

/**
 * The answer to a query as JSON, the same from the server and the command line: `query` as it was asked, `meaning` in one form
 * for all that mean the same; `order` of the mails, which is `date` too where there were too many to rank; `count` of the
 * mails, and whether there are more; `behind`: how many could not
 * be found yet, because the full text is still being made; `next`, to be given as `after`, null at the end. Or a `problem`, with the part of
 * the query that is wrong in UTF-16 units.
 */
export function printSearchJson(text: string, answer: SearchAnswer | { readonly problem: QueryProblem }): string {
  if ('problem' in answer) {
    const { place, message } = answer.problem;
    return `${JSON.stringify({ query: text, problem: { ...place, message } })}\n`;
  }
  const { asked, records, mail } = answer;
  return `${JSON.stringify({
    query: text,
    meaning: printQuery(asked.query),
    order: mail.order,
    count: mail.count,
    isCountCapped: mail.isCountCapped,
    behind: mail.behind,
    next: mail.next,
    records: records.map(({ kind, slug, title, snippet }) => ({ kind, slug, title, snippet: plainText(snippet) })),
    mails: mail.hits.map(({ messageId, subject, author, dateIso, snippet, isOnlyQuoted }) => ({
      messageId,
      subject,
      author,
      date: dateIso,
      snippet: plainText(snippet),
      isOnlyQuoted,
    })),
  })}\n`;
}

export function plainText(segments: readonly SnippetSegment[]): string {
  return segments.map(({ text }) => text).join('');
}
