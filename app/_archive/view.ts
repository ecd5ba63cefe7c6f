import type { MessageView, ThreadView } from '#lib/db/archive-types';
import type { MarginEntry } from '#lib/db/margin';
import { limitBlocks, mailLimit } from '../_components/mail-limit';
import { mailPath } from '../_components/mail-link';
import { cutMail, cutParagraphs, type MailPiece, paragraphPlaces } from '../_components/mail-pieces';
import { formatCount } from '../_components/numbers';
import { findPatchAbove, mailsAbove } from '../_components/thread-above';
import { mailBody, type Range } from './body';
import { marginNotes } from './claims';
import { empty, type Html, html } from './html';
import type { QuoteLook } from './quote';

interface Options {
  readonly thread: ThreadView | undefined;
  readonly margin: readonly MarginEntry[];
  readonly look: QuoteLook;
  /** Characters of the mail to show; the rest is one link away. */
  readonly limit?: number;
  /** Before the ids of its margin's notes: tells the mails of one page apart. */
  readonly prefix?: string;
}

/** What a mail says: its text with the margin, its list footer, its attachments; bounded, however long the mail is. */
export function mailView(message: MessageView, options: Options): Html {
  const { thread, margin, look, limit = mailLimit, prefix = '' } = options;
  const above = thread === undefined ? [] : mailsAbove(thread.nodes, message.messageId);
  const { blocks, left } = limitBlocks(message.blocks, limit);
  const pieces = cutParagraphs(cutMail(blocks, above));
  const places = margin.length === 0 ? new Map<number, number>() : paragraphPlaces(message.text, pieces);
  const notes = marginNotes(margin, places, (place) => pieceAt(pieces, place), prefix);
  const patchId = thread === undefined ? undefined : findPatchAbove(thread.nodes, message.messageId);
  return html`${pieces.length === 0 ? html`<p class="note">This mail has no text.</p>` : empty}${mailBody(pieces, notes, { look, patchId, quoted: quotedRanges(margin) })}${left > 0 ? cutNote(message.messageId, left) : empty}${message.footer === '' ? empty : html`<details class="fold"><summary>Footer that the list added</summary><pre>${message.footer}</pre></details>`}${attachments(message)}`;
}

/** The piece in which a place of the text stands; undefined where that is not shown. */
function pieceAt(pieces: readonly MailPiece[], place: number): number | undefined {
  const next = pieces.findIndex(({ start }) => start > place);
  const index = next === -1 ? pieces.length - 1 : next - 1;
  return index < 0 ? undefined : index;
}

/** The words that the margin speaks of, in the order of the text, each once. */
function quotedRanges(margin: readonly MarginEntry[]): readonly Range[] {
  const ranges: Range[] = [];
  const placed = margin.flatMap(({ place }) => (place?.state === 'exact' || place?.state === 'moved' ? [place] : []));
  for (const { start, end } of placed.toSorted((a, b) => a.start - b.start)) {
    const last = ranges.at(-1);
    if (last === undefined || start >= last.end) ranges.push({ start, end });
    else ranges[ranges.length - 1] = { start: last.start, end: Math.max(last.end, end) };
  }
  return ranges;
}

function cutNote(messageId: string, left: number): Html {
  return html`<p class="flags">This mail is long: ${formatCount(left)} characters more are left out here. <a href="${mailPath(messageId, 'raw')}">Read the raw mail</a></p>`;
}

function attachments({ attachments: files }: MessageView): Html {
  if (files.length === 0) return empty;
  const rows = files.map(
    ({ name, type, size }) =>
      html`<li>Attached: ${name === '' ? 'a file without a name' : name}, ${type}, ${formatCount(size)} bytes</li>`,
  );
  return html`<ul class="flags" aria-label="Attachments">${rows}</ul>`;
}
