'use client';

import { useActionState } from 'react';
import { AskAuthor } from '../_components/ask-author';
import { FormProblems } from '../_components/form-problems';
import type { PlaceState } from './settle-state';

interface Props {
  readonly save: (state: PlaceState, form: FormData) => Promise<PlaceState>;
  readonly slug: string;
  /** Message-ID of the patch that the annotation was made on. */
  readonly messageId: string;
  /** The line chosen, as `printTarget` writes it; empty where none is yet. */
  readonly at: string;
  /** The line in words. */
  readonly label: string;
  /** Whether somebody has said by hand where it belongs: then that can be taken back. */
  readonly isCorrected: boolean;
  readonly page: string;
  readonly view: string;
  readonly back: string;
  readonly asksAuthor: boolean;
}

/** Says where an annotation belongs in this version: on the line chosen, or nowhere. */
export function PlaceForm({ save, slug, messageId, at, label, isCorrected, page, view, back, asksAuthor }: Props) {
  const [state, submit, isPending] = useActionState(save, { problems: [] });
  return (
    <form action={submit} className="annotate" id="place" aria-label="Where the annotation belongs">
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="message" value={messageId} />
      <input type="hidden" name="at" value={at} />
      <input type="hidden" name="page" value={page} />
      <input type="hidden" name="view" value={view} />
      <FormProblems problems={state.problems} />
      {asksAuthor && <AskAuthor />}
      <div className="rowx">
        {at !== '' && (
          <button type="submit" className="btn main" name="intent" value="here" disabled={isPending}>
            Put it on {label}
          </button>
        )}
        <button type="submit" className="btn" name="intent" value="gone" disabled={isPending}>
          Gone from this version
        </button>
        {isCorrected && (
          <button type="submit" className="btn" name="intent" value="undo" disabled={isPending}>
            Undo the correction
          </button>
        )}
        <a className="note" href={back}>
          Cancel
        </a>
      </div>
    </form>
  );
}
