'use client';

import { useActionState } from 'react';
import { emptyRegroup, type RegroupState } from './regroup-state';

interface Props {
  readonly undo: (state: RegroupState, form: FormData) => Promise<RegroupState>;
  readonly slug: string;
  readonly version: number;
  readonly page: string;
  readonly asksAuthor: boolean;
}

/** Takes a regrouping back. It stays in the list, with who did so. */
export function UndoRegroupForm({ undo, slug, version, page, asksAuthor }: Props) {
  const [state, submit, isPending] = useActionState(undo, emptyRegroup);
  return (
    <form action={submit} className="undo">
      <input type="hidden" name="intent" value="undo" />
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="page" value={page} />
      {asksAuthor && (
        <label>
          You: Name &lt;address&gt; <input type="text" name="author" required autoComplete="name" />
        </label>
      )}
      <button type="submit" className="btn" disabled={isPending}>
        Take back
      </button>
      <span role="status">
        {state.problems.map((problem) => (
          <span key={problem} className="msg-err">
            {problem}
          </span>
        ))}
      </span>
    </form>
  );
}
