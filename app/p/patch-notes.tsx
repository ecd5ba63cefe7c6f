import type { PatchView } from '#lib/db/archive-types';
import { patchPath } from '../_components/mail-link';
import { type PatchQuery, viewQuery } from './patch-query';
import type { PatchNotesView } from './read-patch-notes';
import { RemovedNotes } from './removed-notes';

interface Props {
  readonly patch: PatchView;
  readonly notes: PatchNotesView;
  readonly query: PatchQuery;
}

/** Annotations whose line is gone: above the diff, because somebody has to say where they belong. */
export function PatchOrphans({ patch, notes, query }: Props) {
  const action = `${patchPath(patch.messageId)}${viewQuery(query)}`;
  return (
    <>
      {notes.placing}
      {notes.orphans.length > 0 && (
        <section className="orphans" id="orphans">
          <h2>Annotations whose line is gone</h2>
          <p className="note">What each was made on stands above it. Where you can tell where it belongs, say so.</p>
          {notes.orphans.map(({ placed: { note, placement }, content }) => (
            <div key={note.slug}>
              {note.words.lines.length > 0 && (
                <pre>
                  {note.path}:{note.line} {note.words.lines.join('\n')}
                </pre>
              )}
              {content}
              {placement.state === 'orphaned' && placement.candidates.length > 0 && (
                <p className="lk">
                  It may belong on{' '}
                  {placement.candidates.map(({ path, side, line }, index) => {
                    const at = `${path}:${side === 'old' ? 'a' : ''}${line}`;
                    return (
                      <span key={at}>
                        {index > 0 && ', '}
                        <a href={`${action}place=${note.slug}&at=${encodeURIComponent(at)}#${encodeURI(at)}`}>{at}</a>
                      </span>
                    );
                  })}
                  .
                </p>
              )}
            </div>
          ))}
        </section>
      )}
    </>
  );
}

/** What is said of the patch or the series as a whole: below the diff, which a debate would push out of sight. */
export function PatchRemarks({ patch, notes, query }: Props) {
  const action = `${patchPath(patch.messageId)}${viewQuery(query)}`;
  return (
    <>
      <section className="remarks" id="remarks">
        <div className="sh">
          {notes.remarks.length > 0 && <h2>Remarks on the whole</h2>}
          <span className="note">
            <a href={`${action}annotate=message#annotate`}>Annotate the patch</a>
            {' · '}
            <a href={`${action}annotate=series#annotate`}>Annotate the series</a>
            {' · '}
            <a href={`${patchPath(patch.messageId)}annotations`}>All annotations of the series</a>
          </span>
        </div>
        {notes.remarks}
      </section>
      <RemovedNotes messageId={patch.messageId} />
    </>
  );
}
