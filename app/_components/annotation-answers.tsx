import type { AnnotationAnswerKind } from '#lib/argument/record/annotation';
import type { PlacedAnnotation } from '#lib/db/placed-annotations';
import type { NoteContext } from './annotation-note';
import { shortDate } from './dates';
import { authorName } from './history';
import { mailPath } from './mail-link';

const words: Readonly<Record<AnnotationAnswerKind, string>> = {
  addressed: 'Addressed',
  conceded: 'Conceded',
  withdrawn: 'Withdrawn',
  reopened: 'Reopened',
};

/** What was said of an objection, by whom and when, and what its state rests on. */
export function AnnotationAnswers({
  placed: { note, state },
  context,
}: {
  placed: PlacedAnnotation;
  context: NoteContext;
}) {
  if (note.kind !== 'objection' || (note.answers.length === 0 && (state === null || state.why === ''))) return null;
  return (
    <ul className="answers" aria-label="What became of it">
      {note.answers.map(({ kind, version, message, author, date, note: said }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: answers are only added
        <li key={index}>
          {words[kind]}
          {version !== undefined && ` in ${context.label(version) ?? version}`}, says {authorName(author)},{' '}
          {message === undefined ? (
            <time dateTime={date}>{shortDate(date)}</time>
          ) : (
            <a href={mailPath(message, '')}>
              <time dateTime={date}>{shortDate(date)}</time>
            </a>
          )}
          {said === undefined ? '.' : `: ${said}`}
        </li>
      ))}
      {state !== null && state.why !== '' && <li className="why">{state.why}</li>}
    </ul>
  );
}
