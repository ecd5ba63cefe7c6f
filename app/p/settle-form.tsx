'use client';

import { useActionState, useEffect, useRef } from 'react';
import { AskAuthor } from '../_components/ask-author';
import { FormProblems } from '../_components/form-problems';
import type { SettleState } from './settle-state';

interface Props {
  readonly save: (state: SettleState, form: FormData) => Promise<SettleState>;
  readonly initial: SettleState;
  readonly slug: string;
  /** Message-ID of the patch that the annotation was made on. */
  readonly messageId: string;
  /** Message-ID of the page, the query of its view, and where to go without saving. */
  readonly page: string;
  readonly view: string;
  readonly back: string;
  /** Versions of the series: the message that stands for each, and its name. */
  readonly versions: readonly { readonly messageId: string; readonly label: string }[];
  readonly asksAuthor: boolean;
}

const kinds = [
  { kind: 'addressed', label: 'Addressed in a version' },
  { kind: 'conceded', label: 'Conceded: the other side grants it' },
  { kind: 'withdrawn', label: 'Withdrawn: it was wrong, or does not matter' },
  { kind: 'reopened', label: 'Open again' },
] as const;

/** Says what became of an objection. A plain form, as the one of annotations. */
export function SettleForm({ save, initial, slug, messageId, page, view, back, versions, asksAuthor }: Props) {
  const [state, submit, isPending] = useActionState(save, initial);
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  return (
    <form action={submit} className="annotate" id="settle" aria-label="What became of the objection">
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="message" value={messageId} />
      <input type="hidden" name="page" value={page} />
      <input type="hidden" name="view" value={view} />
      <p className="lab">What became of it</p>
      <FormProblems problems={state.problems} />
      <div key={state.turn} className="fields">
        <label>
          It is
          <select ref={first} name="kind" defaultValue={state.kind}>
            {kinds.map(({ kind, label }) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Version
          <select name="version" defaultValue={state.version}>
            <option value="">None</option>
            {versions.map(({ messageId, label }) => (
              <option key={messageId} value={messageId}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Message-ID of the mail that says so, if one does
          <input type="text" name="mail" defaultValue={state.message} autoComplete="off" spellCheck={false} />
        </label>
        <label>
          Note
          <input type="text" name="note" defaultValue={state.note} autoComplete="off" />
        </label>
        {asksAuthor && <AskAuthor />}
      </div>
      <div className="rowx">
        <button type="submit" className="btn main" disabled={isPending}>
          Save
        </button>
        <a className="note" href={back}>
          Cancel
        </a>
      </div>
    </form>
  );
}
