'use client';

import { useActionState } from 'react';
import { edit } from './actions';
import { ClaimFields } from './claim-fields';
import type { EditState } from './edit-state';
import { Preview } from './preview';

/** The text of a record in the form of its file, with preview and save. Works as a plain form without scripts. */
export function Editor({ start, lists }: { start: EditState; lists: EditorLists }) {
  const [state, action, isPending] = useActionState(edit, start);
  return (
    <form action={action} className="form" key={state.round}>
      <input type="hidden" name="version" value={state.version} />
      <Problems state={state} />
      <div className={state.current === null ? undefined : 'both'}>
        <label>
          {state.current === null ? 'Text, in the form of its file' : 'Your text'}
          <textarea
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
          <input type="text" name="author" placeholder="Name &lt;address&gt;" autoComplete="off" />
        </label>
      )}
      <label>
        Why, in a few words
        <input type="text" name="note" defaultValue={state.note} />
      </label>
      <p className="bar">
        <button type="submit" name="intent" value="preview" className="btn" disabled={isPending}>
          Preview
        </button>
        <button type="submit" name="intent" value="save" className="btn main" disabled={isPending}>
          {state.current === null ? 'Save' : `Save over revision ${state.current.version}`}
        </button>
      </p>
      {state.kind === 'claim' && <ClaimFields lists={lists} />}
      {state.preview !== null && <Preview root={state.preview} />}
    </form>
  );
}

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
