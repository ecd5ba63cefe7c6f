import { MAIL_COLUMNS, printPlain } from '#lib/patch/review/plain-markdown';

/**
 * What an annotation says, as the mail that carries it says it. A suggestion stands as the diff that it makes of the
 * annotated `lines`.
 */
export function printRemark(markdown: string, lines: readonly string[]): string {
  return printPlain(markdown, {
    columns: MAIL_COLUMNS,
    suggest: (suggested) => [...lines.map((line) => `-${line}`), ...suggested.map((line) => `+${line}`)],
  });
}
