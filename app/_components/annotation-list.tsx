import { sayTarget } from '#lib/argument/record/annotation';
import type { AnnotationView } from '#lib/db/record-types';
import { kindLabel } from './annotation-kind';
import { annotationNodes } from './annotation-text';
import { shortDate } from './dates';
import { authorName } from './history';
import { patchPath } from './mail-link';

/** Annotations away from their patch: whose, on what, and what they say. */
export function AnnotationList({ annotations }: { annotations: readonly AnnotationView[] }) {
  return (
    <ul className="annotated">
      {annotations.map((note) => (
        <li key={note.slug} data-item>
          <p className="note">
            {kindLabel(note.kind)} of {authorName(note.author)}, {shortDate(note.createdAt)}, on{' '}
            <a href={`${patchPath(note.messageId)}#note-${note.slug}`}>{sayTarget(note)}</a>
          </p>
          <div className="prose small">{annotationNodes(note.bodyMarkdown)}</div>
        </li>
      ))}
    </ul>
  );
}
