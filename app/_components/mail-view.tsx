import type { MessageView, ThreadView } from '#lib/db/archive-types';
import type { MessageClaim } from '#lib/db/record-types';
import { MailBody } from './mail-body';
import { claimNotes } from './mail-claims';
import { limitBlocks, mailLimit } from './mail-limit';
import { mailPath } from './mail-link';
import { cutMail, cutParagraphs, paragraphPlaces } from './mail-pieces';
import type { QuoteLook } from './mail-quote';
import { formatCount } from './numbers';
import { findPatchAbove, mailsAbove } from './thread-above';

interface Props {
  readonly message: MessageView;
  readonly thread: ThreadView | undefined;
  readonly claims: readonly MessageClaim[];
  readonly look: QuoteLook;
  /** Characters of the mail to show; the rest is one link away. */
  readonly limit?: number;
}

/** What a mail says: its text with the margin, its list footer, its attachments; bounded, however long the mail is. */
export function MailView({ message, thread, claims, look, limit = mailLimit }: Props) {
  const above = thread === undefined ? [] : mailsAbove(thread.nodes, message.messageId);
  const { blocks, left } = limitBlocks(message.blocks, limit);
  const cut = cutMail(blocks, above);
  const pieces = claims.length === 0 ? cut : cutParagraphs(cut);
  const notes = claimNotes(claims, claims.length === 0 ? new Map() : paragraphPlaces(message.text, pieces));
  const patchId = thread === undefined ? undefined : findPatchAbove(thread.nodes, message.messageId);
  return (
    <>
      {pieces.length === 0 && <p className="note">This mail has no text.</p>}
      <MailBody pieces={pieces} notes={notes} look={look} patchId={patchId} />
      {left > 0 && (
        <p className="flags">
          This mail is long: {formatCount(left)} characters more are left out here.{' '}
          <a href={mailPath(message.messageId, 'raw')}>Read the raw mail</a>
        </p>
      )}
      {message.footer !== '' && (
        <details className="fold">
          <summary>Footer that the list added</summary>
          <pre>{message.footer}</pre>
        </details>
      )}
      {message.attachments.length > 0 && (
        <ul className="flags" aria-label="Attachments">
          {message.attachments.map((file, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two attachments may have one name
            <li key={index}>
              Attached: {file.name === '' ? 'a file without a name' : file.name}, {file.type}, {formatCount(file.size)}{' '}
              bytes
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
