import type { PlacedAnnotation } from '#lib/db/placed-annotations';
import { readSuggestion } from '#lib/patch/review/suggestion';
import { annotationNodes } from './annotation-text';
import { LineDiff } from './line-diff';
import { patchPath } from './mail-link';

/** A suggestion: what is said of it, and the lines as they are beside those that would stand there. */
export function AnnotationSuggestion({ placed, messageId }: { placed: PlacedAnnotation; messageId: string }) {
  const { note, placement } = placed;
  const read = readSuggestion(note.bodyMarkdown);
  if ('problem' in read) {
    return (
      <div className="text">
        {annotationNodes(note.bodyMarkdown)}
        <p className="faint">{read.problem}</p>
      </div>
    );
  }
  const { before, lines, after } = read.suggestion;
  const isUsable = placement.state === 'exact' || placement.state === 'moved';
  return (
    <div className="text">
      {before !== '' && annotationNodes(before)}
      <LineDiff old={note.words.lines} now={lines} label="What the suggestion changes" />
      {after !== '' && annotationNodes(after)}
      <p className="lk">
        {isUsable ? (
          <a href={`${patchPath(messageId)}suggestions.patch?only=${encodeURIComponent(note.slug)}`}>As a patch</a>
        ) : (
          'Its lines are others in this version: it is no patch here.'
        )}
      </p>
    </div>
  );
}
