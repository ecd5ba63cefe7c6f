import type { PlacedAnnotation } from '#lib/db/placed-annotations';
import type { NoteContext } from './annotation-note';
import { authorName } from './history';
import { LineDiff } from './line-diff';
import { patchPath } from './mail-link';

/**
 * How an annotation came to stand where it does: nothing where it was made here. What moved says from where, what changed
 * shows its old lines beside those that stand there now, what somebody put there by hand says who.
 */
export function AnnotationPlace({ placed, context }: { placed: PlacedAnnotation; context: NoteContext }) {
  const { note, placement, madeOn, correctedBy } = placed;
  const isHere = madeOn.messageId === context.messageId;
  const from = (
    <a href={`${patchPath(madeOn.messageId)}#note-${note.slug}`}>
      {madeOn.label === '' ? 'another version' : madeOn.label}
      {note.line > 0 && `, ${note.side === 'old' ? 'old ' : ''}line ${note.line}`}
    </a>
  );
  if (correctedBy !== null) {
    return (
      <div className="place">
        {placement.state === 'orphaned' ? 'Gone from this version' : 'Put here by hand'}, says {authorName(correctedBy)}
        ; made on {from}.{placement.state !== 'orphaned' && <OldLines old={note.words.lines} now={placement.lines} />}
      </div>
    );
  }
  switch (placement.state) {
    case 'exact':
      return isHere ? null : <p className="place">Made on {from}.</p>;
    case 'moved':
      return <p className="place">Moved from {from}.</p>;
    case 'changed':
      return (
        <div className="place">
          Made on {from}; changed since. {placement.why}
          <OldLines old={note.words.lines} now={placement.lines} />
        </div>
      );
    case 'orphaned':
      return (
        <p className="place">
          Made on {from}. {placement.why}
        </p>
      );
  }
}

function OldLines({ old, now }: { old: readonly string[]; now: readonly string[] }) {
  if (old.length === 0 || old.join('\n') === now.join('\n')) return null;
  return <LineDiff old={old} now={now} label="The lines it was made on, and those that stand here now" />;
}
