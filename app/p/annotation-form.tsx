'use client';

import { useActionState, useEffect, useRef } from 'react';
import { printSuggestion } from '#lib/patch/review/suggestion';
import { AskAuthor } from '../_components/ask-author';
import type { AnnotationChoices } from './annotation-choices';
import { AnnotationPreview } from './annotation-preview';
import type { AnnotationFormState } from './annotation-state';
import { AnnotationTies } from './annotation-ties';

interface Props {
  readonly save: (state: AnnotationFormState, form: FormData) => Promise<AnnotationFormState>;
  readonly initial: AnnotationFormState;
  /** Message-IDs of the page that the form stands on, and of the patch that the annotation is made on. */
  readonly page: string;
  readonly messageId: string;
  /** What it speaks of, as `printTarget` writes it, and in words: `line 72 of mm/userfaultfd.c`. */
  readonly target: string;
  readonly label: string;
  /** Number of the first line, where the form may be for more than one; else null. */
  readonly line: number | null;
  /** The lines that it speaks of, to begin a suggestion with; null where there can be none. */
  readonly lines: readonly string[] | null;
  /** Whether it is what a mail says: its text stays. */
  readonly isMail: boolean;
  /** The annotation that is answered: its slug and whose it is; null for one of its own. */
  readonly parent: { readonly slug: string; readonly author: string } | null;
  readonly choices: AnnotationChoices;
  /** Whether nobody is known to write here yet: then the form asks. */
  readonly asksAuthor: boolean;
  /** The query of the view, and where to go without saving. */
  readonly view: string;
  readonly back: string;
}

/** Writes, answers or edits an annotation. A plain form: it is sent, previewed and refused without scripts as well. */
export function AnnotationForm(props: Props) {
  const { save, initial, page, messageId, target, label, line, parent, view, back } = props;
  const [state, submit, isPending] = useActionState(save, initial);
  const isNew = state.version === 0 && !props.isMail;
  return (
    <form action={submit} className="annotate" id="annotate" aria-label={`Annotate ${label}`}>
      <input type="hidden" name="page" value={page} />
      <input type="hidden" name="message" value={messageId} />
      <input type="hidden" name="target" value={target} />
      <input type="hidden" name="parent" value={parent?.slug ?? ''} />
      <input type="hidden" name="view" value={view} />
      <input type="hidden" name="slug" value={state.slug} />
      <input type="hidden" name="version" value={state.version} />
      <input type="hidden" name="rows" value={state.rows} />
      {/* What Enter in a field does: the first button of a form. */}
      <button type="submit" name="intent" value="preview" className="vh" tabIndex={-1} aria-hidden="true" />
      <p className="lab">
        {isNew && parent !== null
          ? `Answer ${parent.author}, of ${label}`
          : isNew
            ? `Annotate ${label}`
            : `Edit the annotation of ${label}`}
      </p>
      <Outcome outcome={state.outcome} />
      <Fields key={state.turn} {...props} state={state} line={isNew && parent === null ? line : null} />
      <div className="rowx">
        <button type="submit" className="btn main" name="intent" value="save" disabled={isPending}>
          {parent === null || !isNew ? 'Save annotation' : 'Save answer'}
        </button>
        <button type="submit" className="btn" name="intent" value="preview" disabled={isPending}>
          Preview
        </button>
        {!isNew && state.version > 0 && (
          <button type="submit" className="btn danger" name="intent" value="delete" formNoValidate disabled={isPending}>
            Delete
          </button>
        )}
        <a className="note" href={back}>
          Cancel
        </a>
      </div>
      {state.outcome.kind === 'preview' && (
        <div className="ann">
          <div className="k">Preview, not saved</div>
          <div className="text">
            <AnnotationPreview nodes={state.outcome.shown} />
          </div>
        </div>
      )}
    </form>
  );
}

/** What came of the last sending, in sentences. */
function Outcome({ outcome }: { outcome: AnnotationFormState['outcome'] }) {
  return (
    <div role="status">
      {outcome.kind === 'refused' &&
        outcome.problems.map((problem) => (
          <p key={problem} className="msg-err">
            {problem}
          </p>
        ))}
      {outcome.kind === 'conflict' && (
        <>
          <p className="msg-err">
            {outcome.theirs === null
              ? 'The annotation was deleted meanwhile. Saving makes it anew from your text.'
              : 'Somebody changed the annotation meanwhile. This is their text; yours is below. Saving puts yours in its place, and theirs stays in the history.'}
          </p>
          {outcome.theirs !== null && <p className="theirs">{outcome.theirs}</p>}
        </>
      )}
    </div>
  );
}

function Fields({
  state,
  line,
  lines,
  isMail,
  choices,
  asksAuthor,
}: Pick<Props, 'line' | 'lines' | 'isMail' | 'choices' | 'asksAuthor'> & { readonly state: AnnotationFormState }) {
  const text = useRef<HTMLTextAreaElement>(null);
  // A page that was opened at a line keeps the focus away from the field; whoever opened the form wants to write.
  useEffect(() => text.current?.focus({ preventScroll: true }), []);
  /** A suggestion begins with the lines as they are: to be changed, not to be typed. */
  const begin = (kind: string) => {
    const field = text.current;
    if (kind !== 'suggestion' || lines === null || field === null || field.value.includes('suggestion\n')) return;
    field.value = `${field.value.trim()}\n\n${printSuggestion(lines)}\n`.trimStart();
  };
  return (
    <>
      <label>
        {isMail ? 'Text, as it was mailed' : 'Text, in Markdown'}
        <textarea ref={text} name="body" rows={6} defaultValue={state.body} required readOnly={isMail} />
      </label>
      <div className="twin">
        <label>
          Kind
          <select name="kind" defaultValue={state.kind} onChange={(event) => begin(event.target.value)}>
            {choices.kinds.map(({ kind, label }) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {line !== null && (
          <label>
            Last line
            <input
              type="number"
              name="end"
              min={line}
              step={1}
              placeholder={String(line)}
              defaultValue={state.end}
              title="For several lines, the number of the last one: also by choosing it with the Shift key held"
            />
          </label>
        )}
      </div>
      <AnnotationTies state={state} choices={choices} />
      {asksAuthor && <AskAuthor />}
    </>
  );
}
