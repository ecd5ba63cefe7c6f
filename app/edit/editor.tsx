'use client';

import { unstable_rethrow } from 'next/navigation';
import { type FormEvent, useActionState, useEffect, useRef, useState, useTransition } from 'react';
import { edit } from './actions';
import { ClaimFields } from './claim-fields';
import type { EditState } from './edit-state';
import { Preview } from './preview';

/** The text of a record in the form of its file, with preview and save. Works as a plain form without scripts. */
export function Editor({ start, lists }: { start: EditState; lists: EditorLists }) {
  const [posted, post] = useActionState(edit, start);
  const [answer, setAnswer] = useState<EditState | null>(null);
  const [isPending, startTransition] = useTransition();
  const said = useRef<HTMLDivElement>(null);
  const state = answer ?? posted;

  // Whoever cannot see that something appeared, or stands far below it, is taken there.
  useEffect(() => {
    if (answer === null) return;
    const isBad = answer.problems.length > 0 || answer.current !== null;
    if (isBad) said.current?.focus();
    else if (answer.preview !== null) document.getElementById('preview')?.focus();
  }, [answer]);

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent : { submitter: null };
    const form = new FormData(event.currentTarget, submitter);
    // The fields stay as they are whatever comes back, so that nothing typed is lost where no answer comes.
    startTransition(async () => {
      const next = await edit(state, form).catch((error: unknown) => {
        unstable_rethrow(error);
        return { ...state, preview: null, problems: [noAnswer] };
      });
      startTransition(() => setAnswer(next));
    });
  };

  return (
    <form action={post} onSubmit={send} className="form">
      <input type="hidden" name="version" value={state.version} />
      <div ref={said} tabIndex={-1} className="said">
        <Problems state={state} />
      </div>
      <div className={state.current === null ? undefined : 'both'}>
        <label>
          {state.current === null ? 'Text, in the form of its file' : 'Your text'}
          <textarea
            key={state.changes}
            name="text"
            defaultValue={state.text}
            spellCheck
            rows={28}
            aria-invalid={state.problems.length > 0}
          />
        </label>
        {state.current !== null && (
          <label>
            What stands now, revision {state.current.version}
            <textarea readOnly value={state.current.text} rows={28} />
          </label>
        )}
      </div>
      {state.asksAuthor && (
        <label>
          Who you are, asked once
          <input
            type="text"
            name="author"
            defaultValue={state.author}
            placeholder="Name &lt;address&gt;"
            autoComplete="off"
          />
        </label>
      )}
      <label>
        Why, in a few words
        <input type="text" name="note" defaultValue={state.note} autoComplete="off" />
      </label>
      <p className="bar">
        <button type="submit" name="intent" value="preview" className="btn" disabled={isPending}>
          Preview
        </button>
        <button type="submit" name="intent" value="save" className="btn main" disabled={isPending}>
          {state.current === null ? 'Save' : `Save over revision ${state.current.version}`}
        </button>
      </p>
      {state.kind === 'claim' && <ClaimFields lists={lists} given={state.fields} round={state.changes} />}
      {state.preview !== null && <Preview root={state.preview} />}
    </form>
  );
}

const noAnswer =
  'The server did not answer, or the text is longer than it takes (one megabyte). Nothing was saved; your text stands below.';

/** What the form's choices offer. */
export interface EditorLists {
  readonly claims: readonly { readonly slug: string; readonly title: string }[];
  readonly people: readonly { readonly slug: string; readonly name: string }[];
  readonly scenarios: readonly { readonly slug: string; readonly title: string }[];
}

function Problems({ state }: { state: EditState }) {
  return (
    <>
      {state.current !== null && (
        <p className="banner" role="alert">
          Somebody saved revision {state.current.version} while you wrote. Both texts stand below: take over into yours
          what you want to keep, then save.
        </p>
      )}
      {state.problems.length > 0 && (
        <ul className="issues" role="alert">
          {state.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </>
  );
}
