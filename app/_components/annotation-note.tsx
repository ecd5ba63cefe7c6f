import type { ReactNode } from 'react';
import type { PlacedAnnotation } from '#lib/db/placed-annotations';
import type { AnnotationView } from '#lib/db/record-types';
import type { TestChoice } from '#lib/db/test-choices';
import { AnnotationAnswers } from './annotation-answers';
import { kindLabel } from './annotation-kind';
import { AnnotationMark, isOpen } from './annotation-mark';
import { AnnotationPlace } from './annotation-place';
import { AnnotationSuggestion } from './annotation-suggestion';
import { annotationNodes } from './annotation-text';
import { AnnotationTiesList } from './annotation-ties-list';
import { shortDate } from './dates';
import { firstWords } from './first-words';
import { authorName } from './history';
import { mailPath } from './mail-link';

/** What the notes of a page share. */
export interface NoteContext {
  /** Message-ID of the patch that is read. */
  readonly messageId: string;
  /** Address of the page with its view, up to another word: `/p/ID/?` or `/p/ID/?file=…&`. */
  readonly action: string;
  /** What a message's version is called: `v1`; undefined where it is no version of this series. */
  readonly label: (messageId: string) => string | undefined;
  readonly tests: readonly TestChoice[];
}

interface Props {
  readonly placed: PlacedAnnotation;
  readonly replies: readonly { readonly placed: PlacedAnnotation; readonly to: AnnotationView | null }[];
  readonly context: NoteContext;
  /** Forms that stand in it: to settle it, to answer it. */
  readonly children?: ReactNode;
  /** Folded to its head, where many stand at neighbouring lines. */
  readonly isFolded?: boolean;
}

/**
 * An annotation: where it stands, what it says, who says so, what it is tied to, what became of it, and what was said to
 * it.
 */
export function AnnotationNote({ placed, replies, context, children, isFolded = false }: Props) {
  const { note, state } = placed;
  const look = state === null ? '' : isOpen(state) ? ' stands' : state.state === 'addressed' ? ' done' : ' past';
  const body = (
    <>
      <AnnotationPlace placed={placed} context={context} />
      <NoteText placed={placed} context={context} />
      <AnnotationAnswers placed={placed} context={context} />
      <NoteLinks placed={placed} context={context} isHead />
      {replies.length > 0 && (
        <ol className="replies" aria-label="Answers">
          {replies.map(({ placed: reply, to }) => (
            <li key={reply.note.slug} id={`note-${reply.note.slug}`}>
              <div className="k">
                <NoteHead placed={reply} context={context} />
                {to !== null && (
                  <span>
                    to <a href={`#note-${to.slug}`}>{authorName(to.author)}</a>
                  </span>
                )}
              </div>
              <NoteText placed={reply} context={context} />
              <NoteLinks placed={reply} context={context} isHead={false} />
            </li>
          ))}
        </ol>
      )}
      {children}
    </>
  );
  const head = (
    <>
      <NotePlaceLink placed={placed} />
      <NoteHead placed={placed} context={context} />
    </>
  );
  const id = `note-${note.slug}`;
  if (isFolded) {
    return (
      <details className={`ann${look}`} id={id} data-annotation="">
        <summary className="k">
          {head}
          {replies.length > 0 && <span>{replies.length === 1 ? '1 answer' : `${replies.length} answers`}</span>}
          <span className="first">{firstWords(note.bodyMarkdown, 70)}</span>
        </summary>
        {body}
      </details>
    );
  }
  return (
    <div className={`ann${look}`} id={id} data-annotation="">
      <div className="k">{head}</div>
      {body}
    </div>
  );
}

/** The line it stands at, as a link there; for what stands on no line, what it stands on. */
function NotePlaceLink({ placed: { note, placement } }: { placed: PlacedAnnotation }) {
  if (placement.state === 'orphaned') return <span>{note.line === 0 ? note.path : `was ${numbers(note)}`}</span>;
  const { path, side, line, end } = placement;
  if (line === 0) return path === '' ? <span>{note.on}</span> : <a href={`#${encodeURI(path)}`}>file</a>;
  return (
    <a href={`#${encodeURI(`${path}:${side === 'old' ? 'a' : ''}${line}`)}`}>
      {side === 'old' && <span className="vh">old line </span>}
      {numbers({ line, end })}
    </a>
  );
}

function numbers({ line, end }: { readonly line: number; readonly end: number }): string {
  return end > line ? `${line}–${end}` : String(line);
}

function NoteHead({ placed: { note, state }, context }: { placed: PlacedAnnotation; context: NoteContext }) {
  const date = <time dateTime={note.createdAt}>{shortDate(note.createdAt)}</time>;
  return (
    <>
      <b>{kindLabel(note.kind)}</b>
      {state !== null && <AnnotationMark standing={state} label={context.label} />}
      <span>
        {authorName(note.author)}, {note.source === null ? date : <a href={mailPath(note.source, '')}>{date}</a>}
      </span>
      {note.version > 1 && <span>revision {note.version}</span>}
    </>
  );
}

function NoteText({ placed, context }: { placed: PlacedAnnotation; context: NoteContext }) {
  const { note } = placed;
  return (
    <>
      {note.kind === 'suggestion' ? (
        <AnnotationSuggestion placed={placed} messageId={context.messageId} />
      ) : (
        <div className="text">{annotationNodes(note.bodyMarkdown)}</div>
      )}
      <AnnotationTiesList note={note} tests={context.tests} />
    </>
  );
}

/** What one may do with it. What a remark of a mail says is the mail's; what it is tied to is the reader's. */
function NoteLinks({
  placed: { note, placement, correctedBy },
  context: { action },
  isHead,
}: {
  placed: PlacedAnnotation;
  context: NoteContext;
  isHead: boolean;
}) {
  const to = (word: string, fragment = 'annotate') => `${action}${word}=${encodeURIComponent(note.slug)}#${fragment}`;
  const isByMail = note.slug.startsWith('mail-');
  const isPlaced = placement.state !== 'exact' || correctedBy !== null;
  return (
    <p className="lk">
      <a href={to('reply')} data-key="r">
        Reply
      </a>
      {' · '}
      <a href={to('edit')}>{isByMail ? 'Tie or sort' : 'Edit'}</a>
      {note.kind === 'objection' && (
        <>
          {' · '}
          <a href={to('settle', 'settle')}>What became of it</a>
        </>
      )}
      {isHead && isPlaced && note.line > 0 && (
        <>
          {' · '}
          <a href={to('place', 'place')}>Correct the place</a>
        </>
      )}
    </p>
  );
}
