import { longDate } from '../_components/dates';
import { authorName } from '../_components/mail-author';
import { mailPath, patchPath } from '../_components/mail-link';
import type { MailPiece } from '../_components/mail-pieces';
import { counted } from '../_components/numbers';
import { mailAnchor } from './anchor';
import { empty, type Html, html } from './html';
import { diffText } from './text';

type Quote = Extract<MailPiece, { kind: 'quote' }>;

/** Quotes of so many lines stand open: folding them would save nothing, and the answer needs them. */
export const shortQuote = 3;

/**
 * How a long quote is shown: folded, open, or only named, where the page shows the mail that it comes from anyway: a
 * thread on one page would otherwise say everything as often as it was quoted.
 */
export type QuoteLook = 'folded' | 'open' | 'named';

/**
 * A quote, folded to one line that says who, when and how long; without scripts the browser folds it. `patchId` is the
 * patch that a quoted diff comes from.
 */
export function mailQuote(quote: Quote, look: QuoteLook, patchId: string | undefined): Html {
  const isLong = quote.lines > shortQuote || quote.diff !== null;
  if (isLong && look === 'named' && quote.source.kind === 'mail') {
    return html`<p class="brief">${headline(quote, `#${mailAnchor(quote.source.mail.messageId)}`)}</p>`;
  }
  const scroll = quote.diff === null ? '' : ' scroll';
  const body = html`<div class="qt${scroll}">${diffText(quote.runs)}</div>`;
  if (!isLong) return body;
  const patch =
    quote.diff === null || patchId === undefined
      ? empty
      : html`<p class="note"><a href="${patchPath(patchId)}">Open the patch</a></p>`;
  const open = look === 'open' ? html` open` : empty;
  return html`<details class="fold"${open}><summary>${headline(quote)}</summary>${patch}${body}</details>`;
}

/** `2 files, 1 line added, 3 removed`. */
function changeWords(diff: { files: number; added: number; removed: number }): string {
  const files = diff.files === 0 ? '' : `${counted(diff.files, 'file')}, `;
  return `${files}${counted(diff.added, 'line')} added, ${diff.removed} removed`;
}

/** Who is quoted, when, and how much. `href` leads to the mail quoted, by default to its page. */
function headline({ source, diff, lines }: Quote, href?: string): Html {
  const what = diff === null ? counted(lines, 'line') : changeWords(diff);
  const begin = diff === null ? 'Quoted: ' : 'Quoted patch: ';
  if (source.kind !== 'mail') {
    return html`${begin}${source.kind === 'words' ? source.text : 'a mail that is not named'}, ${what}`;
  }
  const { author, dateIso, messageId } = source.mail;
  const when = dateIso === null ? 'no date' : longDate(dateIso);
  return html`${begin}<a href="${href ?? mailPath(messageId, '')}">${authorName(author)}</a>, ${when}, ${what}`;
}
