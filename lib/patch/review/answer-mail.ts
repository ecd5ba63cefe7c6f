import { printAttribution } from '#lib/mail/write-date';
import { MAIL_COLUMNS, printPlain } from '#lib/patch/review/plain-markdown';
import { printRemark } from '#lib/patch/review/remark-text';
import type { ReviewedMail, ReviewRemark, ReviewText } from '#lib/patch/review/review-mail';
import { markHash } from '#lib/patch/review/review-mark';

/** An annotation that answers a remark of a mail; `answered` is that remark, in Markdown. */
export interface ReviewAnswer extends ReviewRemark {
  readonly answered: string;
}

/** Answers to the remarks of one mail, each below the words that it answers. */
export function printAnswers(
  mail: Pick<ReviewedMail, 'author' | 'dateMs' | 'zone'>,
  answers: readonly ReviewAnswer[],
): ReviewText {
  const lines = [printAttribution(mail.author, mail.dateMs, mail.zone)];
  for (const { answered, body, words, blocks } of answers) {
    const quoted = printPlain(answered, { columns: MAIL_COLUMNS }).split('\n');
    lines.push(...quoted.map((line) => (line.trim() === '' ? '>' : `> ${line}`)));
    lines.push('', printRemark(body, words.lines), '');
    for (const block of blocks) lines.push(...block, '');
  }
  const marks = answers.map(({ on, side, line, end, path, kind, body, words }) => ({
    ...{ hash: markHash(printRemark(body, words.lines)), kind, side, line, path },
    end: Math.max(line, end),
    on: on === 'series' ? ('message' as const) : on,
  }));
  return { text: `${lines.join('\n').trimEnd()}\n`, marks, unsure: [] };
}
