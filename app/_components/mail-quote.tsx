import { longDate } from './dates';
import { diffText } from './diff-text';
import { authorName } from './mail-author';
import { mailFragment, mailPath, patchPath } from './mail-link';
import type { MailPiece } from './mail-pieces';
import { counted } from './numbers';

type Quote = Extract<MailPiece, { kind: 'quote' }>;

/** Quotes of so many lines stand open: folding them would save nothing, and the answer needs them. */
const shortQuote = 3;

/**
 * How a long quote is shown: folded, open, or only named, where the page shows the mail that it comes from anyway: a
 * thread on one page would otherwise say everything as often as it was quoted.
 */
export type QuoteLook = 'folded' | 'open' | 'named';

/**
 * A quote, folded to one line that says who, when and how long; without scripts the browser folds it. `patchId` is the
 * patch that a quoted diff comes from.
 */
export function mailQuote(quote: Quote, look: QuoteLook, patchId: string | undefined) {
  const isLong = quote.lines > shortQuote || quote.diff !== null;
  if (isLong && look === 'named' && quote.source.kind === 'mail') {
    return <p className="brief">{headline(quote, mailFragment(quote.source.mail.messageId))}</p>;
  }
  const body = <div className={quote.diff === null ? 'qt' : 'qt scroll'}>{diffText(quote.runs)}</div>;
  if (!isLong) return body;
  return (
    <details className="fold" open={look === 'open'}>
      <summary>{headline(quote)}</summary>
      {quote.diff !== null && patchId !== undefined && (
        <p className="note">
          <a href={patchPath(patchId)}>Open the patch</a>
        </p>
      )}
      {body}
    </details>
  );
}

/** `2 files, 1 line added, 3 removed`. */
export function changeWords(diff: { files: number; added: number; removed: number }): string {
  const files = diff.files === 0 ? '' : `${counted(diff.files, 'file')}, `;
  return `${files}${counted(diff.added, 'line')} added, ${diff.removed} removed`;
}

/** Who is quoted, when, and how much. `href` leads to the mail quoted, by default to its page. */
function headline({ source, diff, lines }: Quote, href?: string) {
  const what = diff === null ? counted(lines, 'line') : changeWords(diff);
  const begin = diff === null ? 'Quoted: ' : 'Quoted patch: ';
  if (source.kind !== 'mail') {
    return `${begin}${source.kind === 'words' ? source.text : 'a mail that is not named'}, ${what}`;
  }
  const { author, dateIso, messageId } = source.mail;
  return [
    begin,
    <a key="who" href={href ?? mailPath(messageId, '')}>
      {authorName(author)}
    </a>,
    `, ${dateIso === null ? 'no date' : longDate(dateIso)}, ${what}`,
  ];
}
