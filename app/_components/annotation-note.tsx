import type { AnnotationView } from '#lib/db/record-types';
import { kindLabel } from './annotation-kind';
import { annotationNodes } from './annotation-text';
import { shortDate } from './dates';
import { type LineName, lineAnchor } from './diff-anchor';
import { authorName } from './history';

interface Props {
  readonly note: AnnotationView;
  /** Where it stands now; undefined where its line is gone. */
  readonly place: LineName | undefined;
  /** Address that opens its form, up to its slug: `/p/ID/?edit=`. */
  readonly action: string;
}

/** An annotation: its line, what it says, who says so, and the claim that it bears on. */
export function AnnotationNote({ note, place, action }: Props) {
  const anchor = lineAnchor(place ?? note);
  const isEdited = note.version > 1;
  return (
    <div className="ann" id={`note-${note.slug}`} data-annotation="">
      <div className="k">
        {place === undefined ? <span>was {note.line}</span> : <a href={`#${encodeURI(anchor)}`}>{place.line}</a>}
        <b>{kindLabel(note.kind)}</b>
        <span>
          {authorName(note.author)}, <time dateTime={note.updatedAt}>{shortDate(note.updatedAt)}</time>
        </span>
        {isEdited && <span>revision {note.version}</span>}
        {place !== undefined && place.line !== note.line && <span>moved from line {note.line}</span>}
      </div>
      <div className="text">{annotationNodes(note.bodyMarkdown)}</div>
      <div className="lk">
        {note.claims.map((claim) => (
          <span key={claim.slug}>
            Claim <a href={`/claims/${claim.slug}`}>{claim.title}</a> ·{' '}
          </span>
        ))}
        <a href={`${action}${encodeURIComponent(note.slug)}#${encodeURI(anchor)}`}>Edit</a>
      </div>
    </div>
  );
}
