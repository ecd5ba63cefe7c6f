import type { PatchView } from '#lib/db/archive-types';
import { AnnotationNote } from '../_components/annotation-note';
import { patchPath } from '../_components/mail-link';
import { type PatchQuery, viewQuery } from './patch-query';
import type { PatchNotesView } from './read-patch-notes';

interface Props {
  readonly patch: PatchView;
  readonly notes: PatchNotesView;
  readonly query: PatchQuery;
}

/** Annotations that stand at no line of the diff: those whose line is gone. */
export function PatchNotes({ patch, notes, query }: Props) {
  return (
    <>
      {notes.orphans.length > 0 && (
        <section className="orphans">
          <h2>Annotations whose line is gone</h2>
          <p className="note">Their lines do not stand in this patch any more; this is what they were made on.</p>
          {notes.orphans.map((note) => (
            <div key={note.slug}>
              <pre>
                {note.path}:{note.line} {note.words.lines.join('\n')}
              </pre>
              <AnnotationNote
                note={note}
                place={undefined}
                action={`${patchPath(patch.messageId)}${viewQuery(query)}edit=`}
              />
            </div>
          ))}
        </section>
      )}
      {notes.orphanForm}
    </>
  );
}
