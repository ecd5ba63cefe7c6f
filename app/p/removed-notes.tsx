import { listRemoved } from '#lib/db/annotation';
import { findAuthor } from '#lib/db/author';
import { kindLabel } from '../_components/annotation-kind';
import { annotationNodes } from '../_components/annotation-text';
import { AskAuthor } from '../_components/ask-author';
import { shortDate } from '../_components/dates';
import { authorName } from '../_components/history';
import { counted } from '../_components/numbers';
import { restore } from './restore';

/** Annotations of a patch that were taken away, folded, each with the way back. Nothing where there is none. */
export async function RemovedNotes({ messageId }: { messageId: string }) {
  const gone = await listRemoved(messageId);
  if (gone.length === 0) return null;
  return (
    <details className="removed" id="removed">
      <summary>{counted(gone.length, 'annotation')} taken away</summary>
      {gone.map(({ note, removed }) => (
        <div key={note.slug} className="ann" id={`note-${note.slug}`}>
          <div className="k">
            <b>{kindLabel(note.kind)}</b>
            <span>
              {authorName(note.author)}; taken away by {authorName(removed.author)},{' '}
              <time dateTime={removed.date}>{shortDate(removed.date)}</time>
            </span>
          </div>
          <div className="text">{annotationNodes(note.bodyMarkdown)}</div>
          <form action={restore} className="rowx">
            <input type="hidden" name="slug" value={note.slug} />
            <input type="hidden" name="version" value={note.version} />
            <input type="hidden" name="message" value={messageId} />
            {findAuthor() === undefined && <AskAuthor />}
            <button type="submit" className="btn">
              Bring it back
            </button>
          </form>
        </div>
      ))}
    </details>
  );
}
