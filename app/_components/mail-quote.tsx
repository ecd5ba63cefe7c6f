import { DiffText } from './diff-text';
import { authorName } from './mail-author';
import { LongDay } from './mail-date';
import { mailPath, patchPath } from './mail-link';
import type { MailPiece, QuoteSource } from './mail-pieces';
import { counted } from './numbers';

type Quote = Extract<MailPiece, { kind: 'quote' }>;

/** Quotes of so many lines stand open: folding them would save nothing, and the answer needs them. */
const shortQuote = 3;

/**
 * A quote, folded to one line that says who, when and how long; without scripts the browser folds it. `patchId` is the
 * patch that a quoted diff comes from.
 */
export function MailQuote({ quote, isOpen, patchId }: { quote: Quote; isOpen: boolean; patchId: string | undefined }) {
  const body = (
    <div className={quote.diff === null ? 'qt' : 'qt scroll'}>
      <DiffText runs={quote.runs} />
    </div>
  );
  if (quote.lines <= shortQuote && quote.diff === null) return body;
  return (
    <details className="fold" open={isOpen}>
      <summary>
        {quote.diff === null ? (
          <>
            Quoted: <Source source={quote.source} />, {counted(quote.lines, 'line')}
          </>
        ) : (
          <>
            Quoted patch: <Source source={quote.source} />, {changeWords(quote.diff)}
          </>
        )}
      </summary>
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

function Source({ source }: { source: QuoteSource }) {
  if (source.kind === 'unknown') return 'a mail that is not named';
  if (source.kind === 'words') return source.text;
  return (
    <>
      <a href={mailPath(source.mail.messageId, '')}>{authorName(source.mail.author)}</a>,{' '}
      <LongDay iso={source.mail.dateIso} />
    </>
  );
}
