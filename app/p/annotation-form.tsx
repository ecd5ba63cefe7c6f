'use client';

import { type RefObject, useActionState, useEffect, useRef } from 'react';
import { AnnotationPreview } from './annotation-preview';
import type { AnnotationState } from './annotation-state';

interface Props {
  readonly save: (state: AnnotationState, form: FormData) => Promise<AnnotationState>;
  readonly initial: AnnotationState;
  readonly messageId: string;
  /** Anchor of the line. */
  readonly line: string;
  /** The line in words: `line 72 of mm/userfaultfd.c`. */
  readonly label: string;
  readonly kinds: readonly { readonly kind: string; readonly label: string }[];
  readonly claims: readonly { readonly slug: string; readonly title: string }[];
  /** Whether nobody is known to write here yet: then the form asks. */
  readonly asksAuthor: boolean;
  /** Where to go without saving. */
  readonly back: string;
}

/** Writes or edits an annotation. A plain form: it is sent, previewed and refused without scripts as well. */
export function AnnotationForm({ save, initial, messageId, line, label, kinds, claims, asksAuthor, back }: Props) {
  const [state, submit, isPending] = useActionState(save, initial);
  const text = useRef<HTMLTextAreaElement>(null);
  // A page that was opened at a line keeps the focus away from the field; whoever opened the form wants to write.
  useEffect(() => text.current?.focus({ preventScroll: true }), []);
  const { outcome } = state;
  return (
    <form action={submit} className="annotate" id="annotate" aria-label={`Annotate ${label}`}>
      <input type="hidden" name="message" value={messageId} />
      <input type="hidden" name="line" value={line} />
      <input type="hidden" name="slug" value={state.slug} />
      <input type="hidden" name="version" value={state.version} />
      <p className="lab">
        {state.slug === '' ? 'Annotate' : 'Edit the annotation of'} {label}
      </p>
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
      <Fields key={state.turn} state={state} kinds={kinds} claims={claims} asksAuthor={asksAuthor} field={text} />
      <div className="rowx">
        <button type="submit" className="btn main" name="intent" value="save" disabled={isPending}>
          Save annotation
        </button>
        <button type="submit" className="btn" name="intent" value="preview" disabled={isPending}>
          Preview
        </button>
        {state.slug !== '' && (
          <button type="submit" className="btn danger" name="intent" value="delete" formNoValidate disabled={isPending}>
            Delete
          </button>
        )}
        <a className="note" href={back}>
          Cancel
        </a>
      </div>
      {outcome.kind === 'preview' && (
        <div className="ann">
          <div className="k">Preview, not saved</div>
          <div className="text">
            <AnnotationPreview nodes={outcome.shown} />
          </div>
        </div>
      )}
    </form>
  );
}

interface FieldProps {
  readonly state: AnnotationState;
  readonly kinds: Props['kinds'];
  readonly claims: Props['claims'];
  readonly asksAuthor: boolean;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

function Fields({ state, kinds, claims, asksAuthor, field }: FieldProps) {
  return (
    <>
      <label>
        Text, in Markdown
        <textarea ref={field} name="body" rows={5} defaultValue={state.body} required />
      </label>
      <label>
        Kind
        <select name="kind" defaultValue={state.kind}>
          {kinds.map(({ kind, label }) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        Claim that it bears on
        <select name="claim" defaultValue={state.claim}>
          <option value="">None</option>
          {claims.map((claim) => (
            <option key={claim.slug} value={claim.slug}>
              {claim.title}
            </option>
          ))}
        </select>
      </label>
      {asksAuthor && (
        <label>
          You, asked once: Name &lt;address&gt;
          <input type="text" name="author" required pattern=".*[^\s<>].*<[^<>@\s]+@[^<>@\s]+>\s*" autoComplete="name" />
        </label>
      )}
    </>
  );
}
