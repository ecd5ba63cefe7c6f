import type { MessageView, ThreadView } from '#lib/db/archive-types';
import type { MessageClaim } from '#lib/db/record-types';
import { limitBlocks, mailLimit } from '../_components/mail-limit';
import { mailPath } from '../_components/mail-link';
import { cutMail, cutParagraphs, paragraphPlaces } from '../_components/mail-pieces';
import { formatCount } from '../_components/numbers';
import { findPatchAbove, mailsAbove } from '../_components/thread-above';
import { mailBody } from './body';
import { claimNotes } from './claims';
import { empty, type Html, html } from './html';
import type { QuoteLook } from './quote';

interface Options {
  readonly thread: ThreadView | undefined;
  readonly claims: readonly MessageClaim[];
  readonly look: QuoteLook;
  /** Characters of the mail to show; the rest is one link away. */
  readonly limit?: number;
  /** Before the ids of its margin's notes: tells the mails of one page apart. */
  readonly prefix?: string;
}

/** What a mail says: its text with the margin, its list footer, its attachments; bounded, however long the mail is. */
export function mailView(message: MessageView, options: Options): Html {
  const { thread, claims, look, limit = mailLimit, prefix = '' } = options;
  const above = thread === undefined ? [] : mailsAbove(thread.nodes, message.messageId);
  const { blocks, left } = limitBlocks(message.blocks, limit);
  const pieces = cutParagraphs(cutMail(blocks, above));
  const places = claims.length === 0 ? new Map<number, number>() : paragraphPlaces(message.text, pieces);
  const notes = claimNotes(claims, places, prefix);
  const patchId = thread === undefined ? undefined : findPatchAbove(thread.nodes, message.messageId);
  return html`${pieces.length === 0 ? html`<p class="note">This mail has no text.</p>` : empty}${mailBody(pieces, notes, { look, patchId })}${left > 0 ? cutNote(message.messageId, left) : empty}${message.footer === '' ? empty : html`<details class="fold"><summary>Footer that the list added</summary><pre>${message.footer}</pre></details>`}${attachments(message)}`;
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
